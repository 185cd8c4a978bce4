/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast-log.h"

#include "cs-store-private.h"

#define MAX_RECORDS 5000
#define COLUMNS "SELECT id, started_us, ended_us, title, details FROM broadcast "

/* A broadcast on its way to the disk: as it was when it was handed over. */
typedef struct {
  gint64 id; /* (inout) */
  gint64 began_us;
  gint64 ended_us;
  char *title;
  char *details;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->title);
  g_free (line->details);
  g_free (line);
}

static CsBroadcastRecord *
read_record (CsStatement *row)
{
  CsBroadcastRecord *record =
      cs_broadcast_record_new (cs_statement_get_text (row, 3), NULL, cs_statement_get_int (row, 1));

  record->id = cs_statement_get_int (row, 0);
  record->ended_us = cs_statement_get_int (row, 2);
  cs_broadcast_record_read_details (record, cs_statement_get_text (row, 4));
  return record;
}

static GPtrArray *
read_all (CsDatabase *db,
          const char *sql,
          GError    **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsStatement) row = cs_database_prepare (db, sql, error);
  CsStep step;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, MAX_RECORDS);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    g_ptr_array_add (records, read_record (row));
  return step == CS_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static gboolean
insert (CsDatabase *db,
        Line       *line,
        GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (
      db, "INSERT INTO broadcast (started_us, ended_us, title, details) VALUES (?, ?, ?, ?)", error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, line->began_us);
  cs_statement_set_int (row, 2, line->ended_us);
  cs_statement_set_text (row, 3, line->title);
  cs_statement_set_text (row, 4, line->details);
  if (!cs_statement_run (row, error))
    return FALSE;
  line->id = sqlite3_last_insert_rowid (cs_database_get_handle (db));
  return TRUE;
}

static gboolean
update (CsDatabase *db,
        const Line *line,
        GError    **error)
{
  g_autoptr (CsStatement) row =
      cs_database_prepare (db, "UPDATE broadcast SET ended_us = ?, title = ?, details = ? WHERE id = ?", error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, line->ended_us);
  cs_statement_set_text (row, 2, line->title);
  cs_statement_set_text (row, 3, line->details);
  cs_statement_set_int (row, 4, line->id);
  return cs_statement_run (row, error);
}

static gboolean
apply_line (CsWriter *writer,
            gpointer  data,
            GError  **error)
{
  Line *line = data;

  return line->id == 0 ? insert (writer->db, line, error) : update (writer->db, line, error);
}

static gboolean
mend (CsDatabase        *db,
      CsBroadcastRecord *record,
      GError           **error)
{
  g_autofree char *details = NULL;
  Line line = { record->id, record->began_us, MAX (record->seen_us, record->began_us), record->title, NULL };

  record->broken = TRUE;
  details = cs_broadcast_record_to_details (record);
  line.details = details;
  return update (db, &line, error);
}

static gboolean
apply_mending (CsWriter *writer,
               gpointer  data,
               GError  **error)
{
  g_autoptr (GPtrArray) open = read_all (writer->db, COLUMNS "WHERE ended_us = 0 ORDER BY id LIMIT ?", error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    if (!mend (writer->db, open->pdata[i], error))
      return FALSE;
  return open != NULL;
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  Line *line = data;

  if (cs_store_apply (source, apply_line, line, &error))
    g_task_return_int (task, (gssize) line->id);
  else
    g_task_return_error (task, error);
}

static void
mend_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (cs_store_apply (source, apply_mending, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  GPtrArray *records = NULL;

  if (cs_store_check_database (self->reading, &error) != NULL)
    records = read_all (self->reading, COLUMNS "ORDER BY started_us DESC, id DESC LIMIT ?", &error);
  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_store_write_broadcast_async:
 * @self: a store
 * @record: a broadcast, written as it is now
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: (nullable): called when it is on disk
 * @user_data: for @callback
 *
 * Adds it to the log when it has no row yet, and writes it anew otherwise.
 */
void
cs_store_write_broadcast_async (CsStore            *self,
                                CsBroadcastRecord  *record,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;
  Line *line;

  g_return_if_fail (CS_IS_STORE (self) && CS_IS_BROADCAST_RECORD (record));

  line = g_new0 (Line, 1);
  *line = (Line){ record->id, record->began_us, record->ended_us, g_strdup (record->title),
                  cs_broadcast_record_to_details (record) };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_write_broadcast_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, line, line_free);
  cs_store_write (self, task, write_thread);
}

/**
 * cs_store_write_broadcast_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: return location
 *
 * Returns: its row, or -1 on error
 */
gint64
cs_store_write_broadcast_finish (CsStore      *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * cs_store_mend_broadcasts_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * A broadcast that nobody ended, because the program or the machine was gone before, ended when it was seen last; its
 * row says so.
 */
void
cs_store_mend_broadcasts_async (CsStore            *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_mend_broadcasts_async);
  g_task_set_check_cancellable (task, FALSE);
  cs_store_write (self, task, mend_thread);
}

/**
 * cs_store_mend_broadcasts_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: return location
 *
 * Returns: whether it is done
 */
gboolean
cs_store_mend_broadcasts_finish (CsStore      *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_read_broadcasts_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
cs_store_read_broadcasts_async (CsStore            *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_read_broadcasts_async);
  cs_store_read (self, task, read_thread);
}

/**
 * cs_store_read_broadcasts_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsBroadcastRecord) (nullable): the log, the newest first
 */
GPtrArray *
cs_store_read_broadcasts_finish (CsStore      *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
