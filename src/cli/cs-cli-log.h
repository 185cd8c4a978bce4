/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

/**
 * CsCliForm:
 * @CS_CLI_TEXT: columns for a person
 * @CS_CLI_JSON: a line of JSON each
 * @CS_CLI_CSV: a table for a spreadsheet
 *
 * How a log is printed.
 */
typedef enum {
  CS_CLI_TEXT,
  CS_CLI_JSON,
  CS_CLI_CSV,
} CsCliForm;

/**
 * CsCliPrintLog:
 * @store: an open store
 * @form: how to print
 *
 * Prints all of a log.
 *
 * Returns: the exit code
 */
typedef int (*CsCliPrintLog) (CsStore  *store,
                              CsCliForm form);

int cs_cli_log (int           argc,
                char        **argv,
                const char   *summary,
                const char   *json_help,
                CsCliPrintLog print);
char *cs_cli_format_time (gint64      time_us,
                          const char *format) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
