/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux.h"

#include "cs-live.h"
#include "cs-pipe.h"
#include "cs-task.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define N_STREAMS 2
#define QUEUE_TIME (20 * GST_SECOND)

/* One recording on its way from parts into one file. */
typedef struct {
  char *folder;
  char *path;
  char *half; /* where it is written until it is whole */
  GPtrArray *parts; /* (nullable): file names, in order */
  GstElement *joints[N_STREAMS]; /* concat, pictures and sound; owned by the pipeline */
  int lock_fd;
  CsPipe *pipe; /* (nullable) */
  guint patience_ms;
  guint look_id;
  int n_moved; /* atomic: how often something went from one place to the next */
  int n_seen;  /* the same, when it was looked at last */
  GError *error; /* (nullable) */
} Job;

/* One part, for the callbacks of its demuxer. */
typedef struct {
  GstPad *ends[N_STREAMS]; /* where its streams go, in the joints */
} Part;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->path);
  g_free (job->half);
  g_clear_pointer (&job->parts, g_ptr_array_unref);
  if (job->lock_fd >= 0)
    close (job->lock_fd);
  g_clear_object (&job->pipe);
  g_clear_error (&job->error);
  g_free (job);
}

static void
part_free (gpointer data,
           GClosure *closure)
{
  Part *part = data;

  for (guint i = 0; i < N_STREAMS; i++)
    gst_object_unref (part->ends[i]);
  g_free (part);
}

static void
pad_added_cb (GstElement *demux,
              GstPad     *pad,
              Part       *part)
{
  gboolean video = g_str_has_prefix (GST_PAD_NAME (pad), "video");

  if (!gst_pad_is_linked (part->ends[video ? 0 : 1]))
    gst_pad_link (pad, part->ends[video ? 0 : 1]);
}

/* A part that was cut off at its very beginning may lack a stream: the others must not wait for it. */
static void
no_more_pads_cb (GstElement *demux,
                 Part       *part)
{
  for (guint i = 0; i < N_STREAMS; i++)
    if (!gst_pad_is_linked (part->ends[i]))
      gst_pad_send_event (part->ends[i], gst_event_new_eos ());
}

static gboolean
build_part (Job        *job,
            const char *file,
            GstBin     *bin,
            GError    **error)
{
  GstElement *source = cs_pipe_make (bin, "filesrc", NULL, error);
  GstElement *demux = source != NULL ? cs_pipe_make (bin, "matroskademux", NULL, error) : NULL;
  Part *part;

  if (demux == NULL)
    return FALSE;
  part = g_new0 (Part, 1);
  for (guint i = 0; i < N_STREAMS; i++)
    part->ends[i] = gst_element_request_pad_simple (job->joints[i], "sink_%u");
  g_object_set (source, "location", file, NULL);
  g_signal_connect_data (demux, "pad-added", G_CALLBACK (pad_added_cb), part, part_free, 0);
  g_signal_connect (demux, "no-more-pads", G_CALLBACK (no_more_pads_cb), part);
  return cs_pipe_chain (error, source, demux, NULL);
}

static GstPadProbeReturn
moved_cb (GstPad          *pad,
          GstPadProbeInfo *info,
          gpointer         data)
{
  Job *job = data;

  g_atomic_int_inc (&job->n_moved);
  return GST_PAD_PROBE_OK;
}

static void
watch (Job        *job,
       GstElement *element,
       const char *pad_name)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, moved_cb, job, NULL);
}

static GstElement *
build_way (Job        *job,
           guint       stream,
           const char *parser,
           GstElement *mux,
           GstBin     *bin,
           GError    **error)
{
  GstElement *joint = cs_pipe_make (bin, "concat", NULL, error);
  GstElement *queue = joint != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;
  GstElement *parse = queue != NULL ? cs_pipe_make (bin, parser, NULL, error) : NULL;

  if (parse == NULL)
    return NULL;
  g_object_set (queue, "max-size-buffers", 0, "max-size-bytes", 0, "max-size-time", (guint64) QUEUE_TIME, NULL);
  /* The parts' own times fit together: laid end to end, sound would drift away from the picture. */
  g_object_set (joint, "adjust-base", FALSE, NULL);
  job->joints[stream] = joint;
  watch (job, joint, "src");
  return cs_pipe_chain (error, joint, queue, parse, mux, NULL) ? joint : NULL;
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

  if (sink == NULL || build_way (job, 0, "h264parse", mux, bin, error) == NULL ||
      build_way (job, 1, "aacparse", mux, bin, error) == NULL || !cs_pipe_chain (error, mux, sink, NULL))
    return FALSE;
  g_object_set (mux, "faststart", TRUE, "faststart-file", aside, NULL);
  g_object_set (sink, "location", job->half, NULL);
  /* All of it goes beside the index first, and only then to the file. */
  watch (job, sink, "sink");
  for (guint i = 0; i < job->parts->len; i++)
    if (!build_part (job, g_ptr_array_index (job->parts, i), bin, error))
      return FALSE;
  return TRUE;
}

/* The parts go only when the whole is on the disk. */
static gboolean
put_in_place (Job    *job,
              GError **error)
{
  int fd = g_open (job->half, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  if (!synced || g_rename (job->half, job->path) != 0) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("%s cannot be written (%s). The parts of the recording stay."),
                 job->path, g_strerror (errno));
    return FALSE;
  }
  for (guint i = 0; i < job->parts->len; i++)
    g_unlink (g_ptr_array_index (job->parts, i));
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
  cs_pipe_end_async (job->pipe, pipe_over_cb, task);
}

static void
ended_cb (CsPipe *pipe,
          GTask  *task)
{
  end (task);
}

static void
give_up (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  job->error = g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED,
                            _("The parts of the recording in %s cannot be put together. They stay as they are."),
                            job->folder);
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

/* A part that is damaged in a way that nobody thought of must not make it wait for ever. */
static gboolean
look_cb (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  int n_moved = g_atomic_int_get (&job->n_moved);

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
  job->pipe = cs_pipe_new ("remux", 0, build, job, NULL);
  g_signal_connect (job->pipe, "ended", G_CALLBACK (ended_cb), task);
  g_signal_connect (job->pipe, "failed", G_CALLBACK (failed_cb), task);
  job->look_id = g_timeout_add (job->patience_ms, look_cb, task);
  cs_pipe_start (job->pipe);
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
  job->parts = cs_remux_take_parts (job->folder);
  if (job->parts->len > 0) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_rmdir (job->folder); /* when nothing else is in it */
  g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, _("There is no recording in %s."), job->folder);
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
 * Puts the parts of a recording together without encoding them again, and removes them when that has worked.
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
  g_task_set_source_tag (task, cs_remux_async);
  g_task_set_task_data (task, job, job_free);
  g_task_set_task_data (list, job, NULL);
  g_task_run_in_thread (list, list_in_thread);
}

/**
 * cs_remux_finish:
 * @result: as the callback got it
 * @error: a sentence that says why there is no file
 *
 * Returns: whether the file is whole and on the disk
 */
gboolean
cs_remux_finish (GAsyncResult *result,
                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
