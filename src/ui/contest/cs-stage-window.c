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

static GdkMonitor *
find_monitor (GtkWidget *window)
{
  GtkNative *native = gtk_widget_get_native (window);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (window), surface) : NULL;
}

static void
move_on (CsStageWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) next = cs_stage_window_choose_monitor (monitors, find_monitor (GTK_WIDGET (self)));

  if (next != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), next);
}

/* No pointer over the picture that the hall sees. */
static void
fullscreened_cb (CsStageWindow *self)
{
  gtk_widget_set_cursor_from_name (self->stage, gtk_window_is_fullscreen (GTK_WINDOW (self)) ? "none" : NULL);
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
  case GDK_KEY_F10:
    if (!repeated)
      move_on (self);
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
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
}

/**
 * cs_stage_window_new:
 * @draw: a draw or clue contest
 * @clock: tells the time
 *
 * Returns: (transfer none): the stage's window, not shown yet
 */
GtkWidget *
cs_stage_window_new (CsReveal *draw,
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

/**
 * cs_stage_window_choose_monitor:
 * @monitors: (element-type GdkMonitor): the screens there are
 * @taken: (nullable): the one that is in use already
 *
 * Returns: (transfer full) (nullable): the one after @taken, in their order and round and round; none when there is no
 *   other
 */
GdkMonitor *
cs_stage_window_choose_monitor (GListModel *monitors,
                                GdkMonitor *taken)
{
  guint n = g_list_model_get_n_items (monitors), at = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

    if (monitor == taken)
      at = i + 1;
  }
  return n > 1 ? g_list_model_get_item (monitors, at % n) : NULL;
}

/**
 * cs_stage_window_show_beside:
 * @self: a stage's window
 * @other: the window at the desk
 *
 * Shows the stage: it fills another screen than the one @other is on, where there is another; otherwise it is a window
 * that F11 makes fill the screen.
 */
void
cs_stage_window_show_beside (CsStageWindow *self,
                             GtkWindow     *other)
{
  GListModel *monitors;
  g_autoptr (GdkMonitor) monitor = NULL;

  g_return_if_fail (CS_IS_STAGE_WINDOW (self) && GTK_IS_WINDOW (other));

  monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  monitor = cs_stage_window_choose_monitor (monitors, find_monitor (GTK_WIDGET (other)));
  if (monitor != NULL && !gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  gtk_window_present (GTK_WINDOW (self));
}
