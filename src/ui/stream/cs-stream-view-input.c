/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            gpointer         user_data)
{
  CsStreamView *self = user_data;
  gint64 post_id = cs_stream_view_get_id_at (self, y, NULL);

  if (post_id == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  cs_stream_view_select (self, post_id);
}

static int
count_rows_in_page (CsStreamView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  return MAX (1, height / MAX (self->geometry.row_height, 1) - 1);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  cs_stream_view_select_by (CS_STREAM_VIEW (widget), g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
page_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);

  cs_stream_view_select_by (self, g_variant_get_int32 (args) * count_rows_in_page (self));
  return TRUE;
}

static gboolean
last_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  cs_stream_view_select_by (CS_STREAM_VIEW (widget), G_MAXINT);
  return TRUE;
}

static gboolean
release_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  gtk_widget_activate_action (widget, "stream.release", NULL);
  return TRUE;
}

static GtkWidget *
get_entrance (CsStreamView *self)
{
  CsStreamRow *row = cs_stream_view_get_selected_row (self);

  if (row == NULL && self->rows->len > 0)
    row = self->rows->pdata[0];
  return GTK_WIDGET (row);
}

static gboolean
cs_stream_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *row = get_entrance (CS_STREAM_VIEW (widget));

  if (row != NULL && gtk_widget_grab_focus (row))
    return TRUE;
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

/* The list is one stop of the Tab key, and the selected row's buttons are the next: the other rows are
 * reached by the arrows. */
static gboolean
cs_stream_view_focus (GtkWidget       *widget,
                      GtkDirectionType direction)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  gboolean has_actions = gtk_widget_get_child_visible (self->actions);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (child == NULL && !gtk_widget_is_focus (widget)) {
    if (direction == GTK_DIR_TAB_BACKWARD && has_actions)
      return gtk_widget_child_focus (self->actions, direction);
    return gtk_widget_grab_focus (widget);
  }
  if (child == self->actions) {
    if (gtk_widget_child_focus (self->actions, direction))
      return TRUE;
    return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (widget);
  }
  if (direction == GTK_DIR_TAB_FORWARD && has_actions)
    return gtk_widget_child_focus (self->actions, direction);
  return FALSE;
}

/**
 * cs_stream_view_class_init_input:
 * @widget_class: the view's class
 *
 * Binds the keys that belong to a list. Letters are the window's, since they also act while the keyboard
 * is elsewhere.
 */
void
cs_stream_view_class_init_input (GtkWidgetClass *widget_class)
{
  widget_class->focus = cs_stream_view_focus;
  widget_class->grab_focus = cs_stream_view_grab_focus;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, 0, move_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Up, 0, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, page_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Page_Down, 0, page_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, page_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Page_Up, 0, page_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, last_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, last_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, release_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, release_cb, NULL);
}

/**
 * cs_stream_view_init_input:
 * @self: a view
 */
void
cs_stream_view_init_input (CsStreamView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}
