/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-job.h"

#include "cs-draw-private.h"
#include "cs-record-files.h"

typedef struct {
  char *name; /* (nullable): whose, in the journal */
  JsonNode *body;
  char *folder;
  CsRecordMake make;
  gpointer data;
  GDestroyNotify data_free;
  GPtrArray *made; /* (nullable): CsRecordFile */
} Job;

static void
job_free (Job *job)
{
  g_free (job->name);
  json_node_unref (job->body);
  g_free (job->folder);
  job->data_free (job->data);
  g_clear_pointer (&job->made, g_ptr_array_unref);
  g_free (job);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  job->made = job->make (job->data, &error);
  if (job->made != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (cs_record_files_write (job->made, job->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_files (GTask *task)
{
  CsDraw *draw = g_task_get_source_object (task);
  g_autoptr (GTask) writing = g_task_new (draw, NULL, written_cb, g_object_ref (task));

  g_task_set_task_data (writing, g_task_get_task_data (task), NULL); /* lives as long as @task */
  cs_worker_push (draw->worker, writing, write_thread);
}

static void
journaled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error))
    write_files (task);
  else
    g_task_return_error (task, error);
}

/* The digests of all files stand for all of them. */
static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *draw = CS_DRAW (source);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  const CsRecordFile *sums;
  CsHex payload;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (job->name == NULL) {
    write_files (task);
    return;
  }
  sums = cs_record_files_find (job->made, CS_RECORD_SUMS);
  cs_digest_of_bytes (g_bytes_get_data (sums->bytes, NULL), g_bytes_get_size (sums->bytes), payload);
  cs_draw_append_other (draw, job->name, cs_draw_now_s (draw), CS_DRAW_EXPORT, payload, json_node_ref (job->body), journaled_cb,
                        g_steal_pointer (&task));
}

/**
 * cs_record_job_async:
 * @draw: open draws of a show, whose journal tells of the files
 * @name: (nullable): the draw or contest that they are of; %NULL for a rehearsal: nothing is journaled
 * @body: (transfer full): what is kept beside the entry
 * @folder: where; an earlier revision there is replaced, anything else is not
 * @make: makes the files
 * @data: (transfer full): for @make
 * @data_free: frees @data
 * @callback: called when all is on disk; cs_record_job_finish() tells
 * @user_data: for @callback
 *
 * Makes files, enters their digests in the journal, and then only puts them into @folder.
 */
void
cs_record_job_async (CsDraw             *draw,
                     const char         *name,
                     JsonNode           *body,
                     const char         *folder,
                     CsRecordMake        make,
                     gpointer            data,
                     GDestroyNotify      data_free,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (draw, NULL, callback, user_data);
  g_autoptr (GTask) making = g_task_new (draw, NULL, made_cb, task);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, cs_record_job_async);
  job->name = g_strdup (name);
  job->body = body;
  job->folder = g_strdup (folder);
  job->make = make;
  job->data = data;
  job->data_free = data_free;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_set_task_data (making, job, NULL); /* lives as long as @task */
  cs_worker_push (draw->worker, making, make_thread);
}

/**
 * cs_record_job_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether all is on disk
 */
gboolean
cs_record_job_finish (GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
