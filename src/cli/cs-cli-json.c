/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-json.h"

#include "cs-entry-json.h"

/**
 * cs_cli_print_entry_json:
 * @entry: a post as the show file has it
 *
 * Prints one line.
 */
void
cs_cli_print_entry_json (const CsEntry *entry)
{
  g_autoptr (JsonNode) node = cs_entry_to_json (entry);
  g_autofree char *line = json_to_string (node, FALSE);

  g_print ("%s\n", line);
}
