/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux.h"

#include "cs-footage.h"
#include "cs-live.h"
#include "cs-pipe.h"
#include "cs-remux-feed.h"
#include "cs-remux-parts.h"
#include "cs-remux-words.h"
#include "cs-task.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* One recording on its way from parts into one file. */
typedef struct {
  char *folder;
  char *path;
  char *half; /* where it is written until it is whole */
  gboolean made; /* by an earlier run, which did not come to clear away */
  int lock_fd;
  CsPipe *pipe; /* (nullable) */
  guint patience_ms;
  guint look_id;
  GCancellable *stop; /* reading */
  guint n_seen; /* how much had moved when it was looked at last */
  CsFootage *footage; /* (nullable) */
  CsRemuxFeed *feed; /* (nullable) */
  GError *error; /* (nullable) */
  char *lack; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->path);
  g_free (job->half);
  g_free (job->lack);
  if (job->lock_fd >= 0)
    close (job->lock_fd);
  g_clear_object (&job->pipe);
  g_clear_pointer (&job->feed, cs_remux_feed_free);
  g_clear_pointer (&job->footage, cs_footage_free);
  g_object_unref (job->stop);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
build_way (Job        *job,
           guint       track,
           const char *parser,
           GstElement *mux,
           GstBin     *bin,
           GError    **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *parse = source != NULL ? cs_pipe_make (bin, parser, NULL, error) : NULL;

  if (parse == NULL)
    return FALSE;
  cs_remux_feed_attach (job->feed, track, GST_APP_SRC (source));
  return cs_pipe_chain (error, source, parse, mux, NULL);
}

static gboolean
build (GstBin  *bin,
       gpointer data,
       GError **error)
{
  Job *job = data;
  GstElement *mux = cs_pipe_make (bin, "mp4mux", NULL, error);
  GstElement *sink = mux != NULL ? cs_pipe_make (bin, "filesink", NULL, error) : NULL;
  g_autofree char *aside = g_strconcat (job->half, "-index", NULL);

  if (sink == NULL || !build_way (job, 0, "h264parse", mux, bin, error) ||
      !build_way (job, 1, "aacparse", mux, bin, error) || !cs_pipe_chain (error, mux, sink, NULL))
    return FALSE;
  g_object_set (mux, "faststart", TRUE, "faststart-file", aside, NULL);
  g_object_set (sink, "location", job->half, NULL);
  /* All of it goes beside the index first, and only then to the file. */
  cs_remux_feed_watch (job->feed, sink);
  return TRUE;
}

/* The parts go only when the whole is on the disk. What is noted before tells a film that was made of them from another
 * one of that name, should the machine stop in between. */
static gboolean
put_in_place (Job    *job,
              GError **error)
{
  GPtrArray *damaged = cs_footage_get_damaged (job->footage);
  int fd = g_open (job->half, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  if (!synced || !cs_remux_note_made (job->folder, damaged, NULL) || g_rename (job->half, job->path) != 0) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("%s cannot be written (%s). The parts of the recording stay."),
                 job->path, g_strerror (errno));
    return FALSE;
  }
  job->lack = cs_remux_tell_lack (job->path, cs_footage_get_gaps (job->footage), job->folder, damaged);
  cs_remux_tidy (job->folder);
  return TRUE;
}

static void
settle_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->error != NULL) {
    g_unlink (job->half);
    g_task_return_error (task, g_error_copy (job->error));
  } else if (put_in_place (job, &error)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_unlink (job->half);
    g_task_return_error (task, error);
  }
}

static void
pipe_over_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;

  cs_task_run_in_thread (task, settle_in_thread);
}

static void
end (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (job->pipe, task);
  g_clear_handle_id (&job->look_id, g_source_remove);
  g_cancellable_cancel (job->stop);
  cs_pipe_end_async (job->pipe, pipe_over_cb, task);
}

static void
ended_cb (CsPipe *pipe,
          GTask  *task)
{
  end (task);
}

static GError *
make_useless (Job *job)
{
  return g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED,
                      _("The parts of the recording in %s cannot be put together. They stay as they are."), job->folder);
}

static void
give_up (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  job->error = make_useless (job);
  end (task);
}

static void
failed_cb (CsPipe     *pipe,
           GError     *error,
           const char *debug,
           GTask      *task)
{
  give_up (task);
}

/* A disk that does not answer must not make it wait for ever. */
static gboolean
look_cb (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  guint n_moved = cs_remux_feed_get_n_moved (job->feed);

  if (n_moved != job->n_seen) {
    job->n_seen = n_moved;
    return G_SOURCE_CONTINUE;
  }
  job->look_id = 0;
  give_up (task);
  return G_SOURCE_REMOVE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  if (job->made) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  job->feed = cs_remux_feed_new (job->footage);
  job->pipe = cs_pipe_new ("remux", 0, build, job, NULL);
  g_signal_connect (job->pipe, "ended", G_CALLBACK (ended_cb), task);
  g_signal_connect (job->pipe, "failed", G_CALLBACK (failed_cb), task);
  job->look_id = g_timeout_add (job->patience_ms, look_cb, task);
  cs_pipe_start (job->pipe);
}

static gboolean
find_parts (Job    *job,
            GError **error)
{
  g_autoptr (GPtrArray) parts = NULL;

  job->made = cs_remux_is_made (job->folder, job->path);
  if (job->made) {
    cs_remux_tidy (job->folder);
    return TRUE;
  }
  parts = cs_remux_take_parts (job->folder);
  if (parts->len == 0) {
    g_rmdir (job->folder); /* when nothing else is in it */
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, _("There is no recording in %s."), job->folder);
    return FALSE;
  }
  if (g_file_test (job->path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED,
                 _("There is another film called %s. The recording in %s stays in parts until that one is called "
                   "something else."),
                 job->path, job->folder);
    return FALSE;
  }
  job->footage = cs_footage_new (parts, job->stop);
  if (cs_footage_look (job->footage))
    return TRUE;
  g_propagate_error (error, make_useless (job));
  return FALSE;
}

static void
list_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (!cs_live_load (&error)) {
    g_task_return_error (task, error);
    return;
  }
  job->lock_fd = g_open (job->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (job->lock_fd < 0 || flock (job->lock_fd, LOCK_EX | LOCK_NB) != 0) {
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_IN_USE, _("The recording in %s is still being made."),
                             job->folder);
    return;
  }
  if (!find_parts (job, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cs_remux_async:
 * @folder: where the parts are
 * @path: the MP4 file to make
 * @patience_ms: it is given up when nothing has moved for so long; at most twice as long
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Puts the parts of a recording together without encoding them again, and removes them when that has worked. What is damaged
 * does not cost the rest: the film is made of what can be read, and parts of which that is not all stay in @folder, under
 * another name.
 */
void
cs_remux_async (const char         *folder,
                const char         *path,
                guint               patience_ms,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) list = g_task_new (NULL, cancellable, listed_cb, task);
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (folder);
  job->path = g_strdup (path);
  job->half = g_strconcat (path, ".half", NULL);
  job->patience_ms = patience_ms;
  job->lock_fd = -1;
  job->stop = g_cancellable_new ();
  g_task_set_source_tag (task, cs_remux_async);
  g_task_set_task_data (task, job, job_free);
  g_task_set_task_data (list, job, NULL);
  g_task_run_in_thread (list, list_in_thread);
}

/**
 * cs_remux_finish:
 * @result: as the callback got it
 * @lack: (out) (optional) (nullable): a sentence that says what the file lacks; %NULL for nothing
 * @error: a sentence that says why there is no file
 *
 * Returns: whether the file is whole and on the disk
 */
gboolean
cs_remux_finish (GAsyncResult *result,
                 char        **lack,
                 GError      **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (lack != NULL)
    *lack = g_steal_pointer (&job->lack);
  return g_task_propagate_boolean (G_TASK (result), error);
}
