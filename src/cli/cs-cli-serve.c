/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-cli-source.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define DEFAULT_PORT 8480

static int
serve (CsDesk  *desk,
       guint16  port)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  cs_desk_serve_async (desk, port, NULL, cs_cli_result_cb, &result);
  if (!cs_desk_serve_finish (desk, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  url = cs_output_server_get_overlay_url (cs_desk_get_output (desk));
  g_print ("%s\n", url);
  fflush (stdout);
  cs_cli_run (0, NULL, NULL);
  return CS_CLI_OK;
}

/**
 * cs_cli_serve:
 * @argc: how many arguments
 * @argv: "serve" and its options
 *
 * Serves the overlay and the API without a window.
 *
 * Returns: the exit code
 */
int
cs_cli_serve (int    argc,
              char **argv)
{
  g_auto (CsCliSource) source = { 0 };
  g_autofree char *show = NULL;
  int port = DEFAULT_PORT;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file, made when there is none"), "FILE" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Port of the overlay; 0 takes a free one"), "N" },
    CS_CLI_SOURCE_ENTRIES (&source),
    { NULL },
  };
  g_autoptr (CsDesk) desk = NULL;
  int code = cs_cli_parse (_("Serves the overlay and the API on the loopback address."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  if (port < 0 || port > G_MAXUINT16) {
    g_printerr ("coulisses-cli: %s\n", _("A port is a number from 0 to 65535."));
    return CS_CLI_USAGE;
  }
  desk = cs_cli_open_desk (show, CS_STORE_CREATE, &code);
  if (desk == NULL)
    return code;
  if (source.network == NULL || cs_cli_source_add (&source, desk, &code) != NULL)
    code = serve (desk, port);
  closed = cs_cli_close_desk (desk);
  return code != CS_CLI_OK ? code : closed;
}
