/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-overlay-page.h"

#include "cs-outputs-resource.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "/app/coulisses/Coulisses/outputs/"

static char *
load_text (const char *name)
{
  g_autoptr (GBytes) bytes = cs_overlay_page_lookup (name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What a browser calls the language of our own words. */
static char *
get_language (void)
{
  const char *name = g_get_language_names ()[0];
  char *language = g_strndup (name, strcspn (name, "_.@"));

  if (g_str_equal (language, "C") || g_str_equal (language, "POSIX")) {
    g_free (language);
    return g_strdup ("en");
  }
  return language;
}

/* A page is built from our own words and addresses only, never from a post. */
static void
fill_in (GString    *page,
         const char *mark,
         const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_replace (page, mark, escaped, 0);
}

static GString *
load_page (const char *events)
{
  g_autofree char *text = load_text ("overlay.html");
  g_autofree char *language = get_language ();
  GString *page = g_string_new (text);

  fill_in (page, "@LANGUAGE@", language);
  fill_in (page, "@EVENTS@", events);
  fill_in (page, "@GUIDES@", _("Graphics safe area: 5 %. Dashed: action safe area, 3.5 %."));
  return page;
}

static char *
make_source_hash (const char *text)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *base64 = NULL;

  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, digest, &length);
  base64 = g_base64_encode (digest, length);
  return g_strdup_printf ("'sha256-%s'", base64);
}

/* A theme that would end its own element stays out of the file. */
static char *
get_theme_text (GBytes *theme)
{
  gsize length;
  const char *text = g_bytes_get_data (theme, &length);

  return length > 0 && g_strstr_len (text, (gssize) length, "</") == NULL ? g_strndup (text, length) : g_strdup ("");
}

/**
 * cs_overlay_page_lookup:
 * @name: the name of one of our files
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
cs_overlay_page_lookup (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (cs_outputs_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("A file is missing from the program: %s", error->message);
  return bytes;
}

/**
 * cs_overlay_page_load_script:
 * @name: the name of a page's own script
 *
 * Returns: (transfer full): it behind the line to the desk, as one script: a page has both or none
 */
char *
cs_overlay_page_load_script (const char *name)
{
  g_autofree char *line = load_text ("line.js");
  g_autofree char *own = load_text (name);

  return g_strconcat (line, "\n", own, NULL);
}

/**
 * cs_overlay_page_new:
 *
 * Returns: (transfer full): the overlay page as the server serves it
 */
char *
cs_overlay_page_new (void)
{
  GString *page = load_page ("/overlay/events");

  g_string_replace (page, "@POLICY@", "", 0);
  g_string_replace (page, "@STYLES@",
                    "<link rel=\"stylesheet\" href=\"/overlay.css\">\n<link rel=\"stylesheet\" href=\"/theme.css\">\n", 0);
  g_string_replace (page, "@SCRIPT@", "<script src=\"/overlay.js\"></script>\n", 0);
  return g_string_free (page, FALSE);
}

/**
 * cs_overlay_page_new_contest:
 *
 * Returns: (transfer full): the page of a draw as the server serves it
 */
char *
cs_overlay_page_new_contest (void)
{
  g_autofree char *text = load_text ("contest.html");
  g_autofree char *language = get_language ();
  GString *page = g_string_new (text);

  fill_in (page, "@LANGUAGE@", language);
  fill_in (page, "@TITLE@", _("Contest Draw"));
  fill_in (page, "@SEAL@", _("Seal"));
  fill_in (page, "@NOTE@", _("Note the seal,"));
  fill_in (page, "@CHECK@", _("check the draw"));
  fill_in (page, "@NEXT@", _("Next name"));
  fill_in (page, "@HIDDEN@", _("to be revealed"));
  fill_in (page, "@SECONDS@", _("seconds until chance is public"));
  fill_in (page, "@REHEARSAL@", _("REHEARSAL"));
  return g_string_free (page, FALSE);
}

/**
 * cs_overlay_page_new_file:
 * @port: the server's port
 * @read_key: the key of the event path
 * @theme: the show's style sheet, may be empty
 *
 * The same page as one file that stands on its own, for playout systems that load a file and would show an
 * error page when the desk is away. It connects out to the desk; its policy allows nothing else.
 *
 * Returns: (transfer full): an HTML document
 */
char *
cs_overlay_page_new_file (guint16     port,
                          const char *read_key,
                          GBytes     *theme)
{
  g_autofree char *origin = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autofree char *events = g_strdup_printf ("%s/o/%s/events", origin, read_key);
  g_autofree char *script = cs_overlay_page_load_script ("overlay.js");
  g_autofree char *style = load_text ("overlay.css");
  g_autofree char *show_style = get_theme_text (theme);
  g_autofree char *script_hash = make_source_hash (script);
  g_autofree char *style_hash = make_source_hash (style);
  g_autofree char *show_style_hash = make_source_hash (show_style);
  g_autofree char *policy =
      g_strdup_printf ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; "
                       "style-src %s %s; connect-src %s; base-uri 'none'; form-action 'none'\">\n",
                       script_hash, style_hash, show_style_hash, origin);
  g_autofree char *styles = g_strdup_printf ("<style>%s</style>\n<style>%s</style>\n", style, show_style);
  g_autofree char *element = g_strdup_printf ("<script>%s</script>\n", script);
  GString *page = load_page (events);

  g_string_replace (page, "@POLICY@", policy, 1);
  g_string_replace (page, "@SCRIPT@", element, 1);
  g_string_replace (page, "@STYLES@", styles, 1);
  return g_string_free (page, FALSE);
}
