/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-statement.h"

#include "cs-database.h"

/**
 * cs_statement_done:
 * @self: (transfer full): a borrowed statement
 *
 * Gives it back.
 */
void
cs_statement_done (CsStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

/**
 * cs_statement_step:
 * @self: a statement with its values set
 * @error: return location
 *
 * Returns: whether there is a row to read, no more, or an error
 */
CsStep
cs_statement_step (CsStatement *self,
                   GError     **error)
{
  int code = sqlite3_step (self);

  if (code == SQLITE_ROW)
    return CS_STEP_ROW;
  if (code == SQLITE_DONE)
    return CS_STEP_DONE;
  cs_database_set_error (sqlite3_db_handle (self), code, error);
  return CS_STEP_FAILED;
}

/**
 * cs_statement_run:
 * @self: a statement with its values set, whose rows do not matter
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_statement_run (CsStatement *self,
                  GError     **error)
{
  CsStep step;

  do
    step = cs_statement_step (self, error);
  while (step == CS_STEP_ROW);
  return step == CS_STEP_DONE;
}

/**
 * cs_statement_set_int:
 * @self: a statement
 * @index: which value, from 1
 * @value: a number
 */
void
cs_statement_set_int (CsStatement *self,
                      int          index,
                      gint64       value)
{
  sqlite3_bind_int64 (self, index, value);
}

/**
 * cs_statement_set_id:
 * @self: a statement
 * @index: which value, from 1
 * @value: a row, or 0, which is stored as NULL
 */
void
cs_statement_set_id (CsStatement *self,
                     int          index,
                     gint64       value)
{
  if (value != 0)
    sqlite3_bind_int64 (self, index, value);
  else
    sqlite3_bind_null (self, index);
}

/**
 * cs_statement_set_text:
 * @self: a statement
 * @index: which value, from 1
 * @value: (nullable): a text that outlives the statement's use; not copied
 */
void
cs_statement_set_text (CsStatement *self,
                       int          index,
                       const char  *value)
{
  sqlite3_bind_text (self, index, value, -1, SQLITE_STATIC);
}

/**
 * cs_statement_set_blob:
 * @self: a statement
 * @index: which value, from 1
 * @value: (nullable) (array length=size): bytes that outlive the statement's use; not copied
 * @size: how many
 */
void
cs_statement_set_blob (CsStatement  *self,
                       int           index,
                       const guint8 *value,
                       gsize         size)
{
  sqlite3_bind_blob64 (self, index, value, size, SQLITE_STATIC);
}

/**
 * cs_statement_get_int:
 * @self: a statement at a row
 * @column: which, from 0
 *
 * Returns: the number there, 0 for NULL
 */
gint64
cs_statement_get_int (CsStatement *self,
                      int          column)
{
  return sqlite3_column_int64 (self, column);
}

/**
 * cs_statement_get_text:
 * @self: a statement at a row
 * @column: which, from 0
 *
 * Returns: (transfer none) (nullable): the text there, until the next step
 */
const char *
cs_statement_get_text (CsStatement *self,
                       int          column)
{
  return (const char *) sqlite3_column_text (self, column);
}

/**
 * cs_statement_dup_text:
 * @self: a statement at a row
 * @column: which, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the text there
 */
char *
cs_statement_dup_text (CsStatement *self,
                       int          column)
{
  return g_strdup (cs_statement_get_text (self, column));
}
