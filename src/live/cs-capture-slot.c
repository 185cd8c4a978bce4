/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-capture-private.h"

#include "cs-live.h"

#include <glib/gi18n-lib.h>

/* A camera that has begun gives thirty pictures a second; opening one may take its time. */
#define SILENCE_US (2 * G_TIME_SPAN_SECOND)
#define OPENING_US (8 * G_TIME_SPAN_SECOND)
#define DOZING_US (30 * G_TIME_SPAN_SECOND)

void
cs_capture_slot_set_trouble (CsCaptureSlot *slot,
                             GError        *error) /* (transfer full) (nullable) */
{
  g_clear_error (&slot->trouble);
  slot->trouble = error;
}

void
cs_capture_settle (CsCapture *self)
{
  if (--self->n_open == 0 && self->stopping != NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

    g_task_return_boolean (task, TRUE);
  }
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsCapture) self = data;

  cs_capture_settle (self);
}

static void
end_feed (CsCaptureSlot *slot,
          CsFeed **feed)
{
  if (*feed == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*feed, slot);
  slot->capture->n_open++;
  cs_feed_end_async (*feed, ended_cb, g_object_ref (slot->capture));
  g_clear_object (feed);
}

static void
frame_cb (CsFeed *feed,
          CsCaptureSlot *slot)
{
  if (feed == slot->current)
    cs_capture_notify_frame (slot->capture);
}

static void
levels_cb (CsFeed *feed,
           CsCaptureSlot *slot)
{
  if (feed == slot->current)
    cs_capture_emit_levels (slot->capture);
}

/* It has proved that it works: it takes the place of the one before. */
static void
flowing_cb (CsFeed *feed,
            CsCaptureSlot *slot)
{
  if (feed == slot->next) {
    end_feed (slot, &slot->current);
    slot->current = g_steal_pointer (&slot->next);
    cs_feed_set_tap (slot->current, slot->tap, slot->tap_data, NULL);
    if (!cs_device_is_test (cs_feed_get_device (feed)) || g_strcmp0 (slot->chosen, CS_DEVICE_TEST_ID) == 0) {
      cs_capture_slot_set_trouble (slot, NULL);
      cs_backoff_reset (slot->backoff);
    }
  }
  cs_capture_notify_slot (slot);
}

static gboolean
retry_cb (gpointer data)
{
  CsCaptureSlot *slot = data;

  slot->retry_id = 0;
  cs_capture_slot_update (slot, TRUE);
  return G_SOURCE_REMOVE;
}

static void failed_cb (CsFeed *feed,
                       GError *error,
                       CsCaptureSlot *slot);

static CsFeed *
make_feed (CsCaptureSlot *slot,
           CsDevice *device)
{
  CsCapture *self = slot->capture;
  CsFeed *feed = cs_feed_new (device, &self->format, self->base_time);

  g_signal_connect (feed, "flowing", G_CALLBACK (flowing_cb), slot);
  g_signal_connect (feed, "frame", G_CALLBACK (frame_cb), slot);
  g_signal_connect (feed, "levels", G_CALLBACK (levels_cb), slot);
  g_signal_connect (feed, "failed", G_CALLBACK (failed_cb), slot);
  cs_feed_set_preview_size (feed, self->preview_width, self->preview_height);
  cs_feed_set_muted (feed, self->muted);
  cs_feed_set_gain_db (feed, self->gain_db);
  cs_feed_start (feed);
  slot->tried_us = g_get_monotonic_time ();
  return feed;
}

/* A camera that is lost leaves the test picture; a microphone that is lost leaves silence. */
static void
fall_back (CsCaptureSlot *slot)
{
  g_autoptr (CsDevice) test = NULL;

  if (slot->current != NULL || slot->kind != CS_DEVICE_CAMERA)
    return;
  test = cs_device_list_find (slot->capture->devices, slot->kind, CS_DEVICE_TEST_ID);
  slot->current = make_feed (slot, test);
  cs_feed_set_tap (slot->current, slot->tap, slot->tap_data, NULL);
}

static void
failed_cb (CsFeed *feed,
           GError *error,
           CsCaptureSlot *slot)
{
  gboolean test = cs_device_is_test (cs_feed_get_device (feed));

  cs_capture_slot_set_trouble (slot, g_error_copy (error));
  end_feed (slot, feed == slot->next ? &slot->next : &slot->current);
  if (!test)
    fall_back (slot);
  if (slot->retry_id == 0)
    slot->retry_id = g_timeout_add (cs_backoff_next_ms (slot->backoff), retry_cb, slot);
  cs_capture_notify_slot (slot);
}

/* The first device there is; the test tone only goes with the test picture, never with a real camera. */
static CsDevice *
find_first (CsCaptureSlot *slot)
{
  CsCapture *self = slot->capture;
  g_autoptr (CsDevice) first = cs_device_list_find (self->devices, slot->kind, NULL);
  const char *camera = self->slots[CS_DEVICE_CAMERA].chosen;
  g_autoptr (CsDevice) picture = cs_device_list_find (self->devices, CS_DEVICE_CAMERA, camera);

  if (slot->kind == CS_DEVICE_CAMERA)
    return g_steal_pointer (&first);
  if (picture != NULL && cs_device_is_test (picture))
    return cs_device_list_find (self->devices, slot->kind, CS_DEVICE_TEST_ID);
  return cs_device_is_test (first) ? NULL : g_steal_pointer (&first);
}

void
cs_capture_slot_say_missing (CsCaptureSlot *slot)
{
  gboolean camera = slot->kind == CS_DEVICE_CAMERA;

  if (slot->chosen_name != NULL)
    cs_capture_slot_set_trouble (slot, g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, _("“%s” is not plugged in."), slot->chosen_name));
  else
    cs_capture_slot_set_trouble (slot, g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_GONE,
                                            camera ? _("There is no camera. Plug one in.")
                                                   : _("There is no microphone. Plug one in.")));
}

static gboolean
is_listed (CsCaptureSlot *slot,
           CsDevice *device)
{
  g_autoptr (CsDevice) found = cs_device_list_find (slot->capture->devices, slot->kind, cs_device_get_id (device));

  return found == device;
}

/* The one in use was unplugged, and nothing has said so yet. */
static void
drop_unplugged (CsCaptureSlot *slot)
{
  CsDevice *device = slot->current != NULL ? cs_feed_get_device (slot->current) : NULL;
  g_autoptr (GError) gone = NULL;

  if (device == NULL || is_listed (slot, device))
    return;
  gone = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, "unplugged");
  cs_capture_slot_set_trouble (slot, cs_live_device_error (gone, cs_device_get_name (device)));
  end_feed (slot, &slot->current);
}

static gboolean
is_used (CsFeed   *feed,
         CsDevice *device)
{
  return feed != NULL && cs_feed_get_device (feed) == device;
}

/* Brings the slot to the device it should have; @now does not wait for the next retry. */
void
cs_capture_slot_update (CsCaptureSlot *slot,
                        gboolean       now)
{
  CsCapture *self = slot->capture;
  g_autoptr (CsDevice) wanted = NULL;

  if (!self->watching || slot->reopening)
    return;
  drop_unplugged (slot);
  wanted = slot->chosen != NULL ? cs_device_list_find (self->devices, slot->kind, slot->chosen) : find_first (slot);
  if (slot->trouble == NULL &&
      (wanted == NULL || (cs_device_is_test (wanted) && slot->chosen == NULL && slot->kind == CS_DEVICE_CAMERA)))
    cs_capture_slot_say_missing (slot);
  if (wanted == NULL || is_used (slot->current, wanted)) {
    end_feed (slot, &slot->next);
    if (wanted == NULL && slot->kind == CS_DEVICE_MICROPHONE)
      end_feed (slot, &slot->current);
  } else if (!is_used (slot->next, wanted) && (now || slot->retry_id == 0)) {
    g_clear_handle_id (&slot->retry_id, g_source_remove);
    end_feed (slot, &slot->next);
    slot->next = make_feed (slot, wanted);
  }
  if (slot->next == NULL)
    fall_back (slot);
  cs_capture_notify_slot (slot);
}

/* What comes first: its next picture, or the time to open it again. */
static gboolean
let_doze (CsCaptureSlot *slot,
          CsFeed        *feed,
          const GError  *words)
{
  if (feed != slot->current || slot->next != NULL || !cs_feed_doze (feed))
    return FALSE;
  cs_capture_slot_set_trouble (slot, g_error_copy (words));
  cs_feed_set_tap (feed, NULL, NULL, NULL);
  slot->next = g_steal_pointer (&slot->current);
  slot->tried_us = g_get_monotonic_time ();
  fall_back (slot);
  cs_capture_notify_slot (slot);
  return TRUE;
}

static gboolean
is_silent (CsCaptureSlot *slot,
           CsFeed        *feed,
           gint64         now_us)
{
  gint64 seen_us = cs_feed_get_seen_us (feed);

  if (seen_us != 0)
    return now_us - seen_us > SILENCE_US;
  return now_us - slot->tried_us > (cs_feed_is_dozing (feed) ? DOZING_US : OPENING_US);
}

static void
check_silence (CsCaptureSlot *slot,
               CsFeed        *feed,
               gint64         now_us)
{
  g_autoptr (GError) silent = NULL;
  g_autoptr (GError) words = NULL;

  if (feed == NULL || !is_silent (slot, feed, now_us))
    return;
  silent = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_SILENT, "silent");
  words = cs_live_device_error (silent, cs_device_get_name (cs_feed_get_device (feed)));
  if (!let_doze (slot, feed, words))
    failed_cb (feed, words, slot);
}

void
cs_capture_slot_check_silence (CsCaptureSlot *slot,
                               gint64         now_us)
{
  check_silence (slot, slot->next, now_us);
  check_silence (slot, slot->current, now_us);
}

void
cs_capture_slot_end (CsCaptureSlot *slot)
{
  g_clear_handle_id (&slot->retry_id, g_source_remove);
  end_feed (slot, &slot->next);
  end_feed (slot, &slot->current);
}

static void
freed_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsCaptureSlot *slot = data;
  g_autoptr (CsCapture) self = slot->capture;

  slot->reopening = FALSE;
  cs_capture_settle (self);
  cs_capture_slot_update (slot, TRUE);
}

/* A device opens only once: the one in use has to be free before it is opened in another way. */
void
cs_capture_slot_reopen (CsCaptureSlot *slot)
{
  g_autoptr (CsFeed) feed = NULL;

  g_clear_handle_id (&slot->retry_id, g_source_remove);
  end_feed (slot, &slot->next);
  if (slot->current == NULL || slot->reopening) {
    cs_capture_slot_update (slot, TRUE);
    return;
  }
  feed = g_steal_pointer (&slot->current);
  g_signal_handlers_disconnect_by_data (feed, slot);
  slot->reopening = TRUE;
  slot->capture->n_open++;
  g_object_ref (slot->capture);
  cs_feed_end_async (feed, freed_cb, slot);
}
