/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-titler-draw.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Lengths in drawings are those of a picture 1080 lines high. */
#define CS_CANVAS_LINES 1080.0

/* Something to draw on, as large as a drawing becomes. Colours are 0xrrggbbaa. */
typedef struct {
  cairo_surface_t *surface;
  cairo_t *cairo;
  double scale; /* pixels for one unit */
} CsCanvas;

void cs_canvas_open (CsCanvas           *self,
                     const GstVideoInfo *info,
                     double              width,
                     double              height);
void cs_canvas_close (CsCanvas *self);
CsCard *cs_canvas_make_card (CsCanvas           *self,
                             const GstVideoInfo *info) G_GNUC_WARN_UNUSED_RESULT;
void cs_canvas_set_colour (CsCanvas *self,
                           guint32   colour);
void cs_canvas_trace_round (CsCanvas *self,
                            double    x,
                            double    y,
                            double    width,
                            double    height,
                            double    radius);
PangoLayout *cs_canvas_lay_out (CsCanvas   *self,
                                const char *text,
                                double      size,
                                gboolean    bold,
                                double      width,
                                int         lines) G_GNUC_WARN_UNUSED_RESULT;
void cs_canvas_measure (PangoLayout *layout,
                        double      *width,
                        double      *height);
void cs_canvas_write (CsCanvas    *self,
                      PangoLayout *layout,
                      double       x,
                      double       y);
void cs_canvas_paint (CsCanvas             *self,
                      const CsTitlerBitmap *bitmap,
                      double                x,
                      double                y,
                      double                width,
                      double                height);

G_END_DECLS
