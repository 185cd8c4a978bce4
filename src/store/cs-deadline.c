/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-deadline.h"

/* A thread, because a progress handler is not called while SQLite 3.40 looks at pages: it would look at all of them,
 * which for a large show on a slow disk takes minutes. */
struct _CsDeadline {
  sqlite3 *handle; /* not owned */
  gint64 monotonic_us;
  GThread *thread;
  GMutex lock; /* guards what follows */
  GCond over_cond;
  gboolean over;
};

static gpointer
thread_main (gpointer data)
{
  CsDeadline *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->over)
    if (!g_cond_wait_until (&self->over_cond, &self->lock, self->monotonic_us)) {
      sqlite3_interrupt (self->handle);
      break;
    }
  return NULL;
}

/**
 * cs_deadline_new:
 * @database: a connection of the calling thread; outlives the deadline
 * @monotonic_us: when whatever runs is interrupted, as g_get_monotonic_time() tells it
 *
 * What is interrupted ends with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): a deadline
 */
CsDeadline *
cs_deadline_new (CsDatabase *database,
                 gint64      monotonic_us)
{
  CsDeadline *self = g_new0 (CsDeadline, 1);

  self->handle = cs_database_get_handle (database);
  self->monotonic_us = monotonic_us;
  g_mutex_init (&self->lock);
  g_cond_init (&self->over_cond);
  self->thread = g_thread_new ("deadline", thread_main, self);
  return self;
}

/**
 * cs_deadline_free:
 * @self: (transfer full): a deadline
 *
 * What runs afterwards is not interrupted.
 */
void
cs_deadline_free (CsDeadline *self)
{
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_cond_signal (&self->over_cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_cond_clear (&self->over_cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}
