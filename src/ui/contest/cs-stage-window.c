/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-window.h"

#include <glib/gi18n-lib.h>

struct _CsStageWindow {
  GtkWindow parent_instance;

  GtkWidget *stage;
  guint held; /* key that is held down, or 0: one press is one winner */
};

G_DEFINE_FINAL_TYPE (CsStageWindow, cs_stage_window, GTK_TYPE_WINDOW)

static void
toggle_fullscreen (CsStageWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else
    gtk_window_fullscreen (GTK_WINDOW (self));
}

static gboolean
key_pressed_cb (CsStageWindow         *self,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  gboolean repeated = self->held == code;

  self->held = code;
  switch (key) {
  case GDK_KEY_F11:
    if (!repeated)
      toggle_fullscreen (self);
    return TRUE;
  case GDK_KEY_Escape:
    gtk_window_unfullscreen (GTK_WINDOW (self));
    return TRUE;
  case GDK_KEY_space:
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_Right:
  case GDK_KEY_Page_Down:
    if (!repeated)
      cs_stage_advance (CS_STAGE (self->stage));
    return TRUE;
  default:
    return FALSE;
  }
}

static void
key_released_cb (CsStageWindow         *self,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 GtkEventControllerKey *controller)
{
  if (self->held == code)
    self->held = 0;
}

static void
cs_stage_window_class_init (CsStageWindowClass *klass)
{
}

static void
cs_stage_window_init (CsStageWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Stage"));
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 540);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * cs_stage_window_new:
 * @draw: draws
 * @clock: tells the time
 *
 * Returns: (transfer none): the stage's window, not shown yet
 */
GtkWidget *
cs_stage_window_new (CsDraw  *draw,
                     CsClock *clock)
{
  CsStageWindow *self = g_object_new (CS_TYPE_STAGE_WINDOW, NULL);

  self->stage = cs_stage_new (draw, clock);
  gtk_window_set_child (GTK_WINDOW (self), self->stage);
  return GTK_WIDGET (self);
}

/**
 * cs_stage_window_get_stage:
 * @self: a stage's window
 *
 * Returns: (transfer none): the stage in it
 */
CsStage *
cs_stage_window_get_stage (CsStageWindow *self)
{
  g_return_val_if_fail (CS_IS_STAGE_WINDOW (self), NULL);

  return CS_STAGE (self->stage);
}
