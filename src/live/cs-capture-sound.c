/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-capture-private.h"

/**
 * cs_capture_get_levels:
 * @self: a capture
 * @levels: (out): how loud it is
 */
void
cs_capture_get_levels (CsCapture *self,
                       CsLevels  *levels)
{
  CsFeed *feed;

  g_return_if_fail (CS_IS_CAPTURE (self));

  feed = self->slots[CS_DEVICE_MICROPHONE].current;
  if (feed != NULL)
    *levels = *cs_feed_get_levels (feed);
  else
    *levels = (CsLevels){ { CS_SILENT_DB, CS_SILENT_DB }, { CS_SILENT_DB, CS_SILENT_DB } };
}

/**
 * cs_capture_get_muted:
 * @self: a capture
 *
 * Returns: whether the microphone's sound is left out
 */
gboolean
cs_capture_get_muted (CsCapture *self)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), FALSE);

  return self->muted;
}

/**
 * cs_capture_set_muted:
 * @self: a capture
 * @muted: whether to leave the microphone's sound out; it is measured all the same
 */
void
cs_capture_set_muted (CsCapture *self,
                      gboolean   muted)
{
  CsCaptureSlot *slot;

  g_return_if_fail (CS_IS_CAPTURE (self));

  if (self->muted == muted)
    return;
  self->muted = muted;
  slot = &self->slots[CS_DEVICE_MICROPHONE];
  if (slot->current != NULL)
    cs_feed_set_muted (slot->current, muted);
  if (slot->next != NULL)
    cs_feed_set_muted (slot->next, muted);
  cs_capture_notify_sound (self);
}

/**
 * cs_capture_get_gain_db:
 * @self: a capture
 *
 * Returns: how much louder the microphone is made, in decibels
 */
double
cs_capture_get_gain_db (CsCapture *self)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), 0);

  return self->gain_db;
}

/**
 * cs_capture_set_gain_db:
 * @self: a capture
 * @gain_db: how much louder to make the microphone, from %CS_GAIN_MIN_DB to %CS_GAIN_MAX_DB; heard and measured
 */
void
cs_capture_set_gain_db (CsCapture *self,
                        double     gain_db)
{
  CsCaptureSlot *slot;

  g_return_if_fail (CS_IS_CAPTURE (self));

  gain_db = CLAMP (gain_db, CS_GAIN_MIN_DB, CS_GAIN_MAX_DB);
  if (self->gain_db == gain_db)
    return;
  self->gain_db = gain_db;
  slot = &self->slots[CS_DEVICE_MICROPHONE];
  if (slot->current != NULL)
    cs_feed_set_gain_db (slot->current, gain_db);
  if (slot->next != NULL)
    cs_feed_set_gain_db (slot->next, gain_db);
  cs_capture_notify_sound (self);
}
