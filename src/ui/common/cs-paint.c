/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-paint.h"

/**
 * cs_paint_get_width:
 * @layout: (nullable): a text
 *
 * Returns: its width in pixels; 0 for none
 */
int
cs_paint_get_width (PangoLayout *layout)
{
  int width = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/**
 * cs_paint_text:
 * @snapshot: where to draw
 * @layout: (nullable): a text; none draws nothing
 * @x: its left edge
 * @baseline: where its first line stands, so that texts in different fonts stand on one line
 * @colour: its colour
 */
void
cs_paint_text (GtkSnapshot   *snapshot,
              PangoLayout   *layout,
              int            x,
              int            baseline,
              const GdkRGBA *colour)
{
  if (layout == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x, baseline - PANGO_PIXELS (pango_layout_get_baseline (layout))));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/**
 * cs_paint_icon:
 * @snapshot: where to draw
 * @icon: a symbolic icon
 * @x: its left edge
 * @y: its top edge
 * @size: its width and height
 * @colour: its colour
 */
void
cs_paint_icon (GtkSnapshot      *snapshot,
              GtkIconPaintable *icon,
              int               x,
              int               y,
              int               size,
              const GdkRGBA    *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colour, 1);
  gtk_snapshot_restore (snapshot);
}

/**
 * cs_paint_frame:
 * @snapshot: where to draw
 * @area: what to frame; the line, one pixel wide, is inside
 * @radius: of its corners
 * @colour: of the line
 */
void
cs_paint_frame (GtkSnapshot           *snapshot,
               const graphene_rect_t *area,
               float                  radius,
               const GdkRGBA         *colour)
{
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, area, radius);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ *colour, *colour, *colour, *colour });
}

/**
 * cs_paint_fill:
 * @snapshot: where to draw
 * @area: what to fill
 * @radius: of its corners
 * @colour: the filling
 */
void
cs_paint_fill (GtkSnapshot           *snapshot,
              const graphene_rect_t *area,
              float                  radius,
              const GdkRGBA         *colour)
{
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, area, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, colour, area);
  gtk_snapshot_pop (snapshot);
}
