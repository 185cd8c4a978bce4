/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-gate.h"

#include <string.h>

static guint
be16 (const guint8 *p)
{
  return p[0] << 8 | p[1];
}

static guint
be32 (const guint8 *p)
{
  return (guint) p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static guint
le16 (const guint8 *p)
{
  return p[0] | p[1] << 8;
}

static guint
le24 (const guint8 *p)
{
  return p[0] | p[1] << 8 | p[2] << 16;
}

static guint
le32 (const guint8 *p)
{
  return le24 (p) | (guint) p[3] << 24;
}

static gboolean
look_png (const guint8 *data,
          gsize         length,
          guint        *width,
          guint        *height)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  if (length < 24 || memcmp (data, signature, sizeof signature) != 0 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = be32 (data + 16);
  *height = be32 (data + 20);
  return TRUE;
}

static gboolean
look_gif (const guint8 *data,
          gsize         length,
          guint        *width,
          guint        *height)
{
  if (length < 10 || (memcmp (data, "GIF87a", 6) != 0 && memcmp (data, "GIF89a", 6) != 0))
    return FALSE;
  *width = le16 (data + 6);
  *height = le16 (data + 8);
  return TRUE;
}

static gboolean
look_webp (const guint8 *data,
           gsize         length,
           guint        *width,
           guint        *height)
{
  if (length < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;
  if (memcmp (data + 12, "VP8X", 4) == 0) {
    *width = 1 + le24 (data + 24);
    *height = 1 + le24 (data + 27);
    return TRUE;
  }
  if (memcmp (data + 12, "VP8 ", 4) == 0) {
    *width = le16 (data + 26) & 0x3fff;
    *height = le16 (data + 28) & 0x3fff;
    return TRUE;
  }
  if (memcmp (data + 12, "VP8L", 4) == 0 && data[20] == 0x2f) {
    guint bits = le32 (data + 21);

    *width = 1 + (bits & 0x3fff);
    *height = 1 + (bits >> 14 & 0x3fff);
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_start_of_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Walks the segments up to the frame header (ITU-T T.81, B.1 and B.2.2). */
static gboolean
look_jpeg (const guint8 *data,
           gsize         length,
           guint        *width,
           guint        *height)
{
  gsize at = 2;

  if (length < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;
  while (at + 4 <= length && data[at] == 0xff) {
    guint8 marker = data[at + 1];

    if (marker == 0xff) {
      at++;
      continue;
    }
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    if (marker == 0xd9 || marker == 0xda)
      return FALSE;
    if (is_start_of_frame (marker)) {
      if (at + 9 > length)
        return FALSE;
      *height = be16 (data + at + 5);
      *width = be16 (data + at + 7);
      return TRUE;
    }
    if (be16 (data + at + 2) < 2)
      return FALSE;
    at += 2 + be16 (data + at + 2);
  }
  return FALSE;
}

/**
 * cs_picture_gate_look:
 * @data: (array length=length): the first bytes of a file by a stranger
 * @length: how many
 * @width: (out): its width in pixels, as the header says
 * @height: (out): its height in pixels, as the header says
 *
 * Reads format and size from the bytes themselves, not from a name or a type that came along. A pure
 * function, linear in @length.
 *
 * Returns: the format, or %CS_PICTURE_NONE for anything else, SVG included
 */
CsPictureFormat
cs_picture_gate_look (const guint8 *data,
                      gsize         length,
                      guint        *width,
                      guint        *height)
{
  *width = *height = 0;
  if (look_png (data, length, width, height))
    return CS_PICTURE_PNG;
  if (look_gif (data, length, width, height))
    return CS_PICTURE_GIF;
  if (look_webp (data, length, width, height))
    return CS_PICTURE_WEBP;
  if (look_jpeg (data, length, width, height))
    return CS_PICTURE_JPEG;
  return CS_PICTURE_NONE;
}

/**
 * cs_picture_gate_fits:
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: whether a picture of this size may be decoded: each side and the area are limited, since either
 *   limit alone lets a bomb through
 */
gboolean
cs_picture_gate_fits (guint width,
                      guint height)
{
  return width >= 1 && height >= 1 && width <= CS_PICTURE_MAX_SIDE && height <= CS_PICTURE_MAX_SIDE &&
         (guint64) width * height <= CS_PICTURE_MAX_PIXELS;
}

/**
 * cs_picture_format_get_loader:
 * @format: a format
 *
 * Returns: (transfer none) (nullable): the name of its loader in GdkPixbuf
 */
const char *
cs_picture_format_get_loader (CsPictureFormat format)
{
  static const char *const loaders[] = { NULL, "png", "jpeg", "gif", "webp" };

  return format < G_N_ELEMENTS (loaders) ? loaders[format] : NULL;
}
