/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A picture above these is never decoded, whatever its format says later. */
#define CS_PICTURE_MAX_SIDE 8192
#define CS_PICTURE_MAX_PIXELS (16u * 1000u * 1000u)
#define CS_PICTURE_MAX_BYTES (8u * 1024u * 1024u)

/**
 * CsPictureFormat:
 * @CS_PICTURE_NONE: none of those below
 * @CS_PICTURE_PNG: PNG
 * @CS_PICTURE_JPEG: JPEG
 * @CS_PICTURE_GIF: GIF
 * @CS_PICTURE_WEBP: WebP
 * @CS_PICTURE_DRAWING: SVG; never what a stranger's picture is seen as, only what is asked for by name
 *
 * What is let through to the decoder.
 */
typedef enum {
  CS_PICTURE_NONE = 0,
  CS_PICTURE_PNG = 1,
  CS_PICTURE_JPEG = 2,
  CS_PICTURE_GIF = 3,
  CS_PICTURE_WEBP = 4,
  CS_PICTURE_DRAWING = 5,
} CsPictureFormat;

CsPictureFormat cs_picture_gate_look (const guint8 *data,
                                      gsize         length,
                                      guint        *width,
                                      guint        *height);
gboolean cs_picture_gate_fits (guint width,
                               guint height);
const char *cs_picture_format_get_loader (CsPictureFormat format);

G_END_DECLS
