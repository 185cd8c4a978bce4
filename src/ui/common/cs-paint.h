/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int cs_paint_get_width (PangoLayout *layout);
void cs_paint_text (GtkSnapshot   *snapshot,
                   PangoLayout   *layout,
                   int            x,
                   int            baseline,
                   const GdkRGBA *colour);
void cs_paint_icon (GtkSnapshot      *snapshot,
                   GtkIconPaintable *icon,
                   int               x,
                   int               y,
                   int               size,
                   const GdkRGBA    *colour);
void cs_paint_frame (GtkSnapshot           *snapshot,
                    const graphene_rect_t *area,
                    float                  radius,
                    const GdkRGBA         *colour);
void cs_paint_fill (GtkSnapshot           *snapshot,
                   const graphene_rect_t *area,
                   float                  radius,
                   const GdkRGBA         *colour);

G_END_DECLS
