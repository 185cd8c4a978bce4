/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler-canvas.h"

#include <math.h>

/* Only a font for text: a font for emoji in this list would draw the digits, too. */
#define FONT "Noto Sans"

static void
premultiply_row (const guint8 *from,
                 guint32      *to,
                 guint         width)
{
  for (guint x = 0; x < width; x++, from += 4) {
    guint32 alpha = from[3];

    to[x] = alpha << 24 | (from[0] * alpha / 255) << 16 | (from[1] * alpha / 255) << 8 | from[2] * alpha / 255;
  }
}

static cairo_surface_t *
make_surface (const CsTitlerBitmap *bitmap)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, bitmap->width, bitmap->height);
  const guint8 *from = g_bytes_get_data (bitmap->pixels, NULL);
  guint8 *to = cairo_image_surface_get_data (surface);

  cairo_surface_flush (surface);
  for (guint y = 0; to != NULL && y < bitmap->height; y++)
    premultiply_row (from + (gsize) y * bitmap->width * 4,
                     (guint32 *) (void *) (to + (gsize) y * cairo_image_surface_get_stride (surface)), bitmap->width);
  cairo_surface_mark_dirty (surface);
  return surface;
}

static gboolean
is_whole (const CsTitlerBitmap *bitmap)
{
  return bitmap->width > 0 && bitmap->height > 0 && bitmap->width <= 8192 && bitmap->height <= 8192 &&
         g_bytes_get_size (bitmap->pixels) >= (gsize) bitmap->width * bitmap->height * 4;
}

/**
 * cs_canvas_open:
 * @self: a canvas that holds nothing
 * @info: the pictures that the drawing is for
 * @width: how wide, in units
 * @height: how high, in units
 *
 * Takes a surface without anything on it.
 */
void
cs_canvas_open (CsCanvas           *self,
                const GstVideoInfo *info,
                double              width,
                double              height)
{
  self->scale = GST_VIDEO_INFO_HEIGHT (info) / CS_CANVAS_LINES;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (ceil (width * self->scale), 1),
                                              MAX (ceil (height * self->scale), 1));
  self->cairo = cairo_create (self->surface);
  cairo_scale (self->cairo, self->scale, self->scale);
}

/**
 * cs_canvas_close:
 * @self: an open canvas
 */
void
cs_canvas_close (CsCanvas *self)
{
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
}

/**
 * cs_canvas_make_card:
 * @self: an open canvas
 * @info: the pictures that the drawing is for
 *
 * Returns: (transfer full): what was drawn, ready to be laid over such pictures
 */
CsCard *
cs_canvas_make_card (CsCanvas           *self,
                     const GstVideoInfo *info)
{
  cairo_surface_flush (self->surface);
  return cs_card_new (info, cairo_image_surface_get_width (self->surface),
                      cairo_image_surface_get_height (self->surface), cairo_image_surface_get_data (self->surface),
                      cairo_image_surface_get_stride (self->surface));
}

/**
 * cs_canvas_set_colour:
 * @self: an open canvas
 * @colour: 0xrrggbbaa
 *
 * Draws with this colour from now on.
 */
void
cs_canvas_set_colour (CsCanvas *self,
                      guint32   colour)
{
  cairo_set_source_rgba (self->cairo, (colour >> 24) / 255.0, (colour >> 16 & 0xff) / 255.0,
                         (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

/**
 * cs_canvas_trace_round:
 * @self: an open canvas
 * @x: left edge, in units like the rest
 * @y: upper edge
 * @width: how wide
 * @height: how high
 * @radius: of the corners
 *
 * Makes a box with round corners the path, to be filled or drawn along.
 */
void
cs_canvas_trace_round (CsCanvas *self,
                       double    x,
                       double    y,
                       double    width,
                       double    height,
                       double    radius)
{
  cairo_new_sub_path (self->cairo);
  cairo_arc (self->cairo, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (self->cairo, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (self->cairo, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (self->cairo, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cairo);
}

/**
 * cs_canvas_lay_out:
 * @self: an open canvas
 * @text: a text that was made safe and short; it is text, never markup
 * @size: of the letters, in units
 * @bold: whether they are bold
 * @width: how wide a line may be, in units
 * @lines: how many lines at most; what does not fit ends in an ellipsis
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
cs_canvas_lay_out (CsCanvas   *self,
                   const char *text,
                   double      size,
                   gboolean    bold,
                   double      width,
                   int         lines)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cairo);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, FONT);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, -lines);
  return layout;
}

/**
 * cs_canvas_measure:
 * @layout: a text, laid out
 * @width: (out): how wide it is, in units
 * @height: (out): how high it is, in units
 */
void
cs_canvas_measure (PangoLayout *layout,
                   double      *width,
                   double      *height)
{
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  *width = (double) extents.width / PANGO_SCALE;
  *height = (double) extents.height / PANGO_SCALE;
}

/**
 * cs_canvas_write:
 * @self: an open canvas
 * @layout: a text, laid out
 * @x: left edge, in units
 * @y: upper edge, in units
 */
void
cs_canvas_write (CsCanvas    *self,
                 PangoLayout *layout,
                 double       x,
                 double       y)
{
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);
}

/**
 * cs_canvas_paint:
 * @self: an open canvas
 * @bitmap: a picture
 * @x: left edge of a box, in units like the rest
 * @y: its upper edge
 * @width: how wide it is
 * @height: how high it is
 *
 * Paints the picture into the box, as large as it goes without being stretched.
 */
void
cs_canvas_paint (CsCanvas             *self,
                 const CsTitlerBitmap *bitmap,
                 double                x,
                 double                y,
                 double                width,
                 double                height)
{
  cairo_surface_t *surface;
  double scale;

  if (!is_whole (bitmap))
    return;
  surface = make_surface (bitmap);
  scale = MIN (width / bitmap->width, height / bitmap->height);
  cairo_save (self->cairo);
  cairo_translate (self->cairo, x + (width - bitmap->width * scale) / 2, y + (height - bitmap->height * scale) / 2);
  cairo_scale (self->cairo, scale, scale);
  cairo_set_source_surface (self->cairo, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (self->cairo), CAIRO_FILTER_GOOD);
  cairo_paint (self->cairo);
  cairo_restore (self->cairo);
  cairo_surface_destroy (surface);
}
