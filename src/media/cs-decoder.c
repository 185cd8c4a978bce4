/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decoder.h"

#include "cs-config.h"
#include "cs-drawing-gate.h"
#include "cs-picture-gate.h"
#include "decoder/cs-decoder-protocol.h"

#include <glib/gi18n-lib.h>
#include <signal.h>

#define DEADLINE_MS 2500

/* One helper process at a time, one picture at a time, in the order in which they were asked for. Whatever the
 * process does wrong, it is ended and the next picture gets a new one. */
struct _CsDecoder {
  GObject parent_instance;

  GSubprocess *process; /* (nullable) */
  guint n_decoded; /* by this process */
  GQueue waiting; /* GTask */
  GTask *current; /* (nullable): the one that the process works on */
  GSource *deadline; /* (nullable): of @current */
};

typedef struct {
  CsDecoderRequest request;
  CsDecoderAnswer answer;
  GBytes *file;
  guint8 *pixels; /* (nullable) */
} Job;

G_DEFINE_QUARK (cs-decoder-error-quark, cs_decoder_error)
G_DEFINE_FINAL_TYPE (CsDecoder, cs_decoder, G_TYPE_OBJECT)

static void work (CsDecoder *self);

static void
job_free (Job *job)
{
  g_bytes_unref (job->file);
  g_free (job->pixels);
  g_free (job);
}

static void
end_process (CsDecoder *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
}

static void
clear_deadline (CsDecoder *self)
{
  if (self->deadline == NULL)
    return;
  g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static char *
find_program (void)
{
  const char *override = g_getenv ("COULISSES_DECODER");

  return override != NULL ? g_strdup (override) : g_build_filename (CS_LIBEXEC_DIR, "coulisses-decoder", NULL);
}

static gboolean
ensure_process (CsDecoder *self,
                GError   **error)
{
  g_autofree char *program = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;

  if (self->n_decoded >= CS_DECODER_PICTURES)
    end_process (self);
  if (self->process != NULL)
    return TRUE;
  program = find_program ();
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  self->n_decoded = 0;
  self->process = g_subprocess_launcher_spawn (launcher, error, program, NULL);
  return self->process != NULL;
}

/* Ends the current job. An error means that the process can no longer be trusted to be in step. */
static void
finish (CsDecoder *self,
        CsBitmap *picture,
        GError    *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->current);

  clear_deadline (self);
  if (picture != NULL) {
    g_task_return_pointer (task, picture, (GDestroyNotify) cs_bitmap_unref);
  } else {
    if (!g_error_matches (error, CS_DECODER_ERROR, CS_DECODER_ERROR_BROKEN))
      end_process (self);
    g_task_return_error (task, error);
  }
  work (self);
}

static GError *
new_broken (void)
{
  return g_error_new_literal (CS_DECODER_ERROR, CS_DECODER_ERROR_BROKEN, _("The picture is damaged."));
}

/* A read or write that was answered after its job had been given up belongs to a process that is gone. */
static gboolean
is_current (GTask *task)
{
  CsDecoder *self = g_task_get_source_object (task);

  return self->current == task;
}

static void
pixels_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  gsize length = (gsize) job->answer.width * job->answer.height * 4;
  g_autoptr (GBytes) pixels = NULL;
  GError *error = NULL;
  gsize n = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, &error) || n < length) {
    if (error == NULL)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _("The picture decoder ended early."));
    if (is_current (task))
      finish (self, NULL, error);
    else
      g_error_free (error);
    return;
  }
  if (!is_current (task))
    return;
  self->n_decoded++;
  pixels = g_bytes_new_take (g_steal_pointer (&job->pixels), length);
  finish (self, cs_bitmap_new (job->answer.width, job->answer.height, pixels), NULL);
}

/* The answer comes from a process that may have been taken over: nothing in it is believed. */
static gboolean
is_sound (const Job *job)
{
  return job->answer.magic == CS_DECODER_MAGIC && job->answer.width <= job->request.width &&
         job->answer.height <= job->request.height && cs_picture_gate_fits (job->answer.width, job->answer.height) &&
         (job->answer.width <= CS_DECODER_MAX_SIDE || job->answer.height <= CS_DECODER_MAX_SIDE);
}

static void
answer_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gsize n = 0, length;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, &error);
  if (!is_current (task)) {
    g_clear_error (&error);
    return;
  }
  if (error == NULL && n < sizeof job->answer)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _("The picture decoder ended early."));
  if (error == NULL && job->answer.magic == CS_DECODER_MAGIC && job->answer.width == 0)
    error = new_broken ();
  if (error == NULL && !is_sound (job))
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The picture decoder answered nonsense."));
  if (error != NULL) {
    finish (self, NULL, error);
    return;
  }
  length = (gsize) job->answer.width * job->answer.height * 4;
  job->pixels = g_malloc (length);
  g_input_stream_read_all_async (G_INPUT_STREAM (source), job->pixels, length, G_PRIORITY_DEFAULT, NULL, pixels_read_cb,
                                 g_steal_pointer (&task));
}

static void
file_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDecoder *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);
  if (error != NULL && is_current (task))
    finish (self, NULL, error);
  else
    g_clear_error (&error);
}

static void
request_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (job->file, &length);

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);
  if (!is_current (task)) {
    g_clear_error (&error);
    return;
  }
  if (error != NULL) {
    finish (self, NULL, error);
    return;
  }
  g_output_stream_write_all_async (G_OUTPUT_STREAM (source), bytes, length, G_PRIORITY_DEFAULT, NULL, file_written_cb,
                                   g_object_ref (task));
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (self->process), &job->answer, sizeof job->answer,
                                 G_PRIORITY_DEFAULT, NULL, answer_read_cb, g_steal_pointer (&task));
}

static gboolean
deadline_cb (gpointer data)
{
  CsDecoder *self = data;

  finish (self, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("The picture takes too long to decode.")));
  return G_SOURCE_REMOVE;
}

static void
start_deadline (CsDecoder *self)
{
  self->deadline = g_timeout_source_new (DEADLINE_MS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (self->current));
}

static void
work (CsDecoder *self)
{
  GError *error = NULL;
  Job *job;

  if (self->current != NULL || (self->current = g_queue_pop_head (&self->waiting)) == NULL)
    return;
  if (g_task_return_error_if_cancelled (self->current)) {
    g_clear_object (&self->current);
    work (self);
    return;
  }
  if (!ensure_process (self, &error)) {
    g_task_return_new_error (self->current, CS_DECODER_ERROR, CS_DECODER_ERROR_PROCESS,
                             _("The picture decoder cannot be started: %s"), error->message);
    g_error_free (error);
    g_clear_object (&self->current);
    work (self);
    return;
  }
  start_deadline (self);
  job = g_task_get_task_data (self->current);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process), &job->request, sizeof job->request,
                                   G_PRIORITY_DEFAULT, NULL, request_written_cb, g_object_ref (self->current));
}

static gboolean
fill_request (CsDecoderRequest *request,
              GBytes           *file,
              guint             max_width,
              guint             max_height,
              GError          **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  guint width, height;
  CsPictureFormat format = cs_picture_gate_look (bytes, length, &width, &height);

  if (format == CS_PICTURE_NONE) {
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT,
                         _("This is not a PNG, JPEG, GIF or WebP picture."));
    return FALSE;
  }
  if (length > CS_PICTURE_MAX_BYTES || !cs_picture_gate_fits (width, height)) {
    g_set_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_SIZE, _("The picture is too large: %u × %u."), width, height);
    return FALSE;
  }
  *request = (CsDecoderRequest) { CS_DECODER_MAGIC, format, width, height, CLAMP (max_width, 1, CS_DECODER_MAX_SIDE),
                                  CLAMP (max_height, 1, CS_DECODER_MAX_SIDE), length };
  return TRUE;
}

static void
ask (CsDecoder              *self,
     const CsDecoderRequest *request,
     GBytes                 *file,
     GTask                  *task)
{
  Job *job = g_new0 (Job, 1);

  job->request = *request;
  job->file = g_bytes_ref (file);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_queue_push_tail (&self->waiting, task);
  work (self);
}

static void
cs_decoder_dispose (GObject *object)
{
  CsDecoder *self = CS_DECODER (object);

  clear_deadline (self);
  end_process (self);
  g_queue_clear_full (&self->waiting, g_object_unref);
  G_OBJECT_CLASS (cs_decoder_parent_class)->dispose (object);
}

static void
cs_decoder_class_init (CsDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_decoder_dispose;

  /* Writing to a helper that has just ended must be an error, not the end of the desk. */
  signal (SIGPIPE, SIG_IGN);
}

static void
cs_decoder_init (CsDecoder *self)
{
}

/**
 * cs_decoder_new:
 *
 * Returns: (transfer full): a decoder without a process yet; to be used on the thread that made it. The program
 *   is coulisses-decoder, or what the environment variable COULISSES_DECODER names
 */
CsDecoder *
cs_decoder_new (void)
{
  return g_object_new (CS_TYPE_DECODER, NULL);
}

/**
 * cs_decoder_decode_async:
 * @self: a decoder
 * @file: what a stranger sent
 * @max_width: of the box that the picture is to cover, in pixels
 * @max_height: of that box
 * @cancellable: (nullable): takes the picture out of the queue; one that is being decoded is finished
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Decodes a picture in the sandboxed process, scaled down to cover the box.
 */
void
cs_decoder_decode_async (CsDecoder          *self,
                         GBytes             *file,
                         guint               max_width,
                         guint               max_height,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  CsDecoderRequest request;
  GError *error = NULL;

  g_return_if_fail (CS_IS_DECODER (self) && file != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_decoder_decode_async);
  if (!fill_request (&request, file, max_width, max_height, &error)) {
    g_task_return_error (task, error);
    return;
  }
  ask (self, &request, file, g_steal_pointer (&task));
}

/**
 * cs_decoder_draw_async:
 * @self: a decoder
 * @file: a drawing (SVG) that a person has chosen
 * @max_width: of the box that the drawing is to fit into, in pixels
 * @max_height: of that box
 * @cancellable: (nullable): takes the drawing out of the queue; one that is being drawn is finished
 * @callback: called when it is done; it ends with cs_decoder_decode_finish()
 * @user_data: for @callback
 *
 * Draws a drawing in the sandboxed process, as large as the box lets it be. Not for what comes from a network.
 */
void
cs_decoder_draw_async (CsDecoder          *self,
                       GBytes             *file,
                       guint               max_width,
                       guint               max_height,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  guint width = CLAMP (max_width, 1, CS_DECODER_MAX_SIDE), height = CLAMP (max_height, 1, CS_DECODER_MAX_SIDE);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  g_task_set_source_tag (task, cs_decoder_draw_async);
  if (cs_drawing_gate_check (data, length, &error)) {
    ask (self, &(CsDecoderRequest) { CS_DECODER_MAGIC, CS_PICTURE_DRAWING, width, height, width, height, length }, file, task);
  } else {
    g_task_return_error (task, error);
    g_object_unref (task);
  }
}

/**
 * cs_decoder_decode_finish:
 * @self: a decoder
 * @result: as the callback got it
 * @error: a sentence that says why there is no picture
 *
 * Returns: (transfer full): the picture, or %NULL on error
 */
CsBitmap *
cs_decoder_decode_finish (CsDecoder    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_decoder_get_pid:
 * @self: a decoder
 *
 * Returns: the process id of the helper, or 0 when none runs; for tests that end it
 */
guint
cs_decoder_get_pid (CsDecoder *self)
{
  g_return_val_if_fail (CS_IS_DECODER (self), 0);

  const char *id = self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
  return id != NULL ? (guint) g_ascii_strtoull (id, NULL, 10) : 0;
}
