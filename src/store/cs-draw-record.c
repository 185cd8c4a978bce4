/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-record.h"

#include "cs-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CsDrawRecord, cs_draw_record, cs_draw_record_ref, cs_draw_record_unref)

static void
record_clear (CsDrawRecord *self)
{
  g_free (self->draw);
  g_free (self->kind);
  g_clear_pointer (&self->body, g_bytes_unref);
}

/* A hash in another length, which only a damaged file has, fits to nothing. */
static void
read_hash (CsStatement *row,
           int          column,
           guint8       hash[CS_DRAW_RECORD_HASH_BYTES])
{
  memset (hash, 0xff, CS_DRAW_RECORD_HASH_BYTES);
  if (sqlite3_column_bytes (row, column) == CS_DRAW_RECORD_HASH_BYTES)
    memcpy (hash, sqlite3_column_blob (row, column), CS_DRAW_RECORD_HASH_BYTES);
}

static gboolean
read_last (CsDatabase *db,
           gint64     *id,
           guint8      hash[CS_DRAW_RECORD_HASH_BYTES],
           GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  *id = 0;
  memset (hash, 0, CS_DRAW_RECORD_HASH_BYTES);
  row = cs_database_prepare (db, "SELECT id, hash FROM draw_entry ORDER BY id DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW) {
    *id = cs_statement_get_int (row, 0);
    read_hash (row, 1, hash);
  }
  return step != CS_STEP_FAILED;
}

static gboolean
append (CsDatabase         *db,
        gint64              id,
        const CsDrawRecord *record,
        GError            **error)
{
  g_autoptr (CsStatement) row = NULL;
  gsize size;
  const guint8 *body = g_bytes_get_data (record->body, &size);

  row = cs_database_prepare (db,
                             "INSERT INTO draw_entry (id, at_us, draw, kind, body, prev_hash, hash)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, id);
  cs_statement_set_int (row, 2, record->at_us);
  cs_statement_set_text (row, 3, record->draw);
  cs_statement_set_text (row, 4, record->kind);
  cs_statement_set_blob (row, 5, body != NULL ? body : (const guint8 *) "", size);
  cs_statement_set_blob (row, 6, record->previous, CS_DRAW_RECORD_HASH_BYTES);
  cs_statement_set_blob (row, 7, record->hash, CS_DRAW_RECORD_HASH_BYTES);
  return cs_statement_run (row, error);
}

static gboolean
append_all (CsDatabase *db,
            GPtrArray  *records,
            GError    **error)
{
  guint8 last[CS_DRAW_RECORD_HASH_BYTES];
  gint64 id;

  if (!read_last (db, &id, last, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    const CsDrawRecord *record = records->pdata[i];

    if (memcmp (record->previous, last, sizeof last) != 0) {
      g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE,
                           _("The journal of draws has gone on meanwhile. Open the show again."));
      return FALSE;
    }
    if (!append (db, ++id, record, error))
      return FALSE;
    memcpy (last, record->hash, sizeof last);
  }
  return TRUE;
}

static gboolean
append_now (CsStore   *self,
            GPtrArray *records,
            GError   **error)
{
  CsWriter *writer = cs_store_get_writer (self, error);
  CsChange *change;

  if (writer == NULL || !cs_writer_begin (writer, error))
    return FALSE;
  if (!append_all (writer->db, records, error)) {
    cs_writer_roll_back (writer);
    return FALSE;
  }
  change = cs_writer_commit (writer, error);
  if (change == NULL)
    return FALSE;
  cs_store_publish (self, change, TRUE);
  return TRUE;
}

static void
append_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (append_now (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static CsDrawRecord *
read_record (CsStatement *row)
{
  g_autoptr (GBytes) body = g_bytes_new (sqlite3_column_blob (row, 4), (gsize) sqlite3_column_bytes (row, 4));
  guint8 previous[CS_DRAW_RECORD_HASH_BYTES], hash[CS_DRAW_RECORD_HASH_BYTES];
  CsDrawRecord *record;

  read_hash (row, 5, previous);
  read_hash (row, 6, hash);
  record = cs_draw_record_new (cs_statement_get_int (row, 1), cs_statement_get_text (row, 2),
                               cs_statement_get_text (row, 3), body, previous, hash);
  record->id = cs_statement_get_int (row, 0);
  return record;
}

static GPtrArray *
read_all (CsDatabase *db,
          GError    **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_draw_record_unref);
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (db, "SELECT id, at_us, draw, kind, body, prev_hash, hash FROM draw_entry ORDER BY id",
                             error);
  if (row == NULL)
    return NULL;
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    g_ptr_array_add (records, read_record (row));
  return step == CS_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  GPtrArray *records = NULL;

  if (cs_store_check_database (store->reading, &error) != NULL)
    records = read_all (store->reading, &error);
  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_draw_record_new:
 * @at_us: when, microseconds since 1970 UTC
 * @draw: of which draw, or ""
 * @kind: what it tells
 * @body: the rest
 * @previous: (array fixed-size=32): hash of the record before it
 * @hash: (array fixed-size=32): its own
 *
 * Returns: (transfer full): a record, not yet written
 */
CsDrawRecord *
cs_draw_record_new (gint64        at_us,
                    const char   *draw,
                    const char   *kind,
                    GBytes       *body,
                    const guint8 *previous,
                    const guint8 *hash)
{
  CsDrawRecord *self = g_atomic_rc_box_new0 (CsDrawRecord);

  self->at_us = at_us;
  self->draw = g_strdup (draw);
  self->kind = g_strdup (kind);
  self->body = g_bytes_ref (body);
  memcpy (self->previous, previous, CS_DRAW_RECORD_HASH_BYTES);
  memcpy (self->hash, hash, CS_DRAW_RECORD_HASH_BYTES);
  return self;
}

/**
 * cs_draw_record_ref:
 * @self: a record
 *
 * Returns: (transfer full): @self
 */
CsDrawRecord *
cs_draw_record_ref (CsDrawRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_draw_record_unref:
 * @self: (transfer full): a record
 */
void
cs_draw_record_unref (CsDrawRecord *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) record_clear);
}

/**
 * cs_store_append_draw_async:
 * @self: a store
 * @records: (element-type CsDrawRecord): records, each following the one before, the first following the last written
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when they are on disk
 * @user_data: for @callback
 *
 * Adds to the journal of draws.
 */
void
cs_store_append_draw_async (CsStore            *self,
                            GPtrArray          *records,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_append_draw_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_ptr_array_ref (records), (GDestroyNotify) g_ptr_array_unref);
  cs_store_write (self, task, append_thread);
}

/**
 * cs_store_append_draw_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: return location; %CS_STORE_ERROR_STALE when they do not follow the last one written
 *
 * Returns: whether they are on disk
 */
gboolean
cs_store_append_draw_finish (CsStore      *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_read_draw_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads the journal of draws as it is; whether it is whole is for the contest to say.
 */
void
cs_store_read_draw_async (CsStore            *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_read_draw_async);
  cs_store_read (self, task, read_thread);
}

/**
 * cs_store_read_draw_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsDrawRecord) (nullable): all records, the oldest first
 */
GPtrArray *
cs_store_read_draw_finish (CsStore      *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
