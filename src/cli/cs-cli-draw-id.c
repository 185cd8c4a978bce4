/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli.h"
#include "cs-draw-error.h"
#include "cs-draw-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As it was typed, or any bytes as hexadecimal digits. */
static GBytes *
read_handle (const char *text,
             gboolean    hex,
             GError    **error)
{
  gsize n = strlen (text) / 2;
  g_autofree guint8 *bytes = g_new (guint8, n + 1);

  if (!hex)
    return g_bytes_new (text, strlen (text));
  for (gsize i = 0; i < n; i++) {
    int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

    if (high < 0 || low < 0)
      n = 0;
    else
      bytes[i] = (guint8) (high * 16 + low);
  }
  if (n * 2 == strlen (text))
    return g_bytes_new (bytes, n);
  cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("“%s” is not a row of hexadecimal digits, two for each byte."), text);
  return NULL;
}

static char *
make_id (const char *network,
         const char *text,
         gboolean    hex,
         GError    **error)
{
  g_autoptr (GBytes) handle = read_handle (text, hex, error);
  gsize size;
  const char *bytes = handle != NULL ? g_bytes_get_data (handle, &size) : NULL;

  if (handle == NULL)
    return NULL;
  return cs_draw_id_new (network, bytes != NULL ? bytes : "", size, error);
}

static void
add_id (JsonBuilder  *builder,
        const char   *text,
        const char   *id,
        const GError *error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "handle", valid);
  cs_cli_draw_add (builder, "id", id);
  cs_cli_draw_add (builder, "refused", error != NULL ? error->message : NULL);
  json_builder_end_object (builder);
}

/**
 * cs_cli_draw_id:
 * @argc: how many arguments
 * @argv: "id", its options, a network and handles
 *
 * Prints the id under which a handle takes part.
 *
 * Returns: %CS_CLI_OK when every handle can take part
 */
int
cs_cli_draw_id (int    argc,
                char **argv)
{
  gboolean hex = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "hex", 0, 0, G_OPTION_ARG_NONE, &hex, N_("The handles are hexadecimal digits"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  int code = cs_cli_parse (_("Prints the id under which a handle takes part in a draw."), entries, &argc, &argv);
  int worst = CS_CLI_OK;

  if (code != CS_CLI_OK)
    return code;
  if (argc < 3) {
    g_printerr ("coulisses-cli: %s\n", _("Name a network and at least one handle."));
    return CS_CLI_USAGE;
  }
  json_builder_begin_array (builder);
  for (int i = 2; i < argc; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *id = make_id (argv[1], argv[i], hex, &error);

    worst = id != NULL ? worst : CS_CLI_FAILED;
    add_id (builder, argv[i], id, error);
    if (!json && id != NULL)
      g_print ("%s\n", id);
    else if (!json)
      g_printerr ("coulisses-cli: %s: %s\n", argv[i], error->message);
  }
  json_builder_end_array (builder);
  if (json)
    cs_cli_draw_print (builder);
  return worst;
}
