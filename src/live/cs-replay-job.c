/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-job.h"

#include "cs-replay-film.h"
#include "cs-replay-shelf.h"

#include <glib/gstdio.h>

static void
job_free (gpointer data)
{
  CsReplayJob *job = data;

  g_free (job->path);
  g_free (job->picture);
  g_clear_pointer (&job->note, cs_replay_note_free);
  g_clear_object (&job->replay);
  g_free (job);
}

static void
answer (GTask  *task,
        GError *error) /* (transfer full) (nullable) */
{
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_replay_job_new:
 * @source: (type GObject): whose work it is
 * @path: a film, or the folder
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Returns: (transfer full): a task that carries a #CsReplayJob, to be filled in before it is pushed to a worker
 */
GTask *
cs_replay_job_new (gpointer            source,
                   const char         *path,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  CsReplayJob *job = g_new0 (CsReplayJob, 1);

  job->path = g_strdup (path);
  g_task_set_task_data (task, job, job_free);
  g_task_set_source_tag (task, cs_replay_job_new);
  return task;
}

/**
 * cs_replay_job_new_for:
 * @source: (type GObject): whose work it is
 * @replay: a recording
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Returns: (transfer full): a task that carries a #CsReplayJob on @replay, with what is noted of it now
 */
GTask *
cs_replay_job_new_for (gpointer            source,
                       CsReplay           *replay,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = cs_replay_job_new (source, cs_replay_get_path (replay), cancellable, callback, user_data);
  CsReplayJob *job = g_task_get_task_data (task);

  job->replay = g_object_ref (replay);
  job->note = cs_replay_note_copy (cs_replay_get_note (replay));
  return task;
}

/**
 * cs_replay_job_read:
 * @task: answers a #GPtrArray of #CsShelved
 * @source: not used
 * @data: a #CsReplayJob on a folder, with the time and how long recordings stay
 * @cancellable: not used
 *
 * Lists what is in a folder.
 */
void
cs_replay_job_read (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  CsReplayJob *job = data;

  g_task_return_pointer (task, cs_replay_shelf_read (job->path, job->life_s, job->now_us),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cs_replay_job_add:
 * @task: answers a boolean
 * @source: not used
 * @data: a #CsReplayJob on a new film, with its note
 * @cancellable: not used
 *
 * Measures a new film's file and writes its note.
 */
void
cs_replay_job_add (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  CsReplayJob *job = data;
  GError *error = NULL;
  GStatBuf status;

  if (g_stat (job->path, &status) == 0)
    job->n_bytes = status.st_size;
  cs_replay_shelf_note (job->path, job->note, &error);
  answer (task, error);
}

/**
 * cs_replay_job_look:
 * @task: answers a boolean
 * @source: not used
 * @data: a #CsReplayJob with its note and where the picture goes
 * @cancellable: not used
 *
 * Finds how long a film is and draws its picture. One that cannot be read stays in the list without: a person may
 * want to know.
 */
void
cs_replay_job_look (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  CsReplayJob *job = data;

  if (job->note->length_ms < 0)
    job->length_ms = cs_replay_film_measure_ms (job->path, NULL);
  else
    job->length_ms = job->note->length_ms;
  job->drawn = cs_replay_film_draw_thumbnail (job->path, job->picture, NULL);
  if (job->length_ms >= 0) {
    job->note->length_ms = job->length_ms;
    cs_replay_shelf_note (job->path, job->note, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_replay_job_note:
 * @task: answers a boolean
 * @source: not used
 * @data: a #CsReplayJob with its note
 * @cancellable: not used
 *
 * Writes a film's note.
 */
void
cs_replay_job_note (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  CsReplayJob *job = data;
  GError *error = NULL;

  cs_replay_shelf_note (job->path, job->note, &error);
  answer (task, error);
}

/**
 * cs_replay_job_remove:
 * @task: answers a boolean
 * @source: not used
 * @data: a #CsReplayJob
 * @cancellable: not used
 *
 * Deletes a film and all that lies beside it.
 */
void
cs_replay_job_remove (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  CsReplayJob *job = data;
  GError *error = NULL;

  cs_replay_shelf_remove (job->path, &error);
  answer (task, error);
}
