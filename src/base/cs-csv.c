/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-csv.h"

#include <string.h>

/**
 * cs_csv_add:
 * @line: a line of a table
 * @value: (nullable): its next field
 *
 * RFC 4180. What a spreadsheet would take for a formula is defused: the texts are strangers'.
 */
void
cs_csv_add (GString    *line,
            const char *value)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  if (value != NULL && *value != '\0' && strchr ("=+-@\t\r", *value) != NULL)
    g_string_append_c (line, '\'');
  for (const char *at = value != NULL ? value : ""; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c (line, '"');
    g_string_append_c (line, *at);
  }
  g_string_append_c (line, '"');
}

/**
 * cs_csv_add_time:
 * @line: a line of a table
 * @time_us: microseconds since 1970 UTC, or 0 for an empty field
 */
void
cs_csv_add_time (GString *line,
                 gint64   time_us)
{
  g_autoptr (GDateTime) seconds = time_us != 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = seconds != NULL ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  cs_csv_add (line, text);
}
