/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-private.h"

#include "cs-qr.h"

#define SORT_US (3 * G_USEC_PER_SEC)

enum { SORTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsStage, cs_stage, GTK_TYPE_WIDGET)

gint64
cs_stage_get_left_s (CsStage *self)
{
  return MAX (0, self->view->round_s - cs_clock_now_us (self->clock) / G_USEC_PER_SEC);
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
      g_signal_emit (self, signals[SORTED], 0);
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
  if (g_strcmp0 (self->code_of, self->view->seal) == 0)
    return;
  g_clear_object (&self->code);
  g_free (self->code_of);
  self->code_of = g_strdup (self->view->seal);
  if (self->code_of != NULL)
    self->code = cs_qr_create_texture (self->code_of);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsStage) self = data;
  g_autoptr (GdkTexture) texture = cs_picture_loader_load_finish (CS_PICTURE_LOADER (source), result, NULL);

  if (texture != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Only of those who are revealed: what is asked for could be seen on the network. */
static void
load_avatars (CsStage *self)
{
  for (guint i = 0; self->loader != NULL && i < self->view->n_rows; i++) {
    const CsStageLine *line = self->view->lines->pdata[i];

    if (line->avatar_url != NULL && line->name != NULL)
      cs_picture_loader_load_async (self->loader, line->avatar_url, CS_STAGE_AVATAR, CS_STAGE_AVATAR, self->cancellable,
                                    loaded_cb, g_object_ref (self));
  }
}

static void
take_view (CsStage *self)
{
  cs_stage_view_unref (self->view);
  self->view = cs_reveal_make_view (self->draw, self->people);
  make_code (self);
  load_avatars (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->view->words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
changed_cb (CsStage *self)
{
  CsDrawPhase phase = cs_reveal_get_phase (self->draw);

  take_view (self);
  if (phase != self->phase) {
    /* A draw that is opened again has been sorted before. */
    self->sort_us = phase == CS_DRAW_REVEALING && self->phase == CS_DRAW_RANKING && wants_motion (self) ? g_get_monotonic_time () : 0;
    self->progress = 0;
    self->phase = phase;
  }
  if (self->tick_id == 0 && (self->sort_us > 0 || phase == CS_DRAW_SEALED))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
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
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->loader);
  g_clear_object (&self->code);
  g_clear_pointer (&self->people, g_hash_table_unref);
  G_OBJECT_CLASS (cs_stage_parent_class)->dispose (object);
}

static void
cs_stage_finalize (GObject *object)
{
  CsStage *self = CS_STAGE (object);

  g_object_unref (self->cancellable);
  cs_stage_view_unref (self->view);
  g_free (self->code_of);
  G_OBJECT_CLASS (cs_stage_parent_class)->finalize (object);
}

static void
cs_stage_class_init (CsStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_stage_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_stage_finalize;

  /**
   * CsStage::sorted:
   *
   * The keys have come to rest: from now on a winner can be shown.
   */
  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  widget_class->snapshot = cs_stage_snapshot;
  widget_class->measure = cs_stage_measure;
  gtk_widget_class_set_css_name (widget_class, "stage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cs_stage_init (CsStage *self)
{
  self->view = cs_stage_view_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cs_stage_new:
 * @draw: a draw or clue contest; the stage follows them
 * @clock: tells the time
 *
 * Returns: (transfer none): a stage
 */
GtkWidget *
cs_stage_new (CsReveal *draw,
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

  if (self->sort_us > 0 || cs_reveal_get_phase (self->draw) != CS_DRAW_REVEALING)
    return FALSE;
  if (cs_reveal_next (self->draw) == 0)
    cs_reveal_end (self->draw);
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
 * cs_stage_get_view:
 * @self: a stage
 *
 * Returns: (transfer none): what it shows
 */
CsStageView *
cs_stage_get_view (CsStage *self)
{
  g_return_val_if_fail (CS_IS_STAGE (self), NULL);

  return self->view;
}

/**
 * cs_stage_set_people:
 * @self: a stage
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id in the list
 * @loader: (nullable): where their pictures come from; only a winner's who is revealed is ever asked for
 */
void
cs_stage_set_people (CsStage         *self,
                     GHashTable      *people,
                     CsPictureLoader *loader)
{
  g_return_if_fail (CS_IS_STAGE (self));

  if (people != NULL)
    g_hash_table_ref (people);
  g_clear_pointer (&self->people, g_hash_table_unref);
  self->people = people;
  g_set_object (&self->loader, loader);
  take_view (self);
}
