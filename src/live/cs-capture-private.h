/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-backoff.h"
#include "cs-camera-watch.h"
#include "cs-capture.h"

G_BEGIN_DECLS

#define CS_CAPTURE_N_SLOTS 2

/* What shows the picture, or gives the sound. A device is tried beside the one in use and replaces it with its
 * first picture; one that fails is replaced by the test picture and tried again. */
typedef struct {
  CsCapture *capture;
  CsDeviceKind kind;
  char *chosen; /* (nullable): id; %NULL for the first device there is */
  char *chosen_name; /* (nullable) */
  CsFeed *current; /* (nullable) */
  CsFeed *next; /* (nullable) */
  gint64 tried_us;
  GError *trouble; /* (nullable) */
  CsBackoff *backoff;
  guint retry_id;
  gboolean reopening; /* waits until the device is free, to open it in another way */
  CsFeedTap tap; /* (nullable): takes what the current feed gives */
  gpointer tap_data;
} CsCaptureSlot;

struct _CsCapture {
  GObject parent_instance;

  CsDeviceList *devices;
  CsFeedFormat format;
  CsCaptureSlot slots[CS_CAPTURE_N_SLOTS];
  GstClockTime base_time;
  CsCameraWatch *camera_watch; /* (nullable): while it waits for a first camera */
  gboolean started;
  gboolean watching; /* the devices are listed */
  gboolean muted;
  double gain_db;
  int preview_width;
  int preview_height;
  guint watch_id;
  GCancellable *cancellable;
  guint n_open; /* what other threads still do for it */
  GTask *stopping; /* (nullable) */
};

/* cs-capture.c */
void cs_capture_notify_slot (CsCaptureSlot *slot);
void cs_capture_notify_frame (CsCapture *self);
void cs_capture_emit_levels (CsCapture *self);
void cs_capture_notify_sound (CsCapture *self);

/* cs-capture-slot.c */
void cs_capture_settle (CsCapture *self);
void cs_capture_slot_set_trouble (CsCaptureSlot *slot,
                                  GError        *error);
void cs_capture_slot_say_missing (CsCaptureSlot *slot);
void cs_capture_slot_end (CsCaptureSlot *slot);
void cs_capture_slot_update (CsCaptureSlot *slot,
                             gboolean       now);
void cs_capture_slot_reopen (CsCaptureSlot *slot);
void cs_capture_slot_check_silence (CsCaptureSlot *slot,
                                    gint64         now_us);

G_END_DECLS
