/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CsCameraMode:
 * @caps: (nullable): what to ask the camera for; %NULL lets it choose
 * @jpeg: whether it sends JPEG pictures, which have to be decoded
 *
 * How to run a camera.
 */
typedef struct {
  GstCaps *caps;
  gboolean jpeg;
} CsCameraMode;

CsCameraMode cs_camera_mode_choose (const GstCaps *offered,
                                    int            height,
                                    int            fps);
int cs_camera_mode_find_height (const GstCaps *offered);
void cs_camera_mode_clear (CsCameraMode *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsCameraMode, cs_camera_mode_clear)

G_END_DECLS
