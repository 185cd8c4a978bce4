/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-drawing.h"

#include <librsvg/rsvg.h>

/* One without a size of its own fills the box. */
static double
get_ratio (RsvgHandle *handle)
{
  double width = 0, height = 0;
  gboolean has_width, has_height, has_box;
  RsvgLength x, y;
  RsvgRectangle box = { 0 };

  if (!rsvg_handle_get_intrinsic_size_in_pixels (handle, &width, &height)) {
    rsvg_handle_get_intrinsic_dimensions (handle, &has_width, &x, &has_height, &y, &has_box, &box);
    width = has_box ? box.width : 0;
    height = has_box ? box.height : 0;
  }
  return width > 0 && height > 0 ? width / height : 1;
}

/* Cairo's premultiplied words become GdkPixbuf's bytes. */
static void
take_row (const guint32 *from,
          guint8        *to,
          int            width)
{
  for (int x = 0; x < width; x++) {
    guint alpha = from[x] >> 24;

    for (guint i = 0; i < 3; i++)
      to[4 * x + i] = alpha > 0 ? MIN (((from[x] >> (16 - 8 * i) & 0xff) * 255 + alpha / 2) / alpha, 255) : 0;
    to[4 * x + 3] = alpha;
  }
}

static GdkPixbuf *
take_pixels (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);

  if (pixbuf == NULL)
    return NULL;
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    take_row ((const guint32 *) (gpointer) (cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface)),
              gdk_pixbuf_get_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf), width);
  return pixbuf;
}

static GdkPixbuf *
draw (RsvgHandle             *handle,
      const CsDecoderRequest *request)
{
  guint max_width = CLAMP (request->max_width, 1, CS_DECODER_MAX_SIDE);
  guint max_height = CLAMP (request->max_height, 1, CS_DECODER_MAX_SIDE);
  double ratio = get_ratio (handle);
  double width = CLAMP (ratio * max_height, 1, max_width), height = CLAMP (width / ratio, 1, max_height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width + 0.5), (int) (height + 0.5));
  cairo_t *cr = cairo_create (surface);
  GdkPixbuf *pixbuf = NULL;

  if (rsvg_handle_render_document (handle, cr, &(RsvgRectangle) { 0, 0, width, height }, NULL) &&
      cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    pixbuf = take_pixels (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixbuf;
}

/**
 * cs_drawing_decode:
 * @request: how long the drawing is, and how large its picture may be at most
 * @data: (array): the drawing
 *
 * Nothing is told where the drawing comes from: to librsvg, whatever it refers to is nowhere.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL when it is no drawing
 */
GdkPixbuf *
cs_drawing_decode (const CsDecoderRequest *request,
                   const guint8           *data)
{
  RsvgHandle *handle = rsvg_handle_new_from_data (data, request->length, NULL);
  GdkPixbuf *pixbuf = handle != NULL ? draw (handle, request) : NULL;

  g_clear_object (&handle);
  return pixbuf;
}

/**
 * cs_drawing_warm_up:
 *
 * To be called before the door is shut: libraries set themselves up when they are first used, so a bit of everything has to
 * have been drawn.
 */
void
cs_drawing_warm_up (void)
{
  static const char svg[] =
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='8' height='8'>"
    "<style>.a{fill:red}</style><defs><linearGradient id='g'><stop stop-color='red'/></linearGradient>"
    "<radialGradient id='r'><stop stop-color='red'/></radialGradient><clipPath id='c'><path d='M0 0h4v4z'/></clipPath>"
    "<mask id='m'><rect width='4' height='4' fill='white'/></mask>"
    "<pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><circle r='1'/></pattern></defs>"
    "<g clip-path='url(#c)' opacity='.5'><rect id='s' class='a' width='4' height='4' mask='url(#m)'/></g>"
    "<use xlink:href='#s' transform='rotate(3)'/><ellipse rx='3' ry='2' fill='url(#g)' stroke='url(#r)'/>"
    "<path d='M0 0a4 4 0 0 1 4 4' fill='url(#p)'/><image width='1' height='1' xlink:href='data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='/></svg>";
  const char broken[] = "<svg xmlns='http://www.w3.org/2000/svg'><g>";
  CsDecoderRequest request = { .max_width = 8, .max_height = 8, .length = sizeof svg - 1 };
  g_autoptr (GdkPixbuf) whole = cs_drawing_decode (&request, (const guint8 *) svg);
  g_autoptr (GdkPixbuf) none = NULL;

  request.length = sizeof broken - 1;
  none = cs_drawing_decode (&request, (const guint8 *) broken);
}
