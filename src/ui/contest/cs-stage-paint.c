/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-private.h"

#include "cs-avatar.h"
#include "cs-display.h"
#include "cs-paint.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EDGE 70
#define COLUMN 700
#define ROW_WIDTH 1150
#define NAME_AT 372 /* in a row, where the person begins */
#define TOP 243
#define ROW_HEIGHT 128
#define ROW_STEP 140
#define SEAL_WIDTH 560
#define SEAL_HEIGHT 464
#define SEAL_LINE 55
#define CODE_TOP 731
#define CODE_SIDE 196
#define STEPS_BASELINE 1022

/* Sizes in the picture: nothing under 40, which is legible at 20 m on a screen 4 m wide. */
#define TITLE_PX 64
#define NAME_PX 60
#define RANK_PX 68
#define SEAL_PX 50
#define TEXT_PX 40

static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA quiet = { 0.75f, 0.75f, 0.77f, 1 };
static const GdkRGBA card = { 0.098f, 0.102f, 0.125f, 1 };
static const GdkRGBA line_colour = { 0.3f, 0.31f, 0.36f, 1 };
static const GdkRGBA lit = { 0.965f, 0.827f, 0.176f, 1 };
static const GdkRGBA on_lit = { 0.141f, 0.11f, 0, 1 };
static const GdkRGBA rehearsal = { 0.569f, 0.255f, 0.675f, 1 };

static PangoLayout *
create_layout (CsStage    *self,
               const char *text,
               int         size_px,
               gboolean    bold,
               gboolean    mono,
               int         max_width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_from_string (mono ? "monospace" : "Cantarell");

  pango_font_description_set_absolute_size (font, size_px * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_auto_dir (layout, FALSE);
  if (max_width > 0) {
    pango_layout_set_width (layout, max_width * PANGO_SCALE);
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  }
  return layout;
}

/* Answers how wide it is. */
static int
paint (CsStage       *self,
       GtkSnapshot   *snapshot,
       const char    *text,
       int            size_px,
       gboolean       bold,
       int            x,
       int            baseline,
       int            max_width,
       const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, size_px, bold, FALSE, max_width);

  cs_paint_text (snapshot, layout, x, baseline, colour);
  return cs_paint_get_width (layout);
}

static void
paint_mono (CsStage       *self,
            GtkSnapshot   *snapshot,
            const char    *text,
            int            size_px,
            gboolean       bold,
            int            x,
            int            baseline,
            const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, size_px, bold, TRUE, 0);

  cs_paint_text (snapshot, layout, x, baseline, colour);
}

static void
paint_right (CsStage       *self,
             GtkSnapshot   *snapshot,
             const char    *text,
             int            size_px,
             gboolean       bold,
             int            right,
             int            baseline,
             const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, size_px, bold, FALSE, 0);

  cs_paint_text (snapshot, layout, right - cs_paint_get_width (layout), baseline, colour);
}

/* A sentence over several lines, for what went wrong. */
static void
paint_lines (CsStage     *self,
             GtkSnapshot *snapshot,
             const char  *text,
             int          x,
             int          top,
             int          max_width)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, TEXT_PX, FALSE, FALSE, max_width);

  pango_layout_set_single_paragraph_mode (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -6);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, top));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
paint_head (CsStage     *self,
            GtkSnapshot *snapshot)
{
  paint (self, snapshot, _("Contest Draw"), TITLE_PX, TRUE, EDGE, 84, COLUMN - EDGE - 20, &white);
  paint (self, snapshot, self->view->subtitle, TEXT_PX, TRUE, EDGE, 148, 1250, &quiet);
}

static void
paint_seal (CsStage     *self,
            GtkSnapshot *snapshot)
{
  const char *seal = self->view->seal;

  paint (self, snapshot, _("Seal"), TEXT_PX, TRUE, EDGE, 217, SEAL_WIDTH, &quiet);
  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (EDGE, TOP, SEAL_WIDTH, SEAL_HEIGHT), 16, &card);
  for (int i = 0; i < 8; i++) {
    g_autofree char *group = g_strdup_printf ("%.4s %.4s", seal + 8 * i, seal + 8 * i + 4);

    paint_mono (self, snapshot, group, SEAL_PX, TRUE, EDGE + 145, TOP + 60 + i * SEAL_LINE, &white);
  }
  if (self->code == NULL)
    return;
  gtk_snapshot_append_texture (snapshot, self->code, &GRAPHENE_RECT_INIT (EDGE, CODE_TOP, CODE_SIDE, CODE_SIDE));
  /* Translators: beside the QR code of the seal, on two lines of the stage */
  paint (self, snapshot, _("Note the seal,"), TEXT_PX, TRUE, EDGE + CODE_SIDE + 26, CODE_TOP + 62, 345, &white);
  paint (self, snapshot, _("check the draw"), TEXT_PX, TRUE, EDGE + CODE_SIDE + 26, CODE_TOP + 114, 345, &white);
  paint (self, snapshot, self->view->draw, TEXT_PX, FALSE, EDGE + CODE_SIDE + 26, CODE_TOP + 166, 345, &quiet);
}

static void
paint_avatar (CsStage           *self,
              GtkSnapshot       *snapshot,
              const CsStageLine *line,
              int                x,
              int                y)
{
  g_autofree char *letters = cs_display_initials (line->name);
  g_autoptr (PangoLayout) initials = create_layout (self, letters, TEXT_PX, TRUE, FALSE, 0);
  GdkTexture *texture = NULL;

  if (self->loader != NULL && line->avatar_url != NULL)
    texture = cs_picture_loader_peek (self->loader, line->avatar_url, CS_STAGE_AVATAR, CS_STAGE_AVATAR);
  cs_avatar_snapshot (snapshot, &GRAPHENE_POINT_INIT (x, y), CS_STAGE_AVATAR, g_str_hash (line->name) % CS_DISPLAY_N_COLOURS,
                      initials, texture);
}

/* Under the name stand the handle, which tells who it really is, and the prize. Marks piled upon letters end at the row. */
static void
paint_who (CsStage           *self,
           GtkSnapshot       *snapshot,
           const CsStageLine *line,
           double             top,
           const GdkRGBA     *text,
           const GdkRGBA     *dim)
{
  g_autofree char *name = cs_text_isolate (line->name);
  g_autofree char *handle = line->handle != NULL ? cs_text_isolate (line->handle) : NULL;
  g_autofree char *both = handle != NULL && line->prize != NULL ? g_strdup_printf ("%s · %s", handle, line->prize) : NULL;
  const char *below = both != NULL ? both : handle != NULL ? handle : line->prize;
  int room = ROW_WIDTH - NAME_AT - CS_STAGE_AVATAR - 28;
  int x = COLUMN + NAME_AT + CS_STAGE_AVATAR + 22;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (COLUMN, (float) top, ROW_WIDTH, ROW_HEIGHT));
  paint_avatar (self, snapshot, line, COLUMN + NAME_AT, (int) top + (ROW_HEIGHT - CS_STAGE_AVATAR) / 2);
  paint (self, snapshot, name, NAME_PX, TRUE, x, (int) top + (below != NULL ? 64 : 84), room, text);
  if (below != NULL)
    paint (self, snapshot, below, TEXT_PX, FALSE, x, (int) top + 112, room, dim);
  gtk_snapshot_pop (snapshot);
}

static void
paint_row (CsStage           *self,
           GtkSnapshot       *snapshot,
           const CsStageLine *line,
           double             y)
{
  int top = (int) round (y);
  const GdkRGBA *text = line->latest ? &on_lit : &white;
  const GdkRGBA *dim = line->latest ? &on_lit : &quiet;
  g_autofree char *rank = g_strdup_printf ("%u", line->rank);

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (COLUMN, top, ROW_WIDTH, ROW_HEIGHT), 16, line->latest ? &lit : &card);
  if (self->sort_us == 0)
    paint_right (self, snapshot, rank, RANK_PX, TRUE, COLUMN + (line->rank < 100 ? 84 : 110), top + 88, text);
  paint_mono (self, snapshot, line->key, TEXT_PX, FALSE, COLUMN + (line->rank < 100 ? 105 : 125), top + 80, dim);
  if (self->sort_us > 0)
    return;
  if (line->name != NULL) {
    paint_who (self, snapshot, line, top, text, dim);
    return;
  }
  paint (self, snapshot, _("to be revealed"), TEXT_PX, FALSE, COLUMN + NAME_AT, top + (line->prize != NULL ? 56 : 80),
         ROW_WIDTH - NAME_AT - 28, dim);
  if (line->prize != NULL)
    paint (self, snapshot, line->prize, TEXT_PX, FALSE, COLUMN + NAME_AT, top + 112, ROW_WIDTH - NAME_AT - 28, dim);
}

/* Every key goes straight to its place: nothing here looks as if it were still being decided. */
static void
paint_rows (CsStage     *self,
            GtkSnapshot *snapshot)
{
  double eased = self->progress * self->progress * (3 - 2 * self->progress);
  gboolean sorting = self->sort_us > 0;

  paint (self, snapshot, self->view->heading, TEXT_PX, TRUE, COLUMN, 217, ROW_WIDTH, &quiet);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (COLUMN, TOP, ROW_WIDTH, CS_STAGE_ROWS * ROW_STEP - 12));
  /* The lowest key is on top of the others while they pass. */
  for (guint i = sorting ? self->view->lines->len : self->view->n_rows; i > 0; i--) {
    const CsStageLine *line = self->view->lines->pdata[i - 1];
    double to = i - 1, place = sorting ? line->from + (to - line->from) * eased : to;

    paint_row (self, snapshot, line, TOP + place * ROW_STEP);
  }
  gtk_snapshot_pop (snapshot);
}

static void
paint_countdown (CsStage     *self,
                 GtkSnapshot *snapshot)
{
  gint64 left_s = cs_stage_get_left_s (self);
  g_autofree char *left = left_s < 100 ? cs_display_number (left_s) : cs_display_length (left_s * 1000);

  if (left_s == 0)
    return;
  paint (self, snapshot, left, 280, TRUE, COLUMN + 50, TOP + 420, ROW_WIDTH - 100, &lit);
  paint (self, snapshot, left_s < 100 ? ngettext ("second until chance is public", "seconds until chance is public", (gulong) left_s) : _("until chance is public"),
         TEXT_PX, FALSE, COLUMN + 50, TOP + 490, ROW_WIDTH - 100, &quiet);
}

static void
paint_message (CsStage     *self,
               GtkSnapshot *snapshot)
{
  const CsStageView *view = self->view;

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (COLUMN, TOP, ROW_WIDTH, CS_STAGE_ROWS * ROW_STEP - 12), 16, &card);
  paint (self, snapshot, view->words, 46, TRUE, COLUMN + 50, TOP + 110, ROW_WIDTH - 100, &white);
  paint_countdown (self, snapshot);
  if (view->beacon != NULL) {
    paint (self, snapshot, view->beacon, TEXT_PX, FALSE, COLUMN + 50, TOP + 580, ROW_WIDTH - 100, &quiet);
    paint (self, snapshot, view->beacon_time, TEXT_PX, FALSE, COLUMN + 50, TOP + 640, ROW_WIDTH - 100, &quiet);
  }
  if (view->trouble != NULL)
    paint_lines (self, snapshot, view->trouble, COLUMN + 50, TOP + 150, ROW_WIDTH - 100);
}

static void
paint_steps (CsStage     *self,
             GtkSnapshot *snapshot)
{
  const CsStageView *view = self->view;
  int width = paint (self, snapshot, view->sealed_step, TEXT_PX, TRUE, EDGE, STEPS_BASELINE, 0, &white);

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (EDGE + width + 24, STEPS_BASELINE - 15, MAX (0, COLUMN - EDGE - width - 48), 4), 2, &line_colour);
  paint (self, snapshot, view->chance_step, TEXT_PX, TRUE, COLUMN, STEPS_BASELINE, 0, view->chance_known ? &white : &quiet);
  if (view->winners_step != NULL)
    paint_right (self, snapshot, view->winners_step, TEXT_PX, TRUE, COLUMN + ROW_WIDTH, STEPS_BASELINE, view->done ? &white : &lit);
}

static void
paint_next (CsStage     *self,
            GtkSnapshot *snapshot)
{
  if (self->view->next == NULL || self->sort_us > 0)
    return;
  paint_right (self, snapshot, _("Next name"), TEXT_PX, TRUE, COLUMN + ROW_WIDTH, 78, &white);
  paint_right (self, snapshot, self->view->next, TEXT_PX, FALSE, COLUMN + ROW_WIDTH, 136, &quiet);
}

/* On everything, and before everything else: a picture of it can be taken for no draw. */
static void
paint_watermark (CsStage     *self,
                 GtkSnapshot *snapshot)
{
  g_autoptr (PangoLayout) layout = create_layout (self, _("REHEARSAL"), 300, TRUE, FALSE, 0);
  g_autoptr (PangoLayout) badge = create_layout (self, _("REHEARSAL"), TEXT_PX, TRUE, FALSE, 0);
  GdkRGBA faint = rehearsal;

  faint.alpha = 0.5f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (CS_STAGE_WIDTH / 2, CS_STAGE_HEIGHT / 2));
  gtk_snapshot_rotate (snapshot, -24);
  cs_paint_text (snapshot, layout, -cs_paint_get_width (layout) / 2, 105, &faint);
  gtk_snapshot_restore (snapshot);
  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (COLUMN, 24, cs_paint_get_width (badge) + 64, 64), 12, &rehearsal);
  cs_paint_text (snapshot, badge, COLUMN + 32, 71, &white);
}

void
cs_stage_paint (CsStage     *self,
                GtkSnapshot *snapshot)
{
  if (!self->view->sealed) {
    paint (self, snapshot, self->view->words, NAME_PX, TRUE, EDGE, CS_STAGE_HEIGHT / 2, 0, &quiet);
    return;
  }
  paint_head (self, snapshot);
  paint_seal (self, snapshot);
  if (self->view->sorted)
    paint_rows (self, snapshot);
  else
    paint_message (self, snapshot);
  paint_next (self, snapshot);
  paint_steps (self, snapshot);
  if (self->view->rehearsal)
    paint_watermark (self, snapshot);
}
