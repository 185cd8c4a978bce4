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

void
cs_canvas_close (CsCanvas *self)
{
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
}

CsCard *
cs_canvas_make_card (CsCanvas           *self,
                     const GstVideoInfo *info)
{
  cairo_surface_flush (self->surface);
  return cs_card_new (info, cairo_image_surface_get_width (self->surface),
                      cairo_image_surface_get_height (self->surface), cairo_image_surface_get_data (self->surface),
                      cairo_image_surface_get_stride (self->surface));
}

void
cs_canvas_set_colour (CsCanvas *self,
                      guint32   colour)
{
  cairo_set_source_rgba (self->cairo, (colour >> 24) / 255.0, (colour >> 16 & 0xff) / 255.0,
                         (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

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

/* The text was made safe and short; it is text, never markup. */
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

void
cs_canvas_write (CsCanvas    *self,
                 PangoLayout *layout,
                 double       x,
                 double       y)
{
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);
}

/* Into the box, as large as it goes without being stretched. */
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
