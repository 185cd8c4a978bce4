/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-settings.h"

/**
 * cs_settings_write:
 * @writer: in a transaction
 * @name: a setting
 * @value: (nullable): its value, or %NULL to remove it
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_settings_write (CsWriter   *writer,
                   const char *name,
                   GVariant   *value,
                   GError    **error)
{
  const char *sql = value != NULL ? "INSERT OR REPLACE INTO setting VALUES (?, ?)" : "DELETE FROM setting WHERE name = ?";
  g_autofree char *text = value != NULL ? g_variant_print (value, TRUE) : NULL;
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_text (row, 1, name);
  if (text != NULL)
    cs_statement_set_text (row, 2, text);
  return cs_statement_run (row, error);
}

/**
 * cs_settings_read:
 * @db: a connection of the calling thread
 * @name: a setting
 * @error: return location; left alone when the setting was never made
 *
 * Returns: (transfer full) (nullable): its value
 */
GVariant *
cs_settings_read (CsDatabase *db,
                  const char *name,
                  GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, "SELECT value FROM setting WHERE name = ?", error);

  if (row == NULL)
    return NULL;
  cs_statement_set_text (row, 1, name);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  return g_variant_parse (NULL, cs_statement_get_text (row, 0), NULL, NULL, error);
}

/**
 * cs_settings_read_position:
 * @db: a connection of the calling thread
 * @source: which source
 * @error: return location; left alone when the source never said
 *
 * Returns: (transfer full) (nullable): where it is to go on from
 */
char *
cs_settings_read_position (CsDatabase *db,
                           const char *source,
                           GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (db, "SELECT position FROM source_position WHERE source = ?", error);
  if (row == NULL)
    return NULL;
  cs_statement_set_text (row, 1, source);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  return cs_statement_dup_text (row, 0);
}
