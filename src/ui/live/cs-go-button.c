/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-go-button.h"

#include "cs-key-hint.h"

#include <glib/gi18n-lib.h>

struct _CsGoButton {
  GtkButton parent_instance;

  CsDeskLive *live; /* (nullable) */
  gboolean held; /* streams until it is let go */
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (CsGoButton, cs_go_button, GTK_TYPE_BUTTON)

static char *
make_text (CsGoButton *self)
{
  switch (self->live != NULL ? cs_desk_live_get_state (self->live) : CS_DESK_LIVE_OFF) {
  case CS_DESK_LIVE_COUNTING:
    /* Translators: a button: seconds before a broadcast begins */
    return g_strdup_printf (_("Cancel (%u)"), cs_desk_live_get_countdown (self->live));
  case CS_DESK_LIVE_CONNECTING:
  case CS_DESK_LIVE_ON:
  case CS_DESK_LIVE_LOST:
    return g_strdup (self->held ? _("Release to end") : _("End live…"));
  case CS_DESK_LIVE_ENDING:
    return g_strdup (_("Ending…"));
  case CS_DESK_LIVE_OFF:
  default:
    return g_strdup (_("Go live"));
  }
}

static void
show_state (CsGoButton *self)
{
  CsDeskLiveState state = self->live != NULL ? cs_desk_live_get_state (self->live) : CS_DESK_LIVE_OFF;
  gboolean off = state == CS_DESK_LIVE_OFF;
  g_autofree char *text = make_text (self);
  const char *classes[] = { "tall", off ? "suggested-action" : "ends-live", NULL };

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), off ? "camera-video-symbolic" : "media-playback-stop-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
set_held (CsGoButton *self,
          gboolean    held)
{
  self->held = held;
  gtk_widget_activate_action (GTK_WIDGET (self), "live.hold", "b", held);
  show_state (self);
}

static void
pressed_long_cb (GtkGesture *gesture,
                 double      x,
                 double      y,
                 CsGoButton *self)
{
  if (self->live == NULL || cs_desk_live_get_state (self->live) != CS_DESK_LIVE_OFF)
    return;
  /* Its release is no click any more. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  set_held (self, TRUE);
}

static void
let_go_cb (CsGoButton *self)
{
  if (self->held)
    set_held (self, FALSE);
}

static void
drop_live (CsGoButton *self)
{
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

static void
cs_go_button_dispose (GObject *object)
{
  drop_live (CS_GO_BUTTON (object));
  G_OBJECT_CLASS (cs_go_button_parent_class)->dispose (object);
}

static void
cs_go_button_class_init (CsGoButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_go_button_dispose;
}

static void
watch_hold (CsGoButton *self)
{
  GtkGesture *gesture = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_long_cb), self);
  g_signal_connect_swapped (gesture, "end", G_CALLBACK (let_go_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

static void
cs_go_button_init (CsGoButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  self->hint = cs_key_hint_new (NULL);
  gtk_widget_set_name (self->hint, "live.toggle");
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "figures");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "live.toggle");
  watch_hold (self);
  show_state (self);
}

/**
 * cs_go_button_set_live:
 * @self: a button
 * @live: (nullable): the show's broadcasts
 */
void
cs_go_button_set_live (CsGoButton *self,
                       CsDeskLive *live)
{
  g_return_if_fail (CS_IS_GO_BUTTON (self));

  drop_live (self);
  self->held = FALSE;
  if (live != NULL) {
    self->live = g_object_ref (live);
    g_signal_connect_swapped (live, "notify::state", G_CALLBACK (show_state), self);
    g_signal_connect_swapped (live, "notify::countdown", G_CALLBACK (show_state), self);
  }
  show_state (self);
}

/**
 * cs_go_button_get_text:
 * @self: a button
 *
 * Returns: (transfer none): what the next press does
 */
const char *
cs_go_button_get_text (CsGoButton *self)
{
  g_return_val_if_fail (CS_IS_GO_BUTTON (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}
