/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_CAMERA_FRAME (cs_camera_frame_get_type ())

typedef struct _CsCameraFrame CsCameraFrame;

/**
 * CsCameraFrame:
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one row to the next
 * @pixels: rows of blue, green, red and an alpha that is always full, one byte each
 *
 * One picture of a camera. Never changed once made; may be used on any thread.
 */
struct _CsCameraFrame {
  int width;
  int height;
  gsize stride;
  GBytes *pixels;
};

GType cs_camera_frame_get_type (void);

CsCameraFrame *cs_camera_frame_new (int     width,
                                    int     height,
                                    gsize   stride,
                                    GBytes *pixels) G_GNUC_WARN_UNUSED_RESULT;
CsCameraFrame *cs_camera_frame_ref (CsCameraFrame *self);
void cs_camera_frame_unref (CsCameraFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCameraFrame, cs_camera_frame_unref)

G_END_DECLS
