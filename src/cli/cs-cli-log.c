/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-log.h"

#include "cs-cli.h"

#include <glib/gi18n-lib.h>

static int
print_log (const char   *show,
           CsCliForm     form,
           CsCliPrintLog print)
{
  int code = CS_CLI_OK;
  g_autoptr (CsStore) store = cs_cli_open_store (show, CS_STORE_READ, &code);
  int closed;

  if (store == NULL)
    return code;
  code = print (store, form);
  closed = cs_cli_close_store (store);
  return code != CS_CLI_OK ? code : closed;
}

/**
 * cs_cli_log:
 * @argc: how many arguments
 * @argv: the command and its options
 * @summary: what the command does
 * @json_help: what --json does, not translated yet
 * @print: prints the log of an open show
 *
 * Runs a command that prints a log of the show file.
 *
 * Returns: the exit code
 */
int
cs_cli_log (int           argc,
            char        **argv,
            const char   *summary,
            const char   *json_help,
            CsCliPrintLog print)
{
  g_autofree char *show = NULL;
  gboolean json = FALSE;
  gboolean csv = FALSE;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, json_help, NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("Print a table for a spreadsheet"), NULL },
    { NULL },
  };
  int code = cs_cli_parse (summary, entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || (json && csv)) {
    g_printerr ("coulisses-cli: %s\n", _("Choose one of --json and --csv."));
    return CS_CLI_USAGE;
  }
  return print_log (show, json ? CS_CLI_JSON : csv ? CS_CLI_CSV : CS_CLI_TEXT, print);
}

/**
 * cs_cli_format_time:
 * @time_us: microseconds since 1970 UTC, or 0
 * @format: as for g_date_time_format()
 *
 * Returns: (transfer full): the local time; "" for 0
 */
char *
cs_cli_format_time (gint64      time_us,
                    const char *format)
{
  g_autoptr (GDateTime) time = time_us != 0 ? g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}
