/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-cli-source.h"

#include <glib/gi18n-lib.h>

static gboolean
has_failed_cb (gpointer data)
{
  return cs_source_get_state (data) == CS_SOURCE_FAILED;
}

static int
run (CsDesk      *desk,
     CsCliSource *options,
     int          duration_s)
{
  int code = CS_CLI_OK;
  CsSource *source = cs_cli_source_add (options, desk, &code);

  if (source == NULL)
    return code;
  cs_cli_run (MAX (duration_s, 0), has_failed_cb, source);
  return has_failed_cb (source) ? CS_CLI_FAILED : CS_CLI_OK;
}

/**
 * cs_cli_ingest:
 * @argc: how many arguments
 * @argv: "ingest" and its options
 *
 * Follows hashtags into a show file until it is stopped.
 *
 * Returns: the exit code
 */
int
cs_cli_ingest (int    argc,
               char **argv)
{
  g_auto (CsCliSource) source = { 0 };
  g_autofree char *show = NULL;
  int duration_s = 0;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file, made when there is none"), "FILE" },
    CS_CLI_SOURCE_ENTRIES (&source),
    { "duration", 0, 0, G_OPTION_ARG_INT, &duration_s, N_("End after so many seconds"), "S" },
    { NULL },
  };
  g_autoptr (CsDesk) desk = NULL;
  int code = cs_cli_parse (_("Follows hashtags into a show file until Ctrl C."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  desk = cs_cli_open_desk (show, CS_STORE_CREATE, &code);
  if (desk == NULL)
    return code;
  code = run (desk, &source, duration_s);
  closed = cs_cli_close_desk (desk);
  return code != CS_CLI_OK ? code : closed;
}
