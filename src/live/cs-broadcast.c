/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast.h"

#include "cs-live.h"

#define DEFAULT_VIDEO_KBPS 2500
#define AUDIO_KBPS 128
#define PACE_MS 250

struct _CsBroadcast {
  GObject parent_instance;

  CsCapture *capture;
  GListStore *destinations; /* CsDestination; the first is the one the bitrate follows */
  GPtrArray *lines; /* CsLine: outputs that are no destinations */
  char *record_folder; /* (nullable) */
  char *record_name;
  guint video_kbps;
  gboolean adaptive;
  gboolean standby;

  CsBroadcastState state;
  gint64 since_us;
  gulong waiting_id; /* for the capture */
  CsTitler *titler;
  CsMixer *mixer; /* (nullable): none while it is off, like the two below */
  CsEncoder *encoder;
  CsRecorder *recorder; /* (nullable) */
  CsPace *pace; /* (nullable) */
  guint pace_id;
  guint paced_connect; /* which of the first destination's connections it goes by */
  GError *trouble; /* (nullable) */
  CsBroadcastStats last; /* of the broadcast that has ended */

  guint n_open; /* what still has to end */
  char *recorded; /* (nullable) */
  GError *record_error; /* (nullable) */
  GTask *stopping; /* (nullable) */
};

enum { PROP_0, PROP_STATE, PROP_STANDBY, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsBroadcast, cs_broadcast, G_TYPE_OBJECT)

static void
set_state (CsBroadcast     *self,
           CsBroadcastState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static CsDestination *
get_destination (CsBroadcast *self,
                 guint        i)
{
  g_autoptr (CsDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

  /* The list keeps it. */
  return destination;
}

static guint
count_destinations (CsBroadcast *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->destinations));
}

static gboolean
needs_opus (CsBroadcast *self)
{
  for (guint i = 0; i < count_destinations (self); i++)
    if (CS_DESTINATION_GET_CLASS (get_destination (self, i))->sound == CS_TRACK_OPUS)
      return TRUE;
  return FALSE;
}

static void
encoder_failed_cb (CsEncoder   *encoder,
                   GError      *error,
                   CsBroadcast *self)
{
  if (self->trouble != NULL)
    return;
  self->trouble = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
take_slate (CsBroadcast *self)
{
  GstBuffer *slate = cs_titler_get_slate (self->titler);

  if (self->mixer != NULL && slate != NULL)
    cs_mixer_set_slate (self->mixer, slate);
}

static void
start_encoder (CsBroadcast *self,
               GstClockTime base_time)
{
  CsEncoderConfig config = { self->video_kbps, AUDIO_KBPS, needs_opus (self) };

  self->mixer = cs_mixer_new (cs_capture_get_format (self->capture), base_time);
  cs_mixer_set_standby (self->mixer, self->standby);
  cs_titler_set_format (self->titler, cs_capture_get_format (self->capture));
  cs_mixer_set_cards (self->mixer, cs_titler_get_cards (self->titler));
  take_slate (self);
  self->encoder = cs_encoder_new (self->mixer, &config, base_time);
  g_signal_connect (self->encoder, "failed", G_CALLBACK (encoder_failed_cb), self);
  cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, cs_mixer_take_picture, self->mixer);
  cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, cs_mixer_take_sound, self->mixer);
  cs_encoder_start (self->encoder);
}

static void
start_destination (CsBroadcast   *self,
                   CsDestination *destination)
{
  cs_encoder_add_line (self->encoder, cs_destination_get_line (destination));
  cs_destination_start (destination, cs_capture_get_base_time (self->capture));
}

/* One encoder for all: it goes by the first destination, and a slower one leaves pictures out. */
static gboolean
pace_cb (gpointer data)
{
  CsBroadcast *self = data;
  CsDestination *first = count_destinations (self) > 0 ? get_destination (self, 0) : NULL;
  CsDestinationStats stats;
  CsPaceSample sample;

  if (first == NULL || !cs_destination_get_sample (first, &sample))
    return G_SOURCE_CONTINUE;
  cs_destination_get_stats (first, &stats);
  if (stats.n_connects != self->paced_connect)
    cs_pace_forget (self->pace);
  self->paced_connect = stats.n_connects;
  cs_encoder_set_video_kbps (self->encoder, cs_pace_take (self->pace, &sample));
  return G_SOURCE_CONTINUE;
}

static void
begin (CsBroadcast *self)
{
  GstClockTime base_time = cs_capture_get_base_time (self->capture);

  if (!GST_CLOCK_TIME_IS_VALID (base_time))
    return;
  g_clear_signal_handler (&self->waiting_id, self->capture);
  start_encoder (self, base_time);
  if (self->record_folder != NULL) {
    self->recorder = cs_recorder_new (self->record_folder, self->record_name);
    cs_recorder_start (self->recorder, self->encoder, base_time);
  }
  for (guint i = 0; i < count_destinations (self); i++)
    start_destination (self, get_destination (self, i));
  for (guint i = 0; i < self->lines->len; i++)
    cs_encoder_add_line (self->encoder, self->lines->pdata[i]);
  if (self->adaptive) {
    self->pace = cs_pace_new (self->video_kbps, AUDIO_KBPS);
    self->pace_id = g_timeout_add (PACE_MS, pace_cb, self);
  }
}

static void
end_pace (CsBroadcast *self)
{
  g_clear_handle_id (&self->pace_id, g_source_remove);
  g_clear_pointer (&self->pace, cs_pace_free);
}

static void
finish (CsBroadcast *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

  cs_broadcast_get_stats (self, &self->last);
  g_clear_object (&self->encoder);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->mixer, cs_mixer_unref);
  self->since_us = 0;
  set_state (self, CS_BROADCAST_OFF);
  if (self->record_error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->record_error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->recorded), g_free);
}

static void
settle (CsBroadcast *self)
{
  if (--self->n_open == 0)
    finish (self);
}

static void
over_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsBroadcast) self = data;

  settle (self);
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsBroadcast) self = data;

  self->recorded = cs_recorder_stop_finish (CS_RECORDER (object), result, &self->record_error);
  settle (self);
}

/* The outputs first: what the encoder still makes is not theirs any more. */
static void
end_all (CsBroadcast *self)
{
  end_pace (self);
  self->n_open = 1;
  for (guint i = 0; i < count_destinations (self); i++) {
    self->n_open++;
    cs_destination_stop_async (get_destination (self, i), over_cb, g_object_ref (self));
  }
  if (self->recorder != NULL) {
    self->n_open++;
    cs_recorder_stop_async (self->recorder, recorded_cb, g_object_ref (self));
  }
  if (self->encoder != NULL) {
    self->n_open++;
    cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, NULL, NULL);
    cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, NULL, NULL);
    g_signal_handlers_disconnect_by_data (self->encoder, self);
    cs_encoder_end_async (self->encoder, over_cb, g_object_ref (self));
  }
  settle (self);
}

static void
cs_broadcast_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsBroadcast *self = CS_BROADCAST (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  case PROP_STANDBY:
    g_value_set_boolean (value, self->standby);
    break;
  case PROP_TROUBLE:
    g_value_set_boxed (value, self->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_broadcast_dispose (GObject *object)
{
  CsBroadcast *self = CS_BROADCAST (object);

  if (self->capture != NULL) {
    g_clear_signal_handler (&self->waiting_id, self->capture);
    cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, NULL, NULL);
    cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, NULL, NULL);
  }
  end_pace (self);
  g_clear_object (&self->encoder);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->mixer, cs_mixer_unref);
  g_clear_object (&self->capture);
  G_OBJECT_CLASS (cs_broadcast_parent_class)->dispose (object);
}

static void
cs_broadcast_finalize (GObject *object)
{
  CsBroadcast *self = CS_BROADCAST (object);

  g_object_unref (self->destinations);
  g_object_unref (self->titler);
  g_ptr_array_unref (self->lines);
  g_free (self->record_folder);
  g_free (self->record_name);
  g_free (self->recorded);
  g_clear_error (&self->record_error);
  g_clear_error (&self->trouble);
  G_OBJECT_CLASS (cs_broadcast_parent_class)->finalize (object);
}

static void
cs_broadcast_class_init (CsBroadcastClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_broadcast_get_property;
  object_class->dispose = cs_broadcast_dispose;
  object_class->finalize = cs_broadcast_finalize;

  /**
   * CsBroadcast:state:
   *
   * Whether there is a broadcast: a #CsBroadcastState.
   */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, CS_BROADCAST_OFF, CS_BROADCAST_ENDING,
                                              CS_BROADCAST_OFF, flags);
  /**
   * CsBroadcast:standby:
   *
   * Whether camera and microphone are cut.
   */
  properties[PROP_STANDBY] = g_param_spec_boolean ("standby", NULL, NULL, FALSE, flags);
  /**
   * CsBroadcast:trouble: (nullable)
   *
   * Why nothing is encoded any more.
   */
  properties[PROP_TROUBLE] = g_param_spec_boxed ("trouble", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_broadcast_init (CsBroadcast *self)
{
  self->destinations = g_list_store_new (CS_TYPE_DESTINATION);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_line_unref);
  self->titler = cs_titler_new ();
  g_signal_connect_object (self->titler, "notify::slate", G_CALLBACK (take_slate), self, G_CONNECT_SWAPPED);
  self->video_kbps = DEFAULT_VIDEO_KBPS;
  self->adaptive = TRUE;
}

/**
 * cs_broadcast_new:
 * @capture: camera and microphone; they have to be started, too
 *
 * Returns: (transfer full): a broadcast that is off; main thread only
 */
CsBroadcast *
cs_broadcast_new (CsCapture *capture)
{
  CsBroadcast *self = g_object_new (CS_TYPE_BROADCAST, NULL);

  self->capture = g_object_ref (capture);
  return self;
}

/**
 * cs_broadcast_get_destinations:
 * @self: a broadcast
 *
 * Returns: (transfer none): where it goes, as #CsDestination
 */
GListModel *
cs_broadcast_get_destinations (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), NULL);

  return G_LIST_MODEL (self->destinations);
}

/**
 * cs_broadcast_add:
 * @self: a broadcast that is off
 * @destination: one more destination; the bitrate follows the first
 */
void
cs_broadcast_add (CsBroadcast   *self,
                  CsDestination *destination)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);

  g_list_store_append (self->destinations, destination);
}

/**
 * cs_broadcast_add_line:
 * @self: a broadcast, on or off
 * @line: gets everything that is encoded from now on
 *
 * For outputs on this machine that are no destinations.
 */
void
cs_broadcast_add_line (CsBroadcast *self,
                       CsLine      *line)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && line != NULL);

  g_ptr_array_add (self->lines, cs_line_ref (line));
  if (self->encoder != NULL)
    cs_encoder_add_line (self->encoder, line);
}

/**
 * cs_broadcast_remove_line:
 * @self: a broadcast, on or off
 * @line: gets nothing any more
 */
void
cs_broadcast_remove_line (CsBroadcast *self,
                          CsLine      *line)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && line != NULL);

  if (self->encoder != NULL)
    cs_encoder_remove_line (self->encoder, line);
  g_ptr_array_remove (self->lines, line);
}

/**
 * cs_broadcast_remove_all:
 * @self: a broadcast that is off
 *
 * Lets go of its destinations.
 */
void
cs_broadcast_remove_all (CsBroadcast *self)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);

  g_list_store_remove_all (self->destinations);
}

/**
 * cs_broadcast_set_video_kbps:
 * @self: a broadcast that is off
 * @kbps: how much the pictures may take at most
 */
void
cs_broadcast_set_video_kbps (CsBroadcast *self,
                             guint        kbps)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);

  self->video_kbps = kbps;
}

/**
 * cs_broadcast_set_adaptive:
 * @self: a broadcast that is off
 * @adaptive: whether the pictures take less while the first destination does not keep up; %TRUE by default
 */
void
cs_broadcast_set_adaptive (CsBroadcast *self,
                           gboolean     adaptive)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);

  self->adaptive = adaptive;
}

/**
 * cs_broadcast_record_to:
 * @self: a broadcast that is off
 * @folder: (nullable): where to keep the recording; %NULL to make none
 * @name: (nullable): what to call it
 */
void
cs_broadcast_record_to (CsBroadcast *self,
                        const char  *folder,
                        const char  *name)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);
  g_return_if_fail (folder == NULL || name != NULL);

  g_free (self->record_folder);
  g_free (self->record_name);
  self->record_folder = g_strdup (folder);
  self->record_name = g_strdup (name);
}

/**
 * cs_broadcast_start:
 * @self: a broadcast that is off
 *
 * Goes live: as soon as there are camera and microphone, all destinations and the recorder get what they give.
 */
void
cs_broadcast_start (CsBroadcast *self)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_OFF);

  g_clear_error (&self->trouble);
  self->since_us = g_get_monotonic_time ();
  self->waiting_id = g_signal_connect_swapped (self->capture, "notify::state", G_CALLBACK (begin), self);
  set_state (self, CS_BROADCAST_ON);
  begin (self);
}

/**
 * cs_broadcast_stop_async:
 * @self: a broadcast that is on
 * @callback: called when nothing leaves any more and the recording is one file
 * @user_data: for @callback
 */
void
cs_broadcast_stop_async (CsBroadcast        *self,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && self->state == CS_BROADCAST_ON);

  g_clear_signal_handler (&self->waiting_id, self->capture);
  self->stopping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stopping, cs_broadcast_stop_async);
  set_state (self, CS_BROADCAST_ENDING);
  end_all (self);
}

/**
 * cs_broadcast_stop_finish:
 * @self: a broadcast
 * @result: as the callback got it
 * @error: a sentence that says why there is no recording
 *
 * Returns: (transfer full) (nullable): the recording; %NULL without @error when none was asked for
 */
char *
cs_broadcast_stop_finish (CsBroadcast  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_broadcast_get_state:
 * @self: a broadcast
 *
 * Returns: whether it is on
 */
CsBroadcastState
cs_broadcast_get_state (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), CS_BROADCAST_OFF);

  return self->state;
}

/**
 * cs_broadcast_get_since_us:
 * @self: a broadcast
 *
 * Returns: since when it is on, as by g_get_monotonic_time(); 0 when it is off
 */
gint64
cs_broadcast_get_since_us (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), 0);

  return self->since_us;
}

/**
 * cs_broadcast_get_standby:
 * @self: a broadcast
 *
 * Returns: whether camera and microphone are cut
 */
gboolean
cs_broadcast_get_standby (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), FALSE);

  return self->standby;
}

/**
 * cs_broadcast_set_standby:
 * @self: a broadcast
 * @standby: whether to cut camera and microphone
 *
 * When this returns with @standby, no picture and no sound gets into the encoder any more, and what waited to go
 * out was thrown away.
 */
void
cs_broadcast_set_standby (CsBroadcast *self,
                          gboolean     standby)
{
  g_return_if_fail (CS_IS_BROADCAST (self));

  if (self->standby == standby)
    return;
  self->standby = standby;
  if (self->mixer != NULL) {
    cs_mixer_set_standby (self->mixer, standby);
    for (guint i = 0; standby && i < count_destinations (self); i++)
      cs_line_flush (cs_destination_get_line (get_destination (self, i)));
    for (guint i = 0; standby && i < self->lines->len; i++)
      cs_line_flush (self->lines->pdata[i]);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STANDBY]);
}

/**
 * cs_broadcast_get_titler:
 * @self: a broadcast
 *
 * Returns: (transfer none): what is burnt into the stream; the same for all its life
 */
CsTitler *
cs_broadcast_get_titler (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), NULL);

  return self->titler;
}

/**
 * cs_broadcast_get_recorder:
 * @self: a broadcast
 *
 * Returns: (transfer none) (nullable): the recorder, while there is one
 */
CsRecorder *
cs_broadcast_get_recorder (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), NULL);

  return self->recorder;
}

/**
 * cs_broadcast_get_trouble:
 * @self: a broadcast
 *
 * Returns: (transfer none) (nullable): why nothing is encoded any more
 */
const GError *
cs_broadcast_get_trouble (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), NULL);

  return self->trouble;
}

/**
 * cs_broadcast_get_stats:
 * @self: a broadcast
 * @stats: (out): how the engine is doing, or did in the broadcast that ended last
 */
void
cs_broadcast_get_stats (CsBroadcast      *self,
                        CsBroadcastStats *stats)
{
  g_return_if_fail (CS_IS_BROADCAST (self));

  if (self->encoder == NULL) {
    *stats = self->last;
    return;
  }
  cs_mixer_get_stats (self->mixer, &stats->mixer);
  stats->n_encoded = cs_encoder_get_n_pictures (self->encoder);
  stats->video_kbps = cs_encoder_get_video_kbps (self->encoder);
}
