/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-camera-frame.h"

G_DEFINE_BOXED_TYPE (CsCameraFrame, cs_camera_frame, cs_camera_frame_ref, cs_camera_frame_unref)

static void
clear (gpointer data)
{
  CsCameraFrame *self = data;

  g_bytes_unref (self->pixels);
}

/**
 * cs_camera_frame_new:
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one row to the next
 * @pixels: (transfer full): at least @height rows
 *
 * Returns: (transfer full): a new frame
 */
CsCameraFrame *
cs_camera_frame_new (int     width,
                     int     height,
                     gsize   stride,
                     GBytes *pixels)
{
  CsCameraFrame *self = g_atomic_rc_box_new (CsCameraFrame);

  *self = (CsCameraFrame){ width, height, stride, pixels };
  return self;
}

/**
 * cs_camera_frame_ref:
 * @self: a frame
 *
 * Returns: (transfer full): the same
 */
CsCameraFrame *
cs_camera_frame_ref (CsCameraFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_camera_frame_unref:
 * @self: (transfer full): a frame
 */
void
cs_camera_frame_unref (CsCameraFrame *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
