/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-checkpoint.h"

/* Pages in the log from which on it is copied into the file beside the writing, as SQLite would do within a commit. */
#define ENOUGH_PAGES 1000
/* The log only begins anew in a moment when all of it has been copied. Where writing leaves no such moment, the writer
 * waits for one, so that the log does not grow for ever. */
#define TOO_MANY_PAGES 8000

/* Copies what is committed from the log into the show file, on a thread and a connection of its own: a decision waits for
 * its own commit, not for the pages of a thousand posts. What is acknowledged is in the log and synced before that. */
struct _CsCheckpoint {
  sqlite3 *writing; /* not owned */
  CsDatabase *database; /* the thread's */
  GThread *thread;
  GMutex lock; /* guards what follows */
  GCond asked_cond;
  gboolean asked;
  gboolean ending;
  guint n_done;
};

static gboolean
wait_asked (CsCheckpoint *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->asked && !self->ending)
    g_cond_wait (&self->asked_cond, &self->lock);
  self->asked = FALSE;
  return !self->ending;
}

static void
count (CsCheckpoint *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_done++;
}

/* What cannot be copied now stays in the log, which is as good; a broken disk is noticed by whoever commits. */
static gpointer
thread_main (gpointer data)
{
  CsCheckpoint *self = data;

  while (wait_asked (self))
    if (sqlite3_wal_checkpoint_v2 (cs_database_get_handle (self->database), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK)
      count (self);
  return NULL;
}

static int
committed_cb (gpointer    data,
              sqlite3    *writing,
              const char *name,
              int         n_pages)
{
  CsCheckpoint *self = data;

  if (n_pages >= TOO_MANY_PAGES) {
    /* Whatever comes of it, the commit has succeeded. */
    sqlite3_wal_checkpoint_v2 (writing, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
  }
  if (n_pages >= ENOUGH_PAGES) {
    g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

    self->asked = TRUE;
    g_cond_signal (&self->asked_cond);
  }
  return SQLITE_OK;
}

/**
 * cs_checkpoint_new:
 * @path: the show file
 * @writing: the connection that writes it; to be closed after the checkpoint is freed
 * @error: return location
 *
 * From now on commits on @writing leave the copying to a thread of its own. On the thread that uses @writing.
 *
 * Returns: (transfer full) (nullable): a checkpoint
 */
CsCheckpoint *
cs_checkpoint_new (const char *path,
                   CsDatabase *writing,
                   GError    **error)
{
  CsDatabase *database = cs_database_open (path, CS_DATABASE_WRITE, error);
  CsCheckpoint *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (CsCheckpoint, 1);
  self->database = database;
  self->writing = cs_database_get_handle (writing);
  g_mutex_init (&self->lock);
  g_cond_init (&self->asked_cond);
  self->thread = g_thread_new ("checkpoint", thread_main, self);
  sqlite3_wal_hook (self->writing, committed_cb, self);
  return self;
}

/**
 * cs_checkpoint_free:
 * @self: (transfer full): a checkpoint
 *
 * Waits for the copying that is going on, on the thread that uses the writing connection.
 */
void
cs_checkpoint_free (CsCheckpoint *self)
{
  sqlite3_wal_hook (self->writing, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_cond_signal (&self->asked_cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  cs_database_close (self->database);
  g_cond_clear (&self->asked_cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cs_checkpoint_get_n_done:
 * @self: a checkpoint
 *
 * Returns: how often the log was copied beside the writing; any thread
 */
guint
cs_checkpoint_get_n_done (CsCheckpoint *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_done;
}
