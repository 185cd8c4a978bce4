/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-task.h"

/* Brings a task to a thread of GLib's pool. It keeps nothing that matters alive itself. */
typedef struct {
  GTask *task;
  GTaskThreadFunc func;
} Errand;

static gboolean
home_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

static void
send_home (GTask *task) /* (transfer full) */
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, home_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_errand (GTask        *carrier,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Errand *errand = data;
  GTask *task = errand->task;

  errand->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
  cs_task_let_go (task);
}

/**
 * cs_task_run_in_thread:
 * @task: what to answer; the thread takes its own reference
 * @func: does the job on a thread of GLib's pool and returns the task exactly once
 *
 * As g_task_run_in_thread(), for a task whose source object or data must not be taken apart on that thread.
 */
void
cs_task_run_in_thread (GTask          *task,
                       GTaskThreadFunc func)
{
  g_autoptr (GTask) carrier = g_task_new (NULL, NULL, NULL, NULL);
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand){ g_object_ref (task), func };
  g_task_set_source_tag (carrier, cs_task_run_in_thread);
  g_task_set_task_data (carrier, errand, g_free);
  g_task_run_in_thread (carrier, run_errand);
}

/**
 * cs_task_let_go:
 * @task: (transfer full): a task that was answered on this thread for another
 *
 * Who asked may have had the answer by now and let go of everything: what only the task keeps alive goes on the thread
 * that asked. Here its signal handlers would be taken apart while that thread takes apart the object they belong to.
 */
void
cs_task_let_go (GTask *task)
{
  guint *n_refs = (guint *) &G_OBJECT (task)->ref_count;

  /* Looking at the count and giving up the reference have to be one act. */
  for (guint n = g_atomic_int_get (n_refs); n > 1; n = g_atomic_int_get (n_refs))
    if (g_atomic_int_compare_and_exchange (n_refs, n, n - 1))
      return;
  send_home (task);
}
