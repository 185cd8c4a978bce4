/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast-private.h"

#define DEFAULT_VIDEO_KBPS 2500

enum { PROP_0, PROP_STATE, PROP_STANDBY, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsBroadcast, cs_broadcast, G_TYPE_OBJECT)

void
cs_broadcast_set_state (CsBroadcast     *self,
                        CsBroadcastState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
cs_broadcast_set_trouble (CsBroadcast  *self,
                          const GError *trouble)
{
  self->trouble = g_error_copy (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

CsDestination *
cs_broadcast_get_destination (CsBroadcast *self,
                              guint        i)
{
  g_autoptr (CsDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

  /* The list keeps it. */
  return destination;
}

guint
cs_broadcast_count_destinations (CsBroadcast *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->destinations));
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
  cs_broadcast_end_pace (self);
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

  g_hash_table_unref (self->leaving);
  g_object_unref (self->destinations);
  g_object_unref (self->titler);
  g_ptr_array_unref (self->lines);
  g_free (self->record_folder);
  g_free (self->record_name);
  g_free (self->recorded);
  g_free (self->lack);
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
  self->leaving = g_hash_table_new (NULL, NULL);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_line_unref);
  self->titler = cs_titler_new ();
  g_signal_connect_object (self->titler, "notify::slate", G_CALLBACK (cs_broadcast_take_slate), self, G_CONNECT_SWAPPED);
  self->video_kbps = DEFAULT_VIDEO_KBPS;
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
 * @self: a broadcast, on or off
 * @destination: one more destination; the bitrate follows the first
 *
 * What is added while it is on joins at once.
 *
 * Returns: whether it is in it; not when the broadcast is ending
 */
gboolean
cs_broadcast_add (CsBroadcast   *self,
                  CsDestination *destination)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self) && CS_IS_DESTINATION (destination), FALSE);

  if (self->state == CS_BROADCAST_ENDING)
    return FALSE;
  g_list_store_append (self->destinations, destination);
  if (self->encoder != NULL)
    cs_broadcast_start_destination (self, destination);
  return TRUE;
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

  g_hash_table_remove_all (self->leaving);
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
 * cs_broadcast_record_to:
 * @self: a broadcast that is off
 * @folder: (nullable): where to keep the recording; %NULL to make none
 * @name: (nullable): what to call it; a number is added when there is one of that name
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
  self->waiting_id = g_signal_connect_swapped (self->capture, "notify::state", G_CALLBACK (cs_broadcast_begin), self);
  cs_broadcast_set_state (self, CS_BROADCAST_ON);
  cs_broadcast_begin (self);
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
  cs_broadcast_set_state (self, CS_BROADCAST_ENDING);
  cs_broadcast_end (self);
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
 * cs_broadcast_get_lack:
 * @self: a broadcast that has ended
 *
 * Returns: (transfer none) (nullable): a sentence that says what its recording lacks; %NULL for nothing
 */
const char *
cs_broadcast_get_lack (CsBroadcast *self)
{
  g_return_val_if_fail (CS_IS_BROADCAST (self), NULL);

  return self->lack;
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
    for (guint i = 0; standby && i < cs_broadcast_count_destinations (self); i++)
      cs_line_flush (cs_destination_get_line (cs_broadcast_get_destination (self, i)));
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
