/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_PICTURE (cs_picture_get_type ())

typedef struct _CsPicture CsPicture;

/**
 * CsPicture:
 * @width: in pixels
 * @height: in pixels
 * @pixels: @width × @height × 4 bytes of RGBA, not premultiplied, rows without gaps
 *
 * A decoded picture. Never changed once made; it may be read from any thread.
 */
struct _CsPicture {
  guint width;
  guint height;
  GBytes *pixels;
};

GType cs_picture_get_type (void);

CsPicture *cs_picture_new (guint   width,
                           guint   height,
                           GBytes *pixels) G_GNUC_WARN_UNUSED_RESULT;
CsPicture *cs_picture_ref (CsPicture *self);
void cs_picture_unref (CsPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPicture, cs_picture_unref)

G_END_DECLS
