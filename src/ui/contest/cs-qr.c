/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-qr.h"

#include <qrencode.h>

/* The standard asks for a quiet zone of four modules. */
#define QUIET 4
#define MODULE_PX 10

static void
paint_module (guchar *pixels,
              int     side_px,
              int     column,
              int     row)
{
  for (int y = 0; y < MODULE_PX; y++)
    memset (pixels + 3 * ((gsize) (row * MODULE_PX + y) * side_px + column * MODULE_PX), 0, 3 * MODULE_PX);
}

/**
 * cs_qr_create_texture:
 * @text: what a phone is to read
 *
 * Returns: (transfer full) (nullable): a QR code, black on white with its quiet zone; %NULL when the text is too long
 */
GdkTexture *
cs_qr_create_texture (const char *text)
{
  QRcode *code = QRcode_encodeData ((int) strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_M);
  int side_px;
  gsize size;
  guchar *pixels;
  g_autoptr (GBytes) bytes = NULL;

  if (code == NULL)
    return NULL;
  side_px = (code->width + 2 * QUIET) * MODULE_PX;
  size = (gsize) side_px * side_px * 3;
  pixels = g_malloc (size);
  memset (pixels, 255, size);
  for (int i = 0; i < code->width * code->width; i++)
    if (code->data[i] & 1)
      paint_module (pixels, side_px, i % code->width + QUIET, i / code->width + QUIET);
  QRcode_free (code);
  bytes = g_bytes_new_take (pixels, size);
  return gdk_memory_texture_new (side_px, side_px, GDK_MEMORY_R8G8B8, bytes, 3 * (gsize) side_px);
}
