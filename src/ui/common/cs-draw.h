/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int cs_draw_get_width (PangoLayout *layout);
void cs_draw_text (GtkSnapshot   *snapshot,
                   PangoLayout   *layout,
                   int            x,
                   int            baseline,
                   const GdkRGBA *colour);
void cs_draw_icon (GtkSnapshot      *snapshot,
                   GtkIconPaintable *icon,
                   int               x,
                   int               y,
                   int               size,
                   const GdkRGBA    *colour);
void cs_draw_frame (GtkSnapshot           *snapshot,
                    const graphene_rect_t *area,
                    float                  radius,
                    const GdkRGBA         *colour);
void cs_draw_fill (GtkSnapshot           *snapshot,
                   const graphene_rect_t *area,
                   float                  radius,
                   const GdkRGBA         *colour);

G_END_DECLS
