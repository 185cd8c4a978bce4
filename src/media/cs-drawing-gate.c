/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-drawing-gate.h"

#include "cs-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 200

typedef struct {
  guint depth;
  GString *css; /* (nullable): what the style element holds that is being read */
} Walk;

static const char *
get_local (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static gboolean
is_inside (const char *target)
{
  target = skip_space (target);
  return *target == '\0' || *target == '#' || g_str_has_prefix (target, "data:image/png") ||
         g_str_has_prefix (target, "data:image/jpeg") || g_str_has_prefix (target, "data:image/jpg");
}

/* A link leads somewhere only for whoever clicks it. */
static gboolean
leads_out (const char  *element,
           const char **names,
           const char **values)
{
  for (guint i = 0; names[i] != NULL && strcmp (element, "a") != 0; i++)
    if (strcmp (get_local (names[i]), "href") == 0 && !is_inside (values[i]))
      return TRUE;
  return FALSE;
}

static char *
dup_without_comments (const char *css)
{
  GString *plain = g_string_new (NULL);
  const char *comment;

  while ((comment = strstr (css, "/*")) != NULL) {
    const char *end = strstr (comment + 2, "*/");

    g_string_append_len (plain, css, comment - css);
    g_string_append_c (plain, ' ');
    css = end != NULL ? end + 2 : comment + strlen (comment);
  }
  g_string_append (plain, css);
  return g_string_free (plain, FALSE);
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

static gboolean
is_filter (const char *value)
{
  return g_ascii_strncasecmp (skip_space (value), "none", strlen ("none")) != 0;
}

static gboolean
styles_with_filter (const char *css)
{
  g_autofree char *plain = dup_without_comments (css);
  g_autofree char *small = g_ascii_strdown (plain, -1);

  for (const char *at = small; (at = strstr (at, "filter")) != NULL;) {
    gboolean inside = at > small && is_name (at[-1]);

    at = skip_space (at + strlen ("filter"));
    if (!inside && *at == ':' && is_filter (at + 1))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_filter (const char **names,
            const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if ((strcmp (names[i], "style") == 0 && styles_with_filter (values[i])) ||
        (strcmp (names[i], "filter") == 0 && is_filter (values[i])))
      return TRUE;
  return FALSE;
}

static const char *
say_filters (void)
{
  return _("The drawing holds filters, such as a shadow or a blur. Save it without them, or as PNG.");
}

/* Text needs fonts and filters need threads: the sandbox has neither. */
static const char *
find_fault (const char  *element,
            guint        depth,
            const char **names,
            const char **values)
{
  if (depth == 1 && strcmp (element, "svg") != 0)
    return _("This is not an SVG drawing.");
  if (depth > MAX_DEPTH)
    return _("The drawing is nested too deeply. Save it as PNG.");
  if (strcmp (element, "text") == 0)
    return _("The drawing holds text. Convert the text to paths, or save the drawing as PNG.");
  if (strcmp (element, "filter") == 0 || has_filter (names, values))
    return say_filters ();
  if (strcmp (element, "script") == 0)
    return _("The drawing holds a program. Save it as plain SVG, or as PNG.");
  if (leads_out (element, names, values))
    return _("The drawing refers to another file. Embed it as PNG or JPEG, or save the drawing as PNG.");
  return NULL;
}

static void
walk_clear (Walk *walk)
{
  if (walk->css != NULL)
    g_string_free (g_steal_pointer (&walk->css), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
start_cb (GMarkupParseContext *context,
          const char          *name,
          const char         **names,
          const char         **values,
          gpointer             data,
          GError             **error)
{
  Walk *walk = data;
  const char *fault = find_fault (get_local (name), ++walk->depth, names, values);

  if (fault != NULL)
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT, fault);
  else if (walk->css == NULL && strcmp (get_local (name), "style") == 0)
    walk->css = g_string_new (NULL);
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             data,
         GError             **error)
{
  Walk *walk = data;

  if (walk->css != NULL)
    g_string_append_len (walk->css, text, length);
}

static void
end_cb (GMarkupParseContext *context,
        const char          *name,
        gpointer             data,
        GError             **error)
{
  Walk *walk = data;

  walk->depth--;
  if (walk->css == NULL || strcmp (get_local (name), "style") != 0)
    return;
  if (styles_with_filter (walk->css->str))
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT, say_filters ());
  walk_clear (walk);
}

static gsize
skip_mark (const guint8 *data,
           gsize         length)
{
  return length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/**
 * cs_drawing_gate_is_markup:
 * @data: (array length=length): the bytes of a file
 * @length: how many
 *
 * Returns: whether they could be a drawing, and no picture of another format
 */
gboolean
cs_drawing_gate_is_markup (const guint8 *data,
                           gsize         length)
{
  gsize at = skip_mark (data, length);

  while (at < length && g_ascii_isspace (data[at]))
    at++;
  return at < length && data[at] == '<';
}

/**
 * cs_drawing_gate_check:
 * @data: (array length=length): the bytes of a file
 * @length: how many
 * @error: a sentence that says what is wrong and what to do
 *
 * Looks for what the sandboxed decoder cannot draw, or must not have: text, filters, programs, other files, entities.
 * A pure function, linear in @length. The decoder relies on none of it; it is what makes its refusals clear.
 *
 * Returns: whether the drawing may be given to the decoder
 */
gboolean
cs_drawing_gate_check (const guint8 *data,
                       gsize         length,
                       GError      **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  gsize at = skip_mark (data, length);
  g_auto (Walk) walk = { 0 };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) fault = NULL;

  if (length > CS_DRAWING_MAX_BYTES) {
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_SIZE, _("The drawing is too large. Save it as PNG."));
    return FALSE;
  }
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &walk, NULL);
  if (g_markup_parse_context_parse (context, (const char *) data + at, length - at, &fault) &&
      g_markup_parse_context_end_parse (context, &fault))
    return TRUE;
  if (g_error_matches (fault, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT))
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT,
                         _("The drawing is damaged or uses entities. Save it as plain SVG, or as PNG."));
  return FALSE;
}
