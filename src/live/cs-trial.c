/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-trial.h"

#include "cs-destination.h"
#include "cs-encoder.h"
#include "cs-live.h"

#include <glib/gi18n-lib.h>

#define HEIGHT 360
#define FPS 30
#define VIDEO_KBPS 300
#define AUDIO_KBPS 96
/* A server that has said nothing by then will not say anything. */
#define PATIENCE_MS 7000
#define KNOCK_S 3

/* Black and silence go to the server, through everything that a broadcast goes through, until it says what it
 * thinks of them. */
typedef struct {
  CsTarget *target;
  CsMixer *mixer; /* (nullable): none until GStreamer is loaded, like the two below */
  CsEncoder *encoder;
  CsDestination *destination;
  guint patience_id;
  gulong cancel_id;
  guint n_open;
  GError *reason; /* (nullable): what was found */
  gboolean over;
} Trial;

static void
trial_free (Trial *self)
{
  g_clear_object (&self->destination);
  g_clear_object (&self->encoder);
  g_clear_pointer (&self->mixer, cs_mixer_unref);
  cs_target_unref (self->target);
  g_clear_error (&self->reason);
  g_free (self);
}

static void
answer (GTask *task) /* (transfer full) */
{
  Trial *self = g_task_get_task_data (task);

  if (self->reason != NULL)
    g_task_return_error (task, g_steal_pointer (&self->reason));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
judge (Trial      *self,
       CsLiveError code)
{
  g_autoptr (GError) raw = g_error_new_literal (CS_LIVE_ERROR, code, "");

  g_clear_error (&self->reason);
  self->reason = cs_target_judge (self->target, raw, NULL);
}

static void
knocked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (object), result, &error);

  if (connection != NULL)
    judge (g_task_get_task_data (task), CS_LIVE_ERROR_PROTOCOL);
  answer (task);
}

/* Nobody home, or somebody who speaks another language? SRT has no connection to try that with. */
static void
find_out_why (GTask *task) /* (transfer full) */
{
  Trial *self = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = NULL;

  if (self->target->kind == CS_TARGET_SRT ||
      !g_error_matches (self->reason, CS_LIVE_ERROR, CS_LIVE_ERROR_UNREACHABLE)) {
    answer (task);
    return;
  }
  client = g_socket_client_new ();
  g_socket_client_set_timeout (client, KNOCK_S);
  g_socket_client_connect_to_host_async (client, self->target->host, self->target->port,
                                         g_task_get_cancellable (task), knocked_cb, task);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  Trial *self = g_task_get_task_data (task);

  if (--self->n_open == 0)
    find_out_why (task);
}

static void
end (GTask *task)
{
  Trial *self = g_task_get_task_data (task);

  if (self->over)
    return;
  self->over = TRUE;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_signal_handler (&self->cancel_id, g_task_get_cancellable (task));
  g_signal_handlers_disconnect_by_data (self->destination, task);
  g_signal_handlers_disconnect_by_data (self->encoder, task);
  self->n_open = 2;
  cs_destination_stop_async (self->destination, ended_cb, task);
  cs_encoder_end_async (self->encoder, ended_cb, task);
}

static void
state_cb (CsDestination *destination,
          GParamSpec    *pspec,
          GTask         *task)
{
  Trial *self = g_task_get_task_data (task);
  CsDestinationState state = cs_destination_get_state (destination);

  if (state == CS_DESTINATION_WAITING || state == CS_DESTINATION_REFUSED)
    self->reason = g_error_copy (cs_destination_get_reason (destination));
  if (state == CS_DESTINATION_LIVE || self->reason != NULL)
    end (task);
}

static void
encoder_failed_cb (CsEncoder *encoder,
                   GError    *error,
                   GTask     *task)
{
  Trial *self = g_task_get_task_data (task);

  self->reason = g_error_copy (error);
  end (task);
}

static gboolean
patience_cb (gpointer data)
{
  GTask *task = data;
  Trial *self = g_task_get_task_data (task);

  self->patience_id = 0;
  judge (self, CS_LIVE_ERROR_UNREACHABLE);
  end (task);
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_idle_cb (gpointer data)
{
  GTask *task = data;
  Trial *self = g_task_get_task_data (task);

  if (!self->over) {
    self->reason = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The test was given up."));
    end (task);
  }
  return G_SOURCE_REMOVE;
}

/* A handler may not disconnect itself from a cancellable while it runs. */
static void
cancelled_cb (GCancellable *cancellable,
              GTask        *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancel_idle_cb, g_object_ref (task), g_object_unref);
}

static void
start (GTask *task)
{
  Trial *self = g_task_get_task_data (task);
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstClockTime base_time = gst_clock_get_time (clock);
  const CsFeedFormat format = { HEIGHT * 16 / 9, HEIGHT, FPS };
  CsEncoderConfig config = { VIDEO_KBPS, AUDIO_KBPS, self->target->kind == CS_TARGET_WHIP };
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->mixer = cs_mixer_new (&format, base_time);
  cs_mixer_set_standby (self->mixer, TRUE);
  self->encoder = cs_encoder_new (self->mixer, &config, base_time);
  self->destination = cs_destination_new (self->target);
  g_signal_connect (self->encoder, "failed", G_CALLBACK (encoder_failed_cb), task);
  g_signal_connect (self->destination, "notify::state", G_CALLBACK (state_cb), task);
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, task);
  if (cancellable != NULL)
    self->cancel_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task);
  cs_encoder_start (self->encoder);
  cs_encoder_add_line (self->encoder, cs_destination_get_line (self->destination));
  cs_destination_start (self->destination, base_time);
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  GError *error = NULL;

  if (cs_live_load (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  Trial *self = g_task_get_task_data (task);

  if (g_task_propagate_boolean (G_TASK (result), &self->reason))
    start (task);
  else
    answer (task);
}

/**
 * cs_trial_run_async:
 * @target: where to stream to
 * @cancellable: (nullable): gives up
 * @callback: called when the server has said what it thinks, after twelve seconds at most
 * @user_data: for @callback
 *
 * Tries a server: streams black and silence to it until it takes them or says why not, then says goodbye. Main
 * thread.
 */
void
cs_trial_run_async (CsTarget           *target,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) loading = g_task_new (NULL, cancellable, loaded_cb, task);
  Trial *self = g_new0 (Trial, 1);

  self->target = cs_target_ref (target);
  g_task_set_source_tag (task, cs_trial_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) trial_free);
  g_task_run_in_thread (loading, load);
}

/**
 * cs_trial_run_finish:
 * @result: as the callback got it
 * @error: a sentence that says what is wrong and what to do; holds no secret
 *
 * Returns: whether the server takes the stream
 */
gboolean
cs_trial_run_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
