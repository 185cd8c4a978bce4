/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-live-private.h"

#define WARNING_S 30

static gboolean
limit_cb (gpointer data)
{
  CsDeskLive *self = data;

  self->limit_id = 0;
  cs_desk_live_end_async (self, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
warn_cb (gpointer data)
{
  CsDeskLive *self = data;
  gint64 left_ms = (self->ends_at_us - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

  self->limit_id = g_timeout_add (MAX (left_ms, 0), limit_cb, self);
  cs_desk_live_emit_limit_near (self);
  return G_SOURCE_REMOVE;
}

/* A clip ends when the button is let go: no limit. */
void
cs_desk_live_start_limit (CsDeskLive *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 limit_us = self->sheet->limit_s * G_TIME_SPAN_SECOND;
  gint64 warn_us;

  g_clear_handle_id (&self->limit_id, g_source_remove);
  self->ends_at_us = 0;
  if (limit_us == 0 || self->clip)
    return;
  self->ends_at_us = cs_broadcast_get_since_us (self->broadcast) + limit_us;
  warn_us = self->ends_at_us - now_us - WARNING_S * G_TIME_SPAN_SECOND;
  self->limit_id = g_timeout_add (MAX (warn_us, 0) / G_TIME_SPAN_MILLISECOND, warn_cb, self);
}

/* A limit that has gone by when it is set does not end the broadcast without a word. */
void
cs_desk_live_change_limit (CsDeskLive *self)
{
  gint64 soonest_us = g_get_monotonic_time () + WARNING_S * G_TIME_SPAN_SECOND;

  if (self->state != CS_DESK_LIVE_CONNECTING && self->state != CS_DESK_LIVE_ON && self->state != CS_DESK_LIVE_LOST)
    return;
  cs_desk_live_start_limit (self);
  if (self->ends_at_us != 0)
    self->ends_at_us = MAX (self->ends_at_us, soonest_us);
}

void
cs_desk_live_cancel_timers (CsDeskLive *self)
{
  g_clear_handle_id (&self->countdown_id, g_source_remove);
  g_clear_handle_id (&self->limit_id, g_source_remove);
  self->countdown = 0;
  self->ends_at_us = 0;
}

static CsLiveDestination *
find_by_id (CsDeskLive *self,
            const char *id) /* (transfer full) (nullable) */
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

    if (g_strcmp0 (cs_live_destination_get_settings (destination)->id, id) == 0)
      return g_steal_pointer (&destination);
  }
  return NULL;
}

static void
note_reasons (CsDeskLive *self)
{
  for (guint i = 0; i < self->report->legs->len; i++) {
    CsLiveLeg *leg = self->report->legs->pdata[i];
    g_autoptr (CsDestination) stream = g_list_model_get_item (cs_broadcast_get_destinations (self->broadcast), i);
    const GError *reason = stream != NULL ? cs_destination_get_reason (stream) : NULL;

    g_free (leg->reason);
    leg->reason = reason != NULL ? g_strdup (reason->message) : NULL;
  }
}

static void
note_figures (CsDeskLive *self)
{
  for (guint i = 0; i < self->report->legs->len; i++) {
    CsLiveLeg *leg = self->report->legs->pdata[i];
    g_autoptr (CsDestination) stream = g_list_model_get_item (cs_broadcast_get_destinations (self->broadcast), i);
    g_autoptr (CsLiveDestination) destination = find_by_id (self, leg->id);

    if (stream != NULL)
      cs_destination_get_stats (stream, &leg->stats);
    if (destination != NULL)
      cs_live_destination_set_stream (destination, NULL);
  }
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsDeskLive) self = data;
  g_autoptr (GPtrArray) enders = g_steal_pointer (&self->enders);
  g_autoptr (GError) error = NULL;

  self->enders = g_ptr_array_new_with_free_func (g_object_unref);
  self->report->recording = cs_broadcast_stop_finish (CS_BROADCAST (object), result, &error);
  self->report->trouble = g_strdup (error != NULL ? error->message : cs_broadcast_get_lack (CS_BROADCAST (object)));
  self->report->ended_us = cs_clock_now_us (self->clock);
  note_figures (self);
  g_signal_handlers_disconnect_by_data (self->broadcast, self);
  cs_broadcast_remove_all (self->broadcast);
  cs_desk_live_set_state (self, CS_DESK_LIVE_OFF);
  cs_desk_live_emit_ended (self);
  for (guint i = 0; i < enders->len; i++)
    g_task_return_boolean (enders->pdata[i], TRUE);
}

/**
 * cs_desk_live_end_async:
 * @self: broadcasts
 * @callback: (nullable): called when nothing leaves any more and the recording is one file
 * @user_data: for @callback
 *
 * Ends the broadcast, or the countdown to it. Does nothing when there is none.
 */
void
cs_desk_live_end_async (CsDeskLive         *self,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_DESK_LIVE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_desk_live_end_async);
  cs_desk_live_cancel_timers (self);
  if (self->state == CS_DESK_LIVE_COUNTING)
    cs_desk_live_set_state (self, CS_DESK_LIVE_OFF);
  if (self->state == CS_DESK_LIVE_OFF) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_ptr_array_add (self->enders, g_steal_pointer (&task));
  if (self->state == CS_DESK_LIVE_ENDING)
    return;
  note_reasons (self);
  cs_desk_live_set_state (self, CS_DESK_LIVE_ENDING);
  cs_broadcast_stop_async (self->broadcast, stopped_cb, g_object_ref (self));
}

/**
 * cs_desk_live_end_finish:
 * @self: broadcasts
 * @result: as the callback got it
 * @error: never set; what went wrong with the recording, the report says
 *
 * Returns: %TRUE
 */
gboolean
cs_desk_live_end_finish (CsDeskLive   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
