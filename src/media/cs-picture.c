/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture.h"

G_DEFINE_BOXED_TYPE (CsPicture, cs_picture, cs_picture_ref, cs_picture_unref)

static void
picture_clear (CsPicture *self)
{
  g_bytes_unref (self->pixels);
}

/**
 * cs_picture_new:
 * @width: in pixels
 * @height: in pixels
 * @pixels: @width × @height × 4 bytes of RGBA
 *
 * Returns: (transfer full): a new picture
 */
CsPicture *
cs_picture_new (guint   width,
                guint   height,
                GBytes *pixels)
{
  CsPicture *self;

  g_return_val_if_fail (g_bytes_get_size (pixels) == (gsize) width * height * 4, NULL);

  self = g_atomic_rc_box_new0 (CsPicture);
  self->width = width;
  self->height = height;
  self->pixels = g_bytes_ref (pixels);
  return self;
}

/**
 * cs_picture_ref:
 * @self: a picture
 *
 * Returns: (transfer full): @self
 */
CsPicture *
cs_picture_ref (CsPicture *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_picture_unref:
 * @self: (transfer full): a picture
 */
void
cs_picture_unref (CsPicture *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) picture_clear);
}
