/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-camera-frame.h"
#include "cs-device-list.h"
#include "cs-feed.h"

G_BEGIN_DECLS

/**
 * CsCaptureState:
 * @CS_CAPTURE_OFF: not started
 * @CS_CAPTURE_STARTING: no picture yet
 * @CS_CAPTURE_CAMERA: the camera's picture
 * @CS_CAPTURE_TEST: the test picture, because it was asked for or because of #CsCapture:trouble
 *
 * What the picture is.
 */
typedef enum {
  CS_CAPTURE_OFF,
  CS_CAPTURE_STARTING,
  CS_CAPTURE_CAMERA,
  CS_CAPTURE_TEST,
} CsCaptureState;

/* The camera and the microphone that are in use, whatever happens to the devices: there is always a picture. */
#define CS_TYPE_CAPTURE (cs_capture_get_type ())
G_DECLARE_FINAL_TYPE (CsCapture, cs_capture, CS, CAPTURE, GObject)

CsCapture *cs_capture_new (CsDeviceList *devices) G_GNUC_WARN_UNUSED_RESULT;

void cs_capture_start (CsCapture *self);
void cs_capture_start_when_needed (CsCapture *self);
void cs_capture_stop_async (CsCapture          *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_capture_stop_finish (CsCapture    *self,
                                 GAsyncResult *result,
                                 GError      **error);

CsDeviceList *cs_capture_get_devices (CsCapture *self);
void cs_capture_choose (CsCapture   *self,
                        CsDeviceKind kind,
                        const char  *id);
CsDevice *cs_capture_get_device (CsCapture   *self,
                                 CsDeviceKind kind);
const char *cs_capture_get_trouble (CsCapture   *self,
                                    CsDeviceKind kind);
CsCaptureState cs_capture_get_state (CsCapture *self);
const CsFeedFormat *cs_capture_get_format (CsCapture *self);
GstClockTime cs_capture_get_base_time (CsCapture *self);
void cs_capture_set_tap (CsCapture   *self,
                         CsDeviceKind kind,
                         CsFeedTap    tap,
                         gpointer     data);
gboolean cs_capture_set_height (CsCapture *self,
                                int        height);

void cs_capture_set_preview_size (CsCapture *self,
                                  int        width,
                                  int        height);
void cs_capture_grab_async (CsCapture          *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
CsCameraFrame *cs_capture_dup_frame (CsCapture *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_capture_get_levels (CsCapture *self,
                            CsLevels  *levels);
gboolean cs_capture_get_muted (CsCapture *self);
void cs_capture_set_muted (CsCapture *self,
                           gboolean   muted);
double cs_capture_get_gain_db (CsCapture *self);
void cs_capture_set_gain_db (CsCapture *self,
                             double     gain_db);

G_END_DECLS
