/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bitmap.h"

G_DEFINE_BOXED_TYPE (CsBitmap, cs_bitmap, cs_bitmap_ref, cs_bitmap_unref)

static void
bitmap_clear (CsBitmap *self)
{
  g_bytes_unref (self->pixels);
}

/**
 * cs_bitmap_new:
 * @width: in pixels
 * @height: in pixels
 * @pixels: @width × @height × 4 bytes of RGBA
 *
 * Returns: (transfer full): a new picture
 */
CsBitmap *
cs_bitmap_new (guint   width,
                guint   height,
                GBytes *pixels)
{
  CsBitmap *self;

  g_return_val_if_fail (g_bytes_get_size (pixels) == (gsize) width * height * 4, NULL);

  self = g_atomic_rc_box_new0 (CsBitmap);
  self->width = width;
  self->height = height;
  self->pixels = g_bytes_ref (pixels);
  return self;
}

/**
 * cs_bitmap_ref:
 * @self: a picture
 *
 * Returns: (transfer full): @self
 */
CsBitmap *
cs_bitmap_ref (CsBitmap *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_bitmap_unref:
 * @self: (transfer full): a picture
 */
void
cs_bitmap_unref (CsBitmap *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) bitmap_clear);
}
