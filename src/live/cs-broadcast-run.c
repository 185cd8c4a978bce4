/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast-private.h"

/* From going live to the end: what is built, fed and taken down again. */

#define AUDIO_KBPS 128
#define PACE_MS 250

static gboolean
needs_opus (CsBroadcast *self)
{
  for (guint i = 0; i < cs_broadcast_count_destinations (self); i++)
    if (CS_DESTINATION_GET_CLASS (cs_broadcast_get_destination (self, i))->sound == CS_TRACK_OPUS)
      return TRUE;
  return FALSE;
}

/* What a destination that leaves before the end is in CsBroadcast.leaving. */
enum { STAYS, LEAVING, LEFT };

static void
encoder_failed_cb (CsEncoder   *encoder,
                   GError      *error,
                   CsBroadcast *self)
{
  if (self->trouble == NULL)
    cs_broadcast_set_trouble (self, error);
}

void
cs_broadcast_take_slate (CsBroadcast *self)
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
  cs_broadcast_take_slate (self);
  self->encoder = cs_encoder_new (self->mixer, &config, base_time);
  g_signal_connect (self->encoder, "failed", G_CALLBACK (encoder_failed_cb), self);
  cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, cs_mixer_take_picture, self->mixer);
  cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, cs_mixer_take_sound, self->mixer);
  cs_encoder_start (self->encoder);
}

void
cs_broadcast_start_destination (CsBroadcast   *self,
                   CsDestination *destination)
{
  cs_encoder_add_line (self->encoder, cs_destination_get_line (destination));
  cs_destination_start (destination, cs_capture_get_base_time (self->capture));
}

/* Of those that are still in it. */
static CsDestination *
find_first (CsBroadcast *self)
{
  for (guint i = 0; i < cs_broadcast_count_destinations (self); i++) {
    CsDestination *destination = cs_broadcast_get_destination (self, i);

    if (!g_hash_table_contains (self->leaving, destination))
      return destination;
  }
  return NULL;
}

/* One encoder for all: it goes by the first destination, and a slower one leaves pictures out. */
static gboolean
pace_cb (gpointer data)
{
  CsBroadcast *self = data;
  CsDestination *first = find_first (self);
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

void
cs_broadcast_begin (CsBroadcast *self)
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
  for (guint i = 0; i < cs_broadcast_count_destinations (self); i++)
    if (!g_hash_table_contains (self->leaving, cs_broadcast_get_destination (self, i)))
      cs_broadcast_start_destination (self, cs_broadcast_get_destination (self, i));
  for (guint i = 0; i < self->lines->len; i++)
    cs_encoder_add_line (self->encoder, self->lines->pdata[i]);
  self->pace = cs_pace_new (self->video_kbps, AUDIO_KBPS);
  self->pace_id = g_timeout_add (PACE_MS, pace_cb, self);
}

void
cs_broadcast_end_pace (CsBroadcast *self)
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
  cs_broadcast_set_state (self, CS_BROADCAST_OFF);
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
  g_free (self->lack);
  self->lack = g_strdup (cs_recorder_get_lack (CS_RECORDER (object)));
  settle (self);
}

static void
left_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsBroadcast) self = data;

  g_hash_table_insert (self->leaving, object, GINT_TO_POINTER (LEFT));
  if (self->encoder != NULL)
    cs_encoder_remove_line (self->encoder, cs_destination_get_line (CS_DESTINATION (object)));
  if (self->state == CS_BROADCAST_ENDING)
    settle (self);
}

/**
 * cs_broadcast_leave:
 * @self: a broadcast that is on
 * @destination: one of its destinations
 *
 * Ends the stream there, and there alone. The destination stays in the list, with its figures, until the broadcast has
 * ended. Idempotent.
 */
void
cs_broadcast_leave (CsBroadcast   *self,
                    CsDestination *destination)
{
  g_return_if_fail (CS_IS_BROADCAST (self) && CS_IS_DESTINATION (destination));

  if (self->state != CS_BROADCAST_ON || g_hash_table_contains (self->leaving, destination) ||
      !g_list_store_find (self->destinations, destination, NULL))
    return;
  g_hash_table_insert (self->leaving, destination, GINT_TO_POINTER (LEAVING));
  cs_destination_stop_async (destination, left_cb, g_object_ref (self));
}

/* The outputs first: what the encoder still makes is not theirs any more. */
void
cs_broadcast_end (CsBroadcast *self)
{
  cs_broadcast_end_pace (self);
  self->n_open = 1;
  for (guint i = 0; i < cs_broadcast_count_destinations (self); i++) {
    CsDestination *destination = cs_broadcast_get_destination (self, i);
    int leaving = GPOINTER_TO_INT (g_hash_table_lookup (self->leaving, destination));

    if (leaving == LEFT)
      continue;
    self->n_open++;
    if (leaving != LEAVING)
      cs_destination_stop_async (destination, over_cb, g_object_ref (self));
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
