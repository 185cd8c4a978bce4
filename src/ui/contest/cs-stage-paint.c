/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-private.h"

#include "cs-display.h"
#include "cs-paint.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EDGE 70
#define COLUMN 700
#define COLUMN_WIDTH 1150
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
static const GdkRGBA line = { 0.3f, 0.31f, 0.36f, 1 };
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

static void
paint_head (CsStage      *self,
            GtkSnapshot  *snapshot,
            const CsSeal *seal)
{
  g_autofree char *count = cs_display_number ((gint64) seal->n_participants);
  g_autofree char *people = g_strdup_printf (ngettext ("%s participant", "%s participants", seal->n_participants), count);
  g_autofree char *show = cs_text_isolate (seal->show);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", show, people);

  paint (self, snapshot, _("Contest Draw"), TITLE_PX, TRUE, EDGE, 84, COLUMN - EDGE - 20, &white);
  paint (self, snapshot, subtitle, TEXT_PX, TRUE, EDGE, 148, 1250, &quiet);
}

static void
paint_seal (CsStage      *self,
            GtkSnapshot  *snapshot,
            const CsSeal *seal)
{
  paint (self, snapshot, _("Seal"), TEXT_PX, TRUE, EDGE, 217, SEAL_WIDTH, &quiet);
  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (EDGE, TOP, SEAL_WIDTH, SEAL_HEIGHT), 16, &card);
  for (int i = 0; i < 8; i++) {
    g_autofree char *group = g_strdup_printf ("%.4s %.4s", seal->digest + 8 * i, seal->digest + 8 * i + 4);

    paint_mono (self, snapshot, group, SEAL_PX, TRUE, EDGE + 145, TOP + 60 + i * SEAL_LINE, &white);
  }
  if (self->code == NULL)
    return;
  gtk_snapshot_append_texture (snapshot, self->code, &GRAPHENE_RECT_INIT (EDGE, CODE_TOP, CODE_SIDE, CODE_SIDE));
  /* Translators: beside the QR code of the seal, on two lines of the stage */
  paint (self, snapshot, _("Note the seal,"), TEXT_PX, TRUE, EDGE + CODE_SIDE + 26, CODE_TOP + 62, 345, &white);
  paint (self, snapshot, _("check the draw"), TEXT_PX, TRUE, EDGE + CODE_SIDE + 26, CODE_TOP + 114, 345, &white);
  paint (self, snapshot, seal->draw, TEXT_PX, FALSE, EDGE + CODE_SIDE + 26, CODE_TOP + 166, 345, &quiet);
}

static void
paint_row (CsStage          *self,
           GtkSnapshot      *snapshot,
           const CsStageRow *row,
           double            y)
{
  gboolean latest = row->name != NULL && row->rank == cs_stage_get_next_rank (self) + 1 && self->phase == CS_DRAW_REVEALING;
  const GdkRGBA *text = latest ? &on_lit : &white;
  const GdkRGBA *dim = latest ? &on_lit : &quiet;
  g_autofree char *rank = g_strdup_printf ("%u", row->rank);
  int top = (int) round (y);

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (COLUMN, top, COLUMN_WIDTH, ROW_HEIGHT), 16, latest ? &lit : &card);
  if (self->sort_us == 0)
    paint_right (self, snapshot, rank, RANK_PX, TRUE, COLUMN + 84, top + 88, text);
  paint_mono (self, snapshot, row->key, TEXT_PX, FALSE, COLUMN + 105, top + 80, dim);
  if (self->sort_us > 0)
    return;
  if (row->name != NULL) {
    const char *handle = strchr (row->name, ':');
    g_autofree char *at = g_strconcat ("@", handle != NULL ? handle + 1 : row->name, NULL);
    g_autofree char *isolated = cs_text_isolate (at);

    paint (self, snapshot, isolated, NAME_PX, TRUE, COLUMN + 372, top + (row->prize != NULL ? 66 : 84), COLUMN_WIDTH - 400, text);
  } else {
    paint (self, snapshot, _("to be revealed"), TEXT_PX, FALSE, COLUMN + 372, top + (row->prize != NULL ? 56 : 80), COLUMN_WIDTH - 400, dim);
  }
  if (row->prize != NULL)
    paint (self, snapshot, row->prize, TEXT_PX, FALSE, COLUMN + 372, top + 112, COLUMN_WIDTH - 400, dim);
}

/* Every key goes straight to its place: nothing here looks as if it were still being decided. */
static void
paint_rows (CsStage     *self,
            GtkSnapshot *snapshot)
{
  double eased = self->progress * self->progress * (3 - 2 * self->progress);
  guint n = cs_stage_get_n_winners (self);
  g_autofree char *heading = g_strdup_printf (ngettext ("Sorted keys: the lowest wins", "Sorted keys: the %u lowest win", n), n);

  paint (self, snapshot, heading, TEXT_PX, TRUE, COLUMN, 217, COLUMN_WIDTH, &quiet);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (COLUMN, TOP, COLUMN_WIDTH, CS_STAGE_ROWS * ROW_STEP - 12));
  /* The lowest key is on top of the others while they pass. */
  for (guint i = self->rows->len; i > 0; i--) {
    const CsStageRow *row = self->rows->pdata[i - 1];
    double place = self->sort_us > 0 ? row->from + (row->to - row->from) * eased : row->to;

    paint_row (self, snapshot, row, TOP + place * ROW_STEP);
  }
  gtk_snapshot_pop (snapshot);
}

static void
paint_message (CsStage      *self,
               GtkSnapshot  *snapshot,
               const CsSeal *seal)
{
  g_autofree char *words = cs_stage_describe (self);
  g_autofree char *seconds = cs_display_number (cs_stage_get_left_s (self));
  g_autofree char *round_number = cs_display_number ((gint64) seal->round);
  g_autofree char *beacon = g_strdup_printf (_("Round %s of the public beacon drand"), round_number);
  g_autofree char *time = cs_display_time (seal->round_s * G_USEC_PER_SEC);
  const char *trouble = cs_draw_get_trouble (self->draw);

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (COLUMN, TOP, COLUMN_WIDTH, CS_STAGE_ROWS * ROW_STEP - 12), 16, &card);
  paint (self, snapshot, words, 46, TRUE, COLUMN + 50, TOP + 110, COLUMN_WIDTH - 100, &white);
  if (self->phase == CS_DRAW_SEALED && cs_stage_get_left_s (self) > 0) {
    paint (self, snapshot, seconds, 280, TRUE, COLUMN + 50, TOP + 420, COLUMN_WIDTH - 100, &lit);
    paint (self, snapshot, _("seconds until chance is public"), TEXT_PX, FALSE, COLUMN + 50, TOP + 490, COLUMN_WIDTH - 100, &quiet);
  }
  if (seal->round > 0) {
    paint (self, snapshot, beacon, TEXT_PX, FALSE, COLUMN + 50, TOP + 580, COLUMN_WIDTH - 100, &quiet);
    paint (self, snapshot, time, TEXT_PX, FALSE, COLUMN + 50, TOP + 640, COLUMN_WIDTH - 100, &quiet);
  }
  if (trouble != NULL)
    paint (self, snapshot, trouble, TEXT_PX, FALSE, COLUMN + 50, TOP + 200, COLUMN_WIDTH - 100, &white);
}

static void
paint_steps (CsStage      *self,
             GtkSnapshot  *snapshot,
             const CsSeal *seal)
{
  gboolean valued = self->phase >= CS_DRAW_RANKING;
  gboolean done = self->phase == CS_DRAW_DONE;
  g_autofree char *time = cs_display_time (seal->sealed_s * G_USEC_PER_SEC);
  g_autofree char *sealed = g_strdup_printf (_("✓ Sealed %s"), time);
  g_autofree char *chance_time = seal->round > 0 ? cs_display_time (seal->round_s * G_USEC_PER_SEC) : g_strdup ("");
  g_autofree char *chance = g_strdup_printf (seal->round > 0 ? _("%s Public chance %s") : _("%s Dice %s"), valued ? "✓" : "·", chance_time);
  g_autofree char *words = cs_stage_describe (self);
  g_autofree char *winners = g_strdup_printf ("%s %s", done ? "✓" : "▶", words);
  gboolean unconfirmed = valued && cs_draw_get_level (self->draw) == CS_BEACON_UNCONFIRMED && seal->round > 0;
  int width = paint (self, snapshot, sealed, TEXT_PX, TRUE, EDGE, STEPS_BASELINE, 0, &white);

  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (EDGE + width + 24, STEPS_BASELINE - 15, MAX (0, COLUMN - EDGE - width - 48), 4), 2, &line);
  paint (self, snapshot, unconfirmed ? _("✓ Chance, not confirmed") : chance, TEXT_PX, TRUE, COLUMN, STEPS_BASELINE, 0, valued ? &white : &quiet);
  if (self->phase >= CS_DRAW_REVEALING)
    paint_right (self, snapshot, winners, TEXT_PX, TRUE, COLUMN + COLUMN_WIDTH, STEPS_BASELINE, done ? &white : &lit);
}

static void
paint_next (CsStage     *self,
            GtkSnapshot *snapshot)
{
  guint n = cs_stage_get_n_winners (self), next = cs_stage_get_next_rank (self);
  g_autofree char *rank = NULL;

  if (self->phase != CS_DRAW_REVEALING || next == 0 || self->sort_us > 0)
    return;
  rank = g_strdup_printf (_("rank %u of %u"), next, n);
  paint_right (self, snapshot, _("Next name"), TEXT_PX, TRUE, COLUMN + COLUMN_WIDTH, 78, &white);
  paint_right (self, snapshot, rank, TEXT_PX, FALSE, COLUMN + COLUMN_WIDTH, 136, &quiet);
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
  const CsSeal *seal = cs_draw_get_seal (self->draw);
  g_autofree char *words = NULL;

  if (seal == NULL) {
    words = cs_stage_describe (self);
    paint (self, snapshot, words, NAME_PX, TRUE, EDGE, CS_STAGE_HEIGHT / 2, 0, &quiet);
    return;
  }
  paint_head (self, snapshot, seal);
  paint_seal (self, snapshot, seal);
  if (self->rows != NULL && self->rows->len > 0)
    paint_rows (self, snapshot);
  else
    paint_message (self, snapshot, seal);
  paint_next (self, snapshot);
  paint_steps (self, snapshot, seal);
  if (seal->rehearsal)
    paint_watermark (self, snapshot);
}
