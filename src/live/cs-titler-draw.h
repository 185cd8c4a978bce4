/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-card.h"
#include "cs-snapshot.h"

G_BEGIN_DECLS

/**
 * CsTitlerBitmap:
 * @width: in pixels
 * @height: in pixels
 * @pixels: rows of red, green, blue, alpha without gaps, not premultiplied
 *
 * A picture that was decoded elsewhere.
 */
typedef struct {
  guint width;
  guint height;
  GBytes *pixels;
} CsTitlerBitmap;

/**
 * CsTitlerDrawn:
 * @card: the drawing
 * @x: where it goes
 * @y: where it goes
 */
typedef struct {
  CsCard *card;
  int x;
  int y;
} CsTitlerDrawn;

void cs_titler_bitmap_copy (CsTitlerBitmap       *self,
                            const CsTitlerBitmap *other);
void cs_titler_bitmap_clear (CsTitlerBitmap *self);
void cs_titler_drawn_free (gpointer self);

/* All of them take their time: none is for the main thread or for one that streams. */
CsTitlerDrawn *cs_titler_draw_post (const GstVideoInfo   *info,
                                    const CsSnapshot     *snapshot,
                                    const CsTitlerBitmap *avatar) G_GNUC_WARN_UNUSED_RESULT;
CsTitlerDrawn *cs_titler_draw_title (const GstVideoInfo *info,
                                     const char         *title) G_GNUC_WARN_UNUSED_RESULT;
CsTitlerDrawn *cs_titler_draw_logo (const GstVideoInfo   *info,
                                    const CsTitlerBitmap *logo) G_GNUC_WARN_UNUSED_RESULT;
CsTitlerDrawn *cs_titler_draw_mark (const GstVideoInfo *info,
                                    const char         *words) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer *cs_titler_draw_slate (const GstVideoInfo *info,
                                 const char         *show,
                                 const char         *words) G_GNUC_WARN_UNUSED_RESULT;
CsCard *cs_titler_draw_heart (const GstVideoInfo *info,
                              guint32             rgb) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
