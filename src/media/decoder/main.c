/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decoder-protocol.h"
#include "cs-drawing.h"
#include "cs-picture-gate.h"
#include "cs-sandbox.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Decodes pictures by strangers for the desk, in a process that can do nothing else: no files, no network, no
 * other programs, bounded memory and time. Reads requests on standard input, answers on standard output. */

static gboolean
read_all (gpointer buffer,
          gsize    length)
{
  guint8 *at = buffer;

  while (length > 0) {
    gssize n = read (STDIN_FILENO, at, length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    at += n;
    length -= n;
  }
  return TRUE;
}

static gboolean
write_all (gconstpointer buffer,
           gsize         length)
{
  const guint8 *at = buffer;

  while (length > 0) {
    gssize n = write (STDOUT_FILENO, at, length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    at += n;
    length -= n;
  }
  return TRUE;
}

/* Scales while decoding, so that a large photo never stands in memory whole where its format can help it. The
 * picture covers the box: the desk crops. */
static void
size_prepared_cb (GdkPixbufLoader        *loader,
                  int                     width,
                  int                     height,
                  const CsDecoderRequest *request)
{
  double scale = MAX ((double) request->max_width / width, (double) request->max_height / height);

  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, width * scale + 0.5), MAX (1, height * scale + 0.5));
}

static GdkPixbuf *
decode (const CsDecoderRequest *request,
        const guint8           *data)
{
  const char *type = cs_picture_format_get_loader (request->format);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  gboolean whole;

  if (type == NULL)
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type (type, NULL);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), (gpointer) request);
  whole = gdk_pixbuf_loader_write (loader, data, request->length, NULL);
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  if (!whole || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return NULL;
  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  return gdk_pixbuf_add_alpha (upright, FALSE, 0, 0, 0);
}

static gboolean
answer (GdkPixbuf *pixbuf)
{
  CsDecoderAnswer reply = { CS_DECODER_MAGIC, 0, 0 };
  guint max_side = CS_PICTURE_MAX_SIDE;

  if (pixbuf != NULL && gdk_pixbuf_get_width (pixbuf) <= (int) max_side) {
    reply.width = gdk_pixbuf_get_width (pixbuf);
    reply.height = gdk_pixbuf_get_height (pixbuf);
  }
  if (!write_all (&reply, sizeof reply))
    return FALSE;
  for (guint y = 0; y < reply.height; y++)
    if (!write_all (gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf),
                    (gsize) reply.width * 4))
      return FALSE;
  return TRUE;
}

static gboolean
serve_one (void)
{
  CsDecoderRequest request;
  guint width, height;
  g_autofree guint8 *data = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (!read_all (&request, sizeof request) || request.magic != CS_DECODER_MAGIC ||
      request.length > CS_PICTURE_MAX_BYTES)
    return FALSE;
  data = g_malloc (MAX (request.length, 1));
  if (!read_all (data, request.length))
    return FALSE;
  /* The gate once more, on this side of the pipe: both must see the same. */
  if (request.format == CS_PICTURE_DRAWING)
    pixbuf = cs_drawing_decode (&request, data);
  else if (cs_picture_gate_look (data, request.length, &width, &height) == request.format && width == request.width &&
      height == request.height && cs_picture_gate_fits (width, height))
    pixbuf = decode (&request, data);
  return answer (pixbuf);
}

/* Loaders are plug-ins that open files: each has to have decoded something before the sandbox closes. */
static void
warm_up (void)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1,
                                8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0x63, 0x60,
                                0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  static const guint8 gif[] = { 'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x2c, 0, 0, 0, 0,
                                1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b };
  static const guint8 webp[] = { 'R', 'I', 'F', 'F', 0x1a, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 0x0d, 0, 0, 0, 0x2f, 0,
                                 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 7, 0 };
  const struct {
    CsPictureFormat format;
    const guint8 *data;
    guint32 length;
  } samples[] = {
    { CS_PICTURE_PNG, png, sizeof png },
    { CS_PICTURE_GIF, gif, sizeof gif },
    { CS_PICTURE_WEBP, webp, sizeof webp },
    { CS_PICTURE_JPEG, (const guint8 *) "\xff\xd8\xff\xd9", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    CsDecoderRequest request = { CS_DECODER_MAGIC, samples[i].format, 1, 1, 1, 1, samples[i].length };
    g_autoptr (GdkPixbuf) pixbuf = decode (&request, samples[i].data);
  }
}

int
main (void)
{
  g_setenv ("G_MESSAGES_DEBUG", "", TRUE);
  warm_up ();
  cs_drawing_warm_up ();
  if (!cs_sandbox_enter ())
    return 1;
  while (serve_one ())
    ;
  /* Without the destructors of libraries, which may want what the sandbox forbids. */
  _exit (0);
}
