/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-capture-private.h"

#define N_KINDS CS_CAPTURE_N_SLOTS
#define DEVICES "/dev"

static void
looked_cb (CsCameraWatch *watch,
           gboolean       found,
           CsCapture     *self)
{
  CsCaptureSlot *slot = &self->slots[CS_DEVICE_CAMERA];

  if (found) {
    cs_capture_start (self);
    return;
  }
  cs_capture_slot_say_missing (slot);
  cs_capture_notify_slot (slot);
}

static gboolean
is_chosen (CsCapture *self)
{
  return self->slots[CS_DEVICE_CAMERA].chosen != NULL || self->slots[CS_DEVICE_MICROPHONE].chosen != NULL;
}

/**
 * cs_capture_start_when_needed:
 * @self: a capture
 *
 * Starts at once when a device has been chosen or this machine has a camera, otherwise as soon as one is plugged in, or
 * when cs_capture_start() is called. Until then there is a still test picture, for which nothing is loaded.
 */
void
cs_capture_start_when_needed (CsCapture *self)
{
  g_return_if_fail (CS_IS_CAPTURE (self));

  if (self->started || self->camera_watch != NULL)
    return;
  if (is_chosen (self) || cs_device_list_get_only_class (self->devices) != NULL) {
    cs_capture_start (self);
    return;
  }
  self->camera_watch = cs_camera_watch_new (DEVICES);
  g_signal_connect_object (self->camera_watch, "looked", G_CALLBACK (looked_cb), self, 0);
}

/**
 * cs_capture_choose:
 * @self: a capture
 * @kind: camera or microphone
 * @id: (nullable): which one; %CS_DEVICE_TEST_ID for the test picture or tone, %NULL for the first there is
 *
 * The one in use goes on until the new one gives its first picture. A device that is not plugged in is waited for.
 */
void
cs_capture_choose (CsCapture   *self,
                   CsDeviceKind kind,
                   const char  *id)
{
  CsCaptureSlot *slot;
  g_autoptr (CsDevice) device = NULL;

  g_return_if_fail (CS_IS_CAPTURE (self));

  slot = &self->slots[kind];
  if (g_strcmp0 (slot->chosen, id) == 0)
    return;
  g_free (slot->chosen);
  g_free (slot->chosen_name);
  slot->chosen = g_strdup (id);
  device = id != NULL ? cs_device_list_find (self->devices, kind, id) : NULL;
  slot->chosen_name = g_strdup (device != NULL ? cs_device_get_name (device) : id);
  cs_capture_slot_set_trouble (slot, NULL);
  for (guint i = 0; i < N_KINDS; i++)
    cs_capture_slot_update (&self->slots[i], i == kind);
}

/**
 * cs_capture_get_device:
 * @self: a capture
 * @kind: camera or microphone
 *
 * Returns: (transfer none) (nullable): the device in use
 */
CsDevice *
cs_capture_get_device (CsCapture   *self,
                       CsDeviceKind kind)
{
  CsFeed *feed;

  g_return_val_if_fail (CS_IS_CAPTURE (self), NULL);

  feed = self->slots[kind].current;
  return feed != NULL && cs_feed_is_flowing (feed) ? cs_feed_get_device (feed) : NULL;
}

/**
 * cs_capture_get_trouble:
 * @self: a capture
 * @kind: camera or microphone
 *
 * Returns: (transfer none) (nullable): a sentence that says why it is not the wanted device
 */
const char *
cs_capture_get_trouble (CsCapture   *self,
                        CsDeviceKind kind)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), NULL);

  return self->slots[kind].trouble != NULL ? self->slots[kind].trouble->message : NULL;
}

/**
 * cs_capture_set_tap:
 * @self: a capture
 * @kind: camera or microphone
 * @tap: (nullable): takes everything that the device in use gives, whichever that is
 * @data: for @tap
 *
 * When this returns, the tap before it is not running and will not run again.
 */
void
cs_capture_set_tap (CsCapture   *self,
                    CsDeviceKind kind,
                    CsFeedTap    tap,
                    gpointer     data)
{
  CsCaptureSlot *slot;

  g_return_if_fail (CS_IS_CAPTURE (self));

  slot = &self->slots[kind];
  slot->tap = tap;
  slot->tap_data = data;
  if (slot->current != NULL)
    cs_feed_set_tap (slot->current, tap, data, NULL);
}

/**
 * cs_capture_set_height:
 * @self: a capture
 * @height: 360, 480, 720 or 1080 pixels
 *
 * Opens the camera anew if it is open. Not while something is made of its pictures.
 *
 * Returns: whether it could be set
 */
gboolean
cs_capture_set_height (CsCapture *self,
                       int        height)
{
  CsCaptureSlot *slot;

  g_return_val_if_fail (CS_IS_CAPTURE (self), FALSE);

  slot = &self->slots[CS_DEVICE_CAMERA];
  if (slot->tap != NULL || (height != 360 && height != 480 && height != 720 && height != 1080))
    return FALSE;
  if (self->format.height == height)
    return TRUE;
  self->format.height = height;
  self->format.width = (height * 16 / 9 + 1) & ~1;
  if (self->watching)
    cs_capture_slot_reopen (slot);
  return TRUE;
}
