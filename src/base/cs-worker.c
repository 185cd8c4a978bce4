/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-worker.h"

#include "cs-task.h"

typedef struct {
  GTask *task; /* (nullable): none in the job that ends the thread */
  GTaskThreadFunc func;
} Job;

/* One thread that does its jobs strictly in the order in which they came: a read that was asked for
 * after a write sees that write. */
struct _CsWorker {
  GObject parent_instance;

  GAsyncQueue *jobs; /* its lock also guards @stopped: nothing is pushed behind the last job */
  GThread *thread; /* (nullable): joined by stop */
  gboolean stopped;
};

/* What the thread needs of it; belongs to the thread. */
typedef struct {
  GAsyncQueue *jobs;
  guint rest_ms; /* 0 for no rest */
  CsWorkerRest rest;
  gpointer data;
} Post;

/* The queue that the current thread serves. */
static GPrivate current_jobs;

G_DEFINE_FINAL_TYPE (CsWorker, cs_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->task != NULL)
    cs_task_let_go (job->task);
  g_free (job);
}

/* Before its first job a worker leaves what it works with alone: somebody else may still be making it. */
static Job *
take_job (const Post *post,
          gboolean    has_worked)
{
  Job *job = NULL;

  if (post->rest_ms > 0 && has_worked) {
    job = g_async_queue_timeout_pop (post->jobs, (guint64) post->rest_ms * G_TIME_SPAN_MILLISECOND);
    if (job == NULL)
      post->rest (post->data);
  }
  return job != NULL ? job : g_async_queue_pop (post->jobs);
}

static gpointer
thread_main (gpointer data)
{
  g_autofree Post *post = data;

  g_private_set (&current_jobs, post->jobs);
  for (gboolean has_worked = FALSE;; has_worked = TRUE) {
    Job *job = take_job (post, has_worked);
    gboolean last = job->task == NULL;

    if (!last)
      job->func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
                 g_task_get_cancellable (job->task));
    job_free (job);
    if (last)
      break;
  }
  g_async_queue_unref (post->jobs);
  return NULL;
}

static void
cs_worker_dispose (GObject *object)
{
  cs_worker_stop (CS_WORKER (object));
  G_OBJECT_CLASS (cs_worker_parent_class)->dispose (object);
}

static void
cs_worker_finalize (GObject *object)
{
  CsWorker *self = CS_WORKER (object);

  g_async_queue_unref (self->jobs);
  G_OBJECT_CLASS (cs_worker_parent_class)->finalize (object);
}

static void
cs_worker_class_init (CsWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_worker_dispose;
  object_class->finalize = cs_worker_finalize;
}

static void
cs_worker_init (CsWorker *self)
{
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
}

/**
 * cs_worker_new:
 * @name: the thread's name, at most 15 characters
 *
 * Starts a thread that does jobs one after the other, in the order in which they were pushed.
 *
 * Returns: (transfer full): a new worker
 */
CsWorker *
cs_worker_new (const char *name)
{
  return cs_worker_new_resting (name, 0, NULL, NULL);
}

/**
 * cs_worker_new_resting:
 * @name: the thread's name, at most 15 characters
 * @rest_ms: how long there has to be nothing to do; 0 for never
 * @rest: (nullable): called on the worker's thread after that time, once after a job and before the next
 * @data: for @rest; has to live until the worker has been stopped
 *
 * As cs_worker_new(), for a worker that has something to give up when nobody needs it.
 *
 * Returns: (transfer full): a new worker
 */
CsWorker *
cs_worker_new_resting (const char  *name,
                       guint        rest_ms,
                       CsWorkerRest rest,
                       gpointer     data)
{
  CsWorker *self = g_object_new (CS_TYPE_WORKER, NULL);
  Post *post = g_new0 (Post, 1);

  post->jobs = g_async_queue_ref (self->jobs);
  post->rest_ms = rest != NULL ? rest_ms : 0;
  post->rest = rest;
  post->data = data;
  self->thread = g_thread_new (name, thread_main, post);
  return self;
}

/**
 * cs_worker_push:
 * @self: a worker that was not stopped
 * @task: what to answer; the worker takes its own reference
 * @func: does the job on the worker's thread and returns the task exactly once
 *
 * Adds a job at the end of the queue. May be called from any thread; the answer arrives in the main
 * context in which @task was made, and so goes what @task was the last to keep alive.
 */
void
cs_worker_push (CsWorker       *self,
                GTask          *task,
                GTaskThreadFunc func)
{
  Job *job;

  g_return_if_fail (CS_IS_WORKER (self) && G_IS_TASK (task) && func != NULL);

  g_async_queue_lock (self->jobs);
  if (self->stopped) {
    g_async_queue_unlock (self->jobs);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The worker has been stopped");
    return;
  }
  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  g_async_queue_push_unlocked (self->jobs, job);
  g_async_queue_unlock (self->jobs);
}

/**
 * cs_worker_stop:
 * @self: a worker
 *
 * Does what is still queued, then ends the thread and waits for its end. Idempotent. On the worker's
 * own thread it does not wait.
 */
void
cs_worker_stop (CsWorker *self)
{
  g_return_if_fail (CS_IS_WORKER (self));

  g_async_queue_lock (self->jobs);
  if (!self->stopped)
    g_async_queue_push_unlocked (self->jobs, g_new0 (Job, 1));
  self->stopped = TRUE;
  g_async_queue_unlock (self->jobs);

  if (self->thread == NULL)
    return;
  if (cs_worker_is_current (self))
    g_thread_unref (g_steal_pointer (&self->thread));
  else
    g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * cs_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the caller runs on this worker's thread
 */
gboolean
cs_worker_is_current (CsWorker *self)
{
  g_return_val_if_fail (CS_IS_WORKER (self), FALSE);

  return g_private_get (&current_jobs) == self->jobs;
}

/**
 * cs_worker_get_waiting:
 * @self: a worker
 *
 * Returns: how many jobs have not been begun yet
 */
guint
cs_worker_get_waiting (CsWorker *self)
{
  g_return_val_if_fail (CS_IS_WORKER (self), 0);

  return MAX (g_async_queue_length (self->jobs), 0);
}
