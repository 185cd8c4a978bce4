/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CsDeviceKind:
 * @CS_DEVICE_CAMERA: gives pictures
 * @CS_DEVICE_MICROPHONE: gives sound
 */
typedef enum {
  CS_DEVICE_CAMERA,
  CS_DEVICE_MICROPHONE,
} CsDeviceKind;

#define CS_DEVICE_TEST_ID "test"

/* A camera, a microphone, the test picture or the test tone. */
#define CS_TYPE_DEVICE (cs_device_get_type ())
G_DECLARE_FINAL_TYPE (CsDevice, cs_device, CS, DEVICE, GObject)

CsDevice *cs_device_new (CsDeviceKind kind,
                         GstDevice   *device) G_GNUC_WARN_UNUSED_RESULT;

CsDeviceKind cs_device_get_kind (CsDevice *self);
const char *cs_device_get_id (CsDevice *self);
const char *cs_device_get_name (CsDevice *self);
gboolean cs_device_is_test (CsDevice *self);
GstDevice *cs_device_get_device (CsDevice *self);
int cs_device_find_height (CsDevice *self);

G_END_DECLS
