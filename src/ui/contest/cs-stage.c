/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-private.h"

#include "cs-display.h"
#include "cs-qr.h"

#include <glib/gi18n-lib.h>

#define SORT_US (3 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (CsStage, cs_stage, GTK_TYPE_WIDGET)

guint
cs_stage_get_n_winners (CsStage *self)
{
  CsRanking *ranking = cs_draw_get_ranking (self->draw);
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  return ranking != NULL && seal != NULL ? (guint) MIN (seal->n_winners, cs_ranking_get_n (ranking)) : 0;
}

/* 0 when all have been shown. */
guint
cs_stage_get_next_rank (CsStage *self)
{
  return cs_stage_get_n_winners (self) - cs_draw_get_n_revealed (self->draw);
}

gint64
cs_stage_get_left_s (CsStage *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  return seal != NULL ? MAX (0, seal->round_s - cs_clock_now_us (self->clock) / G_USEC_PER_SEC) : 0;
}

static void
tell (CsStage *self)
{
  g_autofree char *words = cs_stage_describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gboolean
wants_motion (CsStage *self)
{
  gboolean enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);
  return enabled && gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* The countdown and the sorting; nothing moves in any other phase. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       data)
{
  CsStage *self = CS_STAGE (widget);

  if (self->sort_us > 0) {
    self->progress = (double) (g_get_monotonic_time () - self->sort_us) / SORT_US;
    if (self->progress >= 1) {
      self->sort_us = 0;
      cs_stage_fill_rows (self);
      tell (self);
    }
  }
  gtk_widget_queue_draw (widget);
  if (self->sort_us > 0 || self->phase == CS_DRAW_SEALED)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
make_code (CsStage *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  g_clear_object (&self->code);
  if (seal != NULL)
    self->code = cs_qr_create_texture (seal->digest);
}

static void
changed_cb (CsStage *self)
{
  CsDrawPhase phase = cs_draw_get_phase (self->draw);

  if (self->code == NULL || phase == CS_DRAW_IDLE)
    make_code (self);
  if (phase != self->phase) {
    /* A draw that is opened again has been sorted before. */
    if (phase == CS_DRAW_REVEALING && self->phase == CS_DRAW_RANKING && wants_motion (self))
      self->sort_us = g_get_monotonic_time ();
    self->progress = 0;
    self->phase = phase;
  }
  cs_stage_fill_rows (self);
  if (self->tick_id == 0 && (self->sort_us > 0 || phase == CS_DRAW_SEALED))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cs_stage_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float scale = MIN ((float) width / CS_STAGE_WIDTH, (float) height / CS_STAGE_HEIGHT);

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0.043f, 0.047f, 0.063f, 1 }, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - CS_STAGE_WIDTH * scale) / 2,
                                                          (height - CS_STAGE_HEIGHT * scale) / 2));
  gtk_snapshot_scale (snapshot, scale, scale);
  cs_stage_paint (CS_STAGE (widget), snapshot);
}

static void
cs_stage_measure (GtkWidget     *widget,
                  GtkOrientation orientation,
                  int            for_size,
                  int           *minimum,
                  int           *natural,
                  int           *minimum_baseline,
                  int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? CS_STAGE_WIDTH / 4 : CS_STAGE_HEIGHT / 4;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? CS_STAGE_WIDTH / 2 : CS_STAGE_HEIGHT / 2;
}

static void
cs_stage_dispose (GObject *object)
{
  CsStage *self = CS_STAGE (object);

  if (self->draw != NULL)
    g_clear_signal_handler (&self->changed_id, self->draw);
  g_clear_object (&self->draw);
  g_clear_object (&self->clock);
  g_clear_object (&self->code);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (cs_stage_parent_class)->dispose (object);
}

static void
cs_stage_class_init (CsStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_stage_dispose;
  widget_class->snapshot = cs_stage_snapshot;
  widget_class->measure = cs_stage_measure;
  gtk_widget_class_set_css_name (widget_class, "stage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cs_stage_init (CsStage *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cs_stage_new:
 * @draw: draws; the stage follows them
 * @clock: tells the time
 *
 * Returns: (transfer none): a stage
 */
GtkWidget *
cs_stage_new (CsDraw  *draw,
              CsClock *clock)
{
  CsStage *self = g_object_new (CS_TYPE_STAGE, NULL);

  self->draw = g_object_ref (draw);
  self->clock = g_object_ref (clock);
  self->changed_id = g_signal_connect_swapped (draw, "changed", G_CALLBACK (changed_cb), self);
  self->phase = CS_DRAW_IDLE;
  changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * cs_stage_advance:
 * @self: a stage
 *
 * The next winner, from the last to the first; after the first one, the end of the reveal. Nothing while keys are still
 * being sorted.
 *
 * Returns: whether anything was shown
 */
gboolean
cs_stage_advance (CsStage *self)
{
  g_return_val_if_fail (CS_IS_STAGE (self), FALSE);

  if (self->sort_us > 0 || cs_draw_get_phase (self->draw) != CS_DRAW_REVEALING)
    return FALSE;
  if (cs_draw_reveal_next (self->draw) == 0)
    cs_draw_end_reveal (self->draw);
  return TRUE;
}

/**
 * cs_stage_get_sorting:
 * @self: a stage
 *
 * Returns: whether keys are being sorted in sight
 */
gboolean
cs_stage_get_sorting (CsStage *self)
{
  g_return_val_if_fail (CS_IS_STAGE (self), FALSE);

  return self->sort_us > 0;
}

/**
 * cs_stage_describe:
 * @self: a stage
 *
 * Returns: (transfer full): what the stage shows, in words; never a name that is not revealed
 */
char *
cs_stage_describe (CsStage *self)
{
  guint n, revealed;

  g_return_val_if_fail (CS_IS_STAGE (self), NULL);

  n = cs_stage_get_n_winners (self);
  revealed = cs_draw_get_n_revealed (self->draw);
  switch (cs_draw_get_phase (self->draw)) {
  case CS_DRAW_SEALED:
    return g_strdup (_("The list is sealed. Chance is waited for."));
  case CS_DRAW_ROLLING:
    return g_strdup (_("The list is sealed. Roll the dice."));
  case CS_DRAW_DISPUTED:
    return g_strdup (_("The relays of the beacon do not agree. Nothing is drawn."));
  case CS_DRAW_RANKING:
    return g_strdup (_("Keys are being sorted."));
  case CS_DRAW_REVEALING:
  case CS_DRAW_DONE:
    /* Translators: winners shown so far */
    return n == 0 ? g_strdup (_("Nobody took part.")) : g_strdup_printf (_("Winners %u of %u"), revealed, n);
  default:
    return g_strdup (_("Nothing is sealed."));
  }
}
