/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-private.h"

#include "cs-airing.h"
#include "cs-entry-reader.h"
#include "cs-schema.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  char *path;
  CsStoreMode mode;
  CsCounts counts;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_free (self->path);
  g_free (self);
}

static gboolean
look_at_path (const Opening *opening,
              gboolean      *is_new,
              GError       **error)
{
  g_autofree char *name = g_filename_display_basename (opening->path);
  GStatBuf stat_buf;

  *is_new = FALSE;
  if (g_stat (opening->path, &stat_buf) != 0) {
    *is_new = opening->mode == CS_STORE_CREATE;
    if (!*is_new)
      g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
                   _("There is no show file “%s”. Check its name, or make a new one."), name);
    return *is_new;
  }
  if (!S_ISREG (stat_buf.st_mode)) {
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                 _("“%s” is not a show file. It was left as it is; choose another file."), name);
    return FALSE;
  }
  *is_new = stat_buf.st_size == 0 && opening->mode == CS_STORE_CREATE;
  return TRUE;
}

/* SQLite opens for reading what it may not write, without a word. */
static gboolean
check_writable (CsDatabase *database,
                GError    **error)
{
  sqlite3 *handle = cs_database_get_handle (database);

  if (sqlite3_db_readonly (handle, "main") == 0)
    return TRUE;
  cs_database_set_error (handle, SQLITE_READONLY, error);
  return FALSE;
}

static gboolean
use_log (CsDatabase *database,
         GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (database, "PRAGMA journal_mode = WAL", error);

  if (row == NULL || cs_statement_step (row, error) != CS_STEP_ROW)
    return FALSE;
  if (g_strcmp0 (cs_statement_get_text (row, 0), "wal") == 0)
    return TRUE;
  g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_IO,
                       _("This folder cannot hold a show file: its disk does not share memory. "
                         "Choose one on this computer."));
  return FALSE;
}

/* Whatever was on air when the desk went away is off it: the program starts dark. */
static gboolean
start_dark (CsWriter *writer,
            GError  **error)
{
  g_autoptr (CsChange) change = NULL;

  if (!cs_writer_begin (writer, error))
    return FALSE;
  if (!cs_airing_end_all (writer, "desk restarted", error)) {
    cs_writer_roll_back (writer);
    return FALSE;
  }
  change = cs_writer_commit (writer, error);
  return change != NULL;
}

static gboolean
open_writing (CsStore       *self,
              const Opening *opening,
              gboolean       is_new,
              GError       **error)
{
  g_autoptr (CsLease) lease = cs_lease_take (opening->path, error);
  g_autoptr (CsBallast) ballast = NULL;
  g_autoptr (CsDatabase) database = NULL;
  g_autoptr (CsWriter) writer = NULL;
  g_autoptr (CsCheckpoint) checkpoint = NULL;

  if (lease == NULL)
    return FALSE;
  ballast = cs_ballast_new (opening->path, cs_store_tell_trouble, self);
  database = cs_database_open (opening->path, is_new ? CS_DATABASE_CREATE : CS_DATABASE_WRITE, error);
  if (database == NULL || !check_writable (database, error))
    return FALSE;
  is_new = is_new || (opening->mode == CS_STORE_CREATE && cs_schema_is_blank (database));
  if ((!is_new && !cs_schema_check (database, error)) || !use_log (database, error) ||
      !cs_schema_prepare (database, error))
    return FALSE;
  writer = cs_writer_new (database, self->clock, error);
  if (writer == NULL || !start_dark (writer, error))
    return FALSE;
  checkpoint = cs_checkpoint_new (opening->path, database, error);
  if (checkpoint == NULL)
    return FALSE;
  cs_database_keep (database);
  cs_database_shrink (database);
  self->checkpoint = g_steal_pointer (&checkpoint);
  self->writer = g_steal_pointer (&writer);
  self->writing = g_steal_pointer (&database);
  self->ballast = g_steal_pointer (&ballast);
  self->lease = g_steal_pointer (&lease);
  return TRUE;
}

static gboolean
open_reading (CsStore       *self,
              const Opening *opening,
              GError       **error)
{
  g_autoptr (CsDatabase) reading = cs_database_open (opening->path, CS_DATABASE_READ, error);
  g_autoptr (CsDatabase) scanning = NULL;
  g_autoptr (CsWordProbe) probe = NULL;

  if (reading == NULL || (self->writer == NULL && !cs_schema_check (reading, error)) ||
      !cs_schema_bridge (reading, error))
    return FALSE;
  scanning = cs_database_open (opening->path, CS_DATABASE_READ, error);
  probe = scanning != NULL && cs_schema_bridge (scanning, error) ? cs_word_probe_new (error) : NULL;
  if (probe == NULL)
    return FALSE;
  /* The threads that will use them have nothing to do before this task is answered. */
  self->reading = g_steal_pointer (&reading);
  self->scanning = g_steal_pointer (&scanning);
  self->probe = g_steal_pointer (&probe);
  return TRUE;
}

static void
close_writing (CsStore *self)
{
  g_clear_pointer (&self->checkpoint, cs_checkpoint_free);
  g_clear_pointer (&self->writer, cs_writer_free);
  g_clear_pointer (&self->writing, cs_database_close);
  g_clear_pointer (&self->ballast, cs_ballast_free);
  g_clear_pointer (&self->lease, cs_lease_release);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *self = source;
  Opening *opening = data;
  GError *error = NULL;
  gboolean is_new;

  if (self->is_open) {
    g_task_return_new_error (task, CS_STORE_ERROR, CS_STORE_ERROR_BUSY, _("A show is open already: close it first."));
    return;
  }
  self->only_look = opening->mode == CS_STORE_READ;
  if (!look_at_path (opening, &is_new, &error) ||
      (!self->only_look && !open_writing (self, opening, is_new, &error)) || !open_reading (self, opening, &error) ||
      !cs_entry_reader_read_counts (self->reading, &opening->counts, &error)) {
    close_writing (self);
    g_clear_pointer (&self->reading, cs_database_close);
    g_clear_pointer (&self->probe, cs_word_probe_free);
    g_clear_pointer (&self->scanning, cs_database_close);
    g_task_return_error (task, error);
    return;
  }
  self->is_open = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
close_writer_thread (GTask        *task,
                     gpointer      source,
                     gpointer      data,
                     GCancellable *cancellable)
{
  CsStore *self = source;
  gboolean was_short;

  cs_store_drain (self);
  was_short = self->ballast != NULL && cs_ballast_is_short (self->ballast);
  close_writing (self);
  if (was_short)
    cs_store_tell_trouble (self, NULL);
  self->is_open = FALSE;
  self->only_look = FALSE;
  g_task_return_boolean (task, TRUE);
}

static void
close_reader_thread (GTask        *task,
                     gpointer      source,
                     gpointer      data,
                     GCancellable *cancellable)
{
  CsStore *self = source;

  g_clear_pointer (&self->reading, cs_database_close);
  cs_worker_push (self->writer_thread, task, close_writer_thread);
}

static void
close_scanner_thread (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  CsStore *self = source;

  g_clear_pointer (&self->probe, cs_word_probe_free);
  g_clear_pointer (&self->scanning, cs_database_close);
  cs_worker_push (self->reader_thread, task, close_reader_thread);
}

/**
 * cs_store_open_async:
 * @self: a store
 * @path: a file name
 * @mode: what is going to be done with it
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Opens a show file. Refused with a sentence: a file that does not exist, is not a show file, is damaged,
 * was made by a newer Coulisses, cannot be written, or is open elsewhere. A refused file is left as it is.
 */
void
cs_store_open_async (CsStore            *self,
                     const char         *path,
                     CsStoreMode         mode,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;
  Opening *opening;

  g_return_if_fail (CS_IS_STORE (self) && path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  opening = g_new0 (Opening, 1);
  g_task_set_source_tag (task, cs_store_open_async);
  g_task_set_check_cancellable (task, FALSE);
  opening->path = g_canonicalize_filename (path, NULL);
  opening->mode = mode;
  g_task_set_task_data (task, opening, opening_free);
  if (self->context == NULL)
    self->context = g_main_context_ref_thread_default ();
  cs_store_write (self, task, open_thread);
}

/**
 * cs_store_open_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the file is open
 */
gboolean
cs_store_open_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  opening = g_task_get_task_data (G_TASK (result));
  g_free (self->path);
  self->path = g_strdup (opening->path);
  self->counts = opening->counts;
  return TRUE;
}

/**
 * cs_store_close_async:
 * @self: a store
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does everything that was asked before, then closes the file. What is asked afterwards is answered with
 * %CS_STORE_ERROR_CLOSED.
 */
void
cs_store_close_async (CsStore            *self,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_store_close_async);
  cs_store_scan (self, task, close_scanner_thread);
}

/**
 * cs_store_close_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the file is closed
 */
gboolean
cs_store_close_finish (CsStore      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_clear_pointer (&self->path, g_free);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_get_writer:
 * @self: a store, on its writing thread
 * @error: return location; %CS_STORE_ERROR_CLOSED or %CS_STORE_ERROR_READ_ONLY
 *
 * Returns: (transfer none) (nullable): what writes, or %NULL and why nothing can be written
 */
CsWriter *
cs_store_get_writer (CsStore *self,
                     GError **error)
{
  if (self->writer == NULL && self->only_look)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_READ_ONLY,
                         _("This show was opened only to look at it: nothing can be changed."));
  else if (self->writer == NULL)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_CLOSED, _("No show file is open."));
  return self->writer;
}

/**
 * cs_store_check_database:
 * @database: (nullable): the connection of the calling thread
 * @error: return location; %CS_STORE_ERROR_CLOSED
 *
 * Returns: (transfer none) (nullable): @database, or %NULL and that no file is open
 */
CsDatabase *
cs_store_check_database (CsDatabase *database,
                         GError    **error)
{
  if (database == NULL)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_CLOSED, _("No show file is open."));
  return database;
}
