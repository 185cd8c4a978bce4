/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_BITMAP (cs_bitmap_get_type ())

typedef struct _CsBitmap CsBitmap;

/**
 * CsBitmap:
 * @width: in pixels
 * @height: in pixels
 * @pixels: @width × @height × 4 bytes of RGBA, not premultiplied, rows without gaps
 *
 * A decoded picture. Never changed once made; it may be read from any thread.
 */
struct _CsBitmap {
  guint width;
  guint height;
  GBytes *pixels;
};

GType cs_bitmap_get_type (void);

CsBitmap *cs_bitmap_new (guint   width,
                           guint   height,
                           GBytes *pixels) G_GNUC_WARN_UNUSED_RESULT;
CsBitmap *cs_bitmap_ref (CsBitmap *self);
void cs_bitmap_unref (CsBitmap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBitmap, cs_bitmap_unref)

G_END_DECLS
