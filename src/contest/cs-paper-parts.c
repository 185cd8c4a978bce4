/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-paper-private.h"

#include <qrencode.h>
#include <string.h>

#define LABEL_PART 0.32
#define GAP_PT 3.0
#define TORN_PT 80.0 /* what is lower than this is never torn */
#define CODE_PT 112.0
/* The standard asks for a quiet zone of four modules. */
#define QUIET 4
#define BOX_PT 9.0
#define SIGNATURE_PT 132.0

/**
 * cs_paper_row:
 * @self: a paper
 * @label: what it is
 * @style: how the value is set
 * @value: it
 *
 * A fact: the label on the left, the value beside it, over as many lines as it takes.
 */
void
cs_paper_row (CsPaper     *self,
              const char  *label,
              CsPaperStyle style,
              const char  *value)
{
  double left = LABEL_PART * CS_PAPER_INNER_PT;
  g_autoptr (PangoLayout) label_layout = cs_paper_layout (self, cs_paper_font_of (CS_PAPER_SMALL), left - 8, label);
  g_autoptr (PangoLayout) value_layout = cs_paper_layout (self, cs_paper_font_of (style), CS_PAPER_INNER_PT - left, value);
  double top;
  guint page;

  /* A long value may go on over the page, a label and the beginning of its value may not be parted. */
  cs_paper_keep (self, MAX (cs_paper_height_of (label_layout), MIN (cs_paper_height_of (value_layout), TORN_PT)));
  top = self->y;
  page = self->page;
  cs_paper_flow (self, CS_PAPER_SMALL, NULL, CS_PAPER_MARGIN_PT, left - 8, label);
  if (self->page == page) {
    double under_label = self->y;

    self->y = top;
    cs_paper_flow (self, style, NULL, CS_PAPER_MARGIN_PT + left, CS_PAPER_INNER_PT - left, value);
    if (self->page == page)
      self->y = MAX (self->y, under_label);
  } else {
    cs_paper_flow (self, style, NULL, CS_PAPER_MARGIN_PT + left, CS_PAPER_INNER_PT - left, value);
  }
  self->y += GAP_PT / 2;
}

static void
draw_code (CsPaper      *self,
           const QRcode *code,
           double        x,
           double        y)
{
  double module = CODE_PT / (code->width + 2 * QUIET);

  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_rectangle (self->cr, x, y, CODE_PT, CODE_PT);
  cairo_fill (self->cr);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if (code->data[row * code->width + column] & 1)
        cairo_rectangle (self->cr, x + (column + QUIET) * module, y + (row + QUIET) * module, module, module);
  cairo_fill (self->cr);
}

/**
 * cs_paper_code:
 * @self: a paper
 * @code: what a phone is to read
 * @beside: the same for people, large
 * @below: what it is
 *
 * A QR code with words beside it. Without the code when @code is too long for one.
 */
void
cs_paper_code (CsPaper    *self,
               const char *code,
               const char *beside,
               const char *below)
{
  QRcode *drawn = QRcode_encodeData ((int) strlen (code), (const unsigned char *) code, 0, QR_ECLEVEL_M);
  double left = CS_PAPER_MARGIN_PT + CODE_PT + 12, top;

  cs_paper_keep (self, CODE_PT + GAP_PT);
  top = self->y;
  if (drawn != NULL)
    draw_code (self, drawn, CS_PAPER_MARGIN_PT, top);
  QRcode_free (drawn);
  self->y += 14;
  cs_paper_flow (self, CS_PAPER_FINGERPRINT, NULL, left, CS_PAPER_INNER_PT - CODE_PT - 12, beside);
  self->y += 2 * GAP_PT;
  cs_paper_flow (self, CS_PAPER_SMALL, NULL, left, CS_PAPER_INNER_PT - CODE_PT - 12, below);
  self->y = MAX (self->y, top + CODE_PT) + GAP_PT;
}

/**
 * cs_paper_box:
 * @self: a paper
 * @text: what is ticked by hand
 */
void
cs_paper_box (CsPaper    *self,
              const char *text)
{
  cs_paper_keep (self, 16);
  cairo_set_line_width (self->cr, 0.8);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_rectangle (self->cr, CS_PAPER_MARGIN_PT + 0.5, self->y + 2.5, BOX_PT, BOX_PT);
  cairo_stroke (self->cr);
  cs_paper_flow (self, CS_PAPER_BODY, NULL, CS_PAPER_MARGIN_PT + 2 * BOX_PT, CS_PAPER_INNER_PT - 2 * BOX_PT, text);
  self->y += GAP_PT;
}

static void
draw_signature (CsPaper    *self,
                double      x,
                double      width_pt,
                const char *head,
                const char *name,
                const char *date)
{
  double top = self->y;

  cairo_set_line_width (self->cr, 0.6);
  cairo_set_source_rgb (self->cr, 0.3, 0.3, 0.3);
  cairo_rectangle (self->cr, x, top, width_pt, SIGNATURE_PT);
  cairo_stroke (self->cr);
  self->y = top + 6;
  cs_paper_flow (self, CS_PAPER_BOLD, NULL, x + 8, width_pt - 16, head);
  self->y = MAX (top + 34, self->y + GAP_PT);
  cs_paper_flow (self, CS_PAPER_SMALL, NULL, x + 8, width_pt - 16, name);
  self->y += 24;
  cs_paper_flow (self, CS_PAPER_SMALL, NULL, x + 8, width_pt - 16, date);
  self->y = top;
}

/**
 * cs_paper_signatures:
 * @self: a paper
 * @heads: (array zero-terminated=1): who signs
 * @name: above the place for the name
 * @date: above the place for date and signature
 *
 * Two places a row, never torn.
 */
void
cs_paper_signatures (CsPaper           *self,
                     const char *const *heads,
                     const char        *name,
                     const char        *date)
{
  double width_pt = CS_PAPER_INNER_PT / 2 - 6;

  for (guint i = 0; heads[i] != NULL; i++) {
    if (i % 2 == 0)
      cs_paper_keep (self, SIGNATURE_PT + GAP_PT);
    draw_signature (self, CS_PAPER_MARGIN_PT + (i % 2) * (width_pt + 12), width_pt, heads[i], name, date);
    if (i % 2 == 1 || heads[i + 1] == NULL)
      self->y += SIGNATURE_PT + 2 * GAP_PT;
  }
}
