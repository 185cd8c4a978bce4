/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-paper.h"

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/* A4. */
#define CS_PAPER_WIDTH_PT 595.28
#define CS_PAPER_HEIGHT_PT 841.89
#define CS_PAPER_MARGIN_PT 56.7
#define CS_PAPER_INNER_PT (CS_PAPER_WIDTH_PT - 2 * CS_PAPER_MARGIN_PT)
#define CS_PAPER_BOTTOM_PT (CS_PAPER_HEIGHT_PT - CS_PAPER_MARGIN_PT)

struct _CsPaper {
  const CsPaperLook *look;
  cairo_t *cr;
  cairo_surface_t *surface;
  PangoContext *context;
  double y; /* where the next thing goes, from the top */
  guint page;
  guint n_pages; /* 0 the first time through */
};

PangoLayout *cs_paper_layout (CsPaper    *self,
                              const char *font,
                              double      width_pt,
                              const char *text) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_paper_font_of (CsPaperStyle style);
double cs_paper_height_of (PangoLayout *layout);
void cs_paper_flow (CsPaper     *self,
                    CsPaperStyle style,
                    const char  *font,
                    double       x,
                    double       width_pt,
                    const char  *text);

G_END_DECLS
