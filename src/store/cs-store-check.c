/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-check.h"

#include "cs-audit.h"
#include "cs-schema.h"
#include "cs-store-private.h"
#include "cs-task.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static CsCheckReport *
check_report_copy (const CsCheckReport *self)
{
  CsCheckReport *copy = g_memdup2 (self, sizeof *self);

  copy->problems = g_strdupv (self->problems);
  return copy;
}

G_DEFINE_BOXED_TYPE (CsCheckReport, cs_check_report, check_report_copy, cs_check_report_free)

typedef struct {
  char *path;   /* the show file */
  char *target; /* (nullable): where the copy goes */
  GTaskThreadFunc func;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_free (self->path);
  g_free (self->target);
  g_free (self);
}

static CsDatabase *
connect (const Errand *errand,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr (CsDatabase) db = NULL;

  if (errand->path == NULL)
    return cs_store_check_database (NULL, error);
  db = cs_database_open (errand->path, CS_DATABASE_READ, error);
  if (db == NULL || !cs_schema_bridge (db, error))
    return NULL;
  cs_database_set_cancellable (db, cancellable);
  return g_steal_pointer (&db);
}

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (CsDatabase) db = connect (data, cancellable, &error);
  CsCheckReport *report = db != NULL ? cs_audit (db, &error) : NULL;

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) cs_check_report_free);
  else
    g_task_return_error (task, error);
}

static gboolean
write_copy (CsDatabase *db,
            const char *path,
            GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  /* Left over from a copy that was interrupted. */
  g_unlink (path);
  row = cs_database_prepare (db, "VACUUM INTO ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_text (row, 1, path);
  return cs_statement_run (row, error);
}

/* A copy that cannot be opened is none. */
static gboolean
check_copy (const char *path,
            GError    **error)
{
  g_autoptr (CsDatabase) db = cs_database_open (path, CS_DATABASE_READ, error);

  return db != NULL && cs_schema_check (db, error);
}

static gboolean
fail (const char *path,
      GError    **error)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, CS_STORE_ERROR, saved_errno == ENOSPC ? CS_STORE_ERROR_FULL : CS_STORE_ERROR_IO,
               _("The copy “%s” could not be written (%s)."), name, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
sync_path (const char *path,
           GError    **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail (path, error);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
put_in_place (const char *part,
              const char *target,
              GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (target);

  if (!sync_path (part, error))
    return FALSE;
  if (g_rename (part, target) != 0)
    return fail (target, error);
  return sync_path (folder, error);
}

static void
copy_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  g_autofree char *part = g_strconcat (errand->target, ".part", NULL);
  g_autoptr (CsDatabase) db = connect (errand, cancellable, &error);

  if (db != NULL && write_copy (db, part, &error) && check_copy (part, &error) &&
      put_in_place (part, errand->target, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_unlink (part);
  g_task_return_error (task, error);
}

/* Nobody waits for this, and the disk may be busy with a show. */
static void
give_way (void)
{
#ifdef __linux__
  const int of_a_thread = 1, idle_class = 3 << 13; /* ioprio_set(2), which has no other name for them */

  syscall (SYS_ioprio_set, of_a_thread, 0, idle_class);
  setpriority (PRIO_PROCESS, syscall (SYS_gettid), 19);
#endif
}

/* A thread of its own: one of a pool would go on giving way. */
static gpointer
errand_thread (gpointer data)
{
  GTask *task = data;
  Errand *errand = g_task_get_task_data (task);

  give_way ();
  errand->func (task, g_task_get_source_object (task), errand, g_task_get_cancellable (task));
  cs_task_let_go (task);
  return NULL;
}

static void
start_errand (CsStore            *self,
              const char         *target,
              gpointer            tag,
              GTaskThreadFunc     func,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  g_task_set_source_tag (task, tag);
  errand->path = g_strdup (self->path);
  errand->target = g_strdup (target);
  g_task_set_task_data (task, errand, errand_free);
  errand->func = func;
  g_thread_unref (g_thread_new ("store-errand", errand_thread, g_steal_pointer (&task)));
}

/**
 * cs_check_report_free:
 * @self: (transfer full): a report
 */
void
cs_check_report_free (CsCheckReport *self)
{
  g_strfreev (self->problems);
  g_free (self);
}

/**
 * cs_store_check_async:
 * @self: a store with a file open, if only to look
 * @cancellable: (nullable): interrupts it
 * @callback: called when everything was looked at
 * @user_data: for @callback
 *
 * Looks at everything in the show file: its pages, the chain of the journal, and whether what is shown follows from
 * the journal. Seconds for a small show, minutes for a million posts. Main thread.
 */
void
cs_store_check_async (CsStore            *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (CS_IS_STORE (self));

  start_errand (self, NULL, cs_store_check_async, check_thread, cancellable, callback, user_data);
}

/**
 * cs_store_check_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location, when it could not be looked at
 *
 * Returns: (transfer full) (nullable): what was found
 */
CsCheckReport *
cs_store_check_finish (CsStore      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_copy_async:
 * @self: a store with a file open
 * @path: the copy; one of that name is replaced
 * @cancellable: (nullable): interrupts it
 * @callback: called when the copy is on disk
 * @user_data: for @callback
 *
 * Makes a copy of the show as it is at this moment, while the show goes on. Main thread.
 */
void
cs_store_copy_async (CsStore            *self,
                     const char         *path,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autofree char *target = NULL;

  g_return_if_fail (CS_IS_STORE (self) && path != NULL);

  target = g_canonicalize_filename (path, NULL);
  start_errand (self, target, cs_store_copy_async, copy_thread, cancellable, callback, user_data);
}

/**
 * cs_store_copy_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the copy is on disk
 */
gboolean
cs_store_copy_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
