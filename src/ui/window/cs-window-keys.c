/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-as-run-view.h"
#include "cs-hush.h"
#include "cs-preferences.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Held that long, the clear key clears whatever else it would have closed. */
#define HOLD_MS 500

#define CLEAR_ACTION "program.clear"

typedef enum {
  FOCUS_FREE,
  FOCUS_TEXT,
  FOCUS_BUTTON,
  FOCUS_POPOVER,
} Focus;

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* A row that Enter opens: nothing is chosen in its list that could be taken. */
static gboolean
is_opened (GtkWidget *widget)
{
  GtkWidget *list = gtk_widget_get_parent (widget);

  if (GTK_IS_LIST_BOX_ROW (widget) && GTK_IS_LIST_BOX (list))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)) &&
           gtk_list_box_get_selection_mode (GTK_LIST_BOX (list)) == GTK_SELECTION_NONE;
  return gtk_widget_get_ancestor (widget, CS_TYPE_AS_RUN_VIEW) != NULL;
}

static gboolean
is_button (GtkWidget *widget)
{
  return is_opened (widget) || GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
         GTK_IS_SWITCH (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_RANGE (widget);
}

static Focus
find_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return FOCUS_FREE;
  if (is_text (focus))
    return FOCUS_TEXT;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FOCUS_POPOVER;
  return is_button (focus) ? FOCUS_BUTTON : FOCUS_FREE;
}

/* An act is about what is on screen at the press: the post goes with it. */
static gboolean
activate (CsWindow    *self,
          const CsKey *key)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (key->action, &name, &target, NULL))
    return FALSE;
  if (target == NULL && (strcmp (name, "triage.approve") == 0 || strcmp (name, "triage.reject") == 0 ||
                         strcmp (name, "triage.hold") == 0))
    target = g_variant_ref_sink (g_variant_new_int64 (self->cursor != NULL ? cs_cursor_get_id (self->cursor) : 0));
  if (target == NULL && (strcmp (name, "program.cue") == 0 || strcmp (name, "rundown.plan") == 0))
    target = g_variant_ref_sink (g_variant_new_int64 (0));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
  return TRUE;
}

static gboolean
held_cb (gpointer data)
{
  CsWindow *self = data;

  self->clear_id = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), CLEAR_ACTION, NULL);
  return G_SOURCE_REMOVE;
}

static void
start_hold (CsWindow *self)
{
  g_clear_handle_id (&self->clear_id, g_source_remove);
  self->clear_id = g_timeout_add (HOLD_MS, held_cb, self);
}

static void
say_what_closed (CsWindow   *self,
                 const char *what)
{
  g_autofree char *sentence = NULL;

  if (self->desk == NULL)
    return;
  sentence = g_strdup_printf (_("%s. Press Esc again, or hold it, to clear the air."), what);
  cs_window_say (self, sentence);
}

/* Returns whether the press ends here. */
static gboolean
escape_pressed (CsWindow *self)
{
  switch (find_focus (GTK_WINDOW (self))) {
  case FOCUS_POPOVER:
    start_hold (self);
    say_what_closed (self, _("Menu closed"));
    return FALSE;
  case FOCUS_TEXT:
    start_hold (self);
    gtk_widget_child_focus (self->centre, GTK_DIR_TAB_FORWARD);
    if (find_focus (GTK_WINDOW (self)) == FOCUS_TEXT)
      gtk_window_set_focus (GTK_WINDOW (self), NULL);
    say_what_closed (self, _("Left the text field"));
    return TRUE;
  case FOCUS_BUTTON:
  case FOCUS_FREE:
  default:
    gtk_widget_activate_action (GTK_WIDGET (self), CLEAR_ACTION, NULL);
    return TRUE;
  }
}

static gboolean
is_for_others (CsWindow    *self,
               const CsKey *key)
{
  switch (find_focus (GTK_WINDOW (self))) {
  case FOCUS_TEXT:
    return !(key->flags & CS_KEY_IN_TEXT);
  case FOCUS_POPOVER:
    return TRUE;
  case FOCUS_BUTTON:
    return key->flags & CS_KEY_SPARES_BUTTONS;
  case FOCUS_FREE:
  default:
    return FALSE;
  }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                CsWindow              *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  const CsKey *key = cs_keymap_find (self->keymap, event);
  gboolean repeated = !g_hash_table_add (self->down, GUINT_TO_POINTER (keycode));

  if (keyval == GDK_KEY_Escape && key != NULL && strcmp (key->action, CLEAR_ACTION) == 0)
    return repeated || escape_pressed (self);
  if (key == NULL || is_for_others (self, key))
    return FALSE;
  if (repeated && (key->flags & CS_KEY_ONCE))
    return TRUE;
  if (g_str_has_prefix (key->action, "live.hold"))
    self->hold_keycode = keycode;
  return activate (self, key);
}

/* The key that streams while it is held. */
static void
let_go (CsWindow *self)
{
  if (self->hold_keycode == 0)
    return;
  self->hold_keycode = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "live.hold", "b", FALSE);
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  keyval,
                 guint                  keycode,
                 GdkModifierType        state,
                 CsWindow              *self)
{
  g_hash_table_remove (self->down, GUINT_TO_POINTER (keycode));
  if (self->hold_keycode == keycode)
    let_go (self);
  if (keyval == GDK_KEY_Escape)
    g_clear_handle_id (&self->clear_id, g_source_remove);
}

/* Releases that happen while another window is active are never told. */
static void
active_changed_cb (CsWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    return;
  g_hash_table_remove_all (self->down);
  let_go (self);
}

static gboolean
dialog_key_pressed_cb (GtkEventControllerKey *controller,
                       guint                  keyval,
                       guint                  keycode,
                       GdkModifierType        state,
                       CsWindow              *self)
{
  GtkWidget *dialog = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_Escape)
    return FALSE;
  if (!g_hash_table_add (self->down, GUINT_TO_POINTER (keycode)))
    return TRUE;
  start_hold (self);
  if (find_focus (GTK_WINDOW (dialog)) == FOCUS_POPOVER)
    return FALSE;
  if (CS_IS_PREFERENCES (dialog) && cs_preferences_is_asking (CS_PREFERENCES (dialog)))
    return FALSE;
  say_what_closed (self, _("Dialog closed"));
  gtk_window_close (GTK_WINDOW (dialog));
  return TRUE;
}

void
cs_window_init_keys (CsWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->down = g_hash_table_new (NULL, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

void
cs_window_drop_keys (CsWindow *self)
{
  g_clear_handle_id (&self->clear_id, g_source_remove);
  g_clear_pointer (&self->down, g_hash_table_unref);
}

/**
 * cs_window_show_dialog:
 * @self: a window
 * @dialog: a dialog of it
 *
 * Shows a dialog in which the clear key works as it does in the window: it closes first, and clears when held. After
 * the dialog has closed, the release arrives in the window.
 */
void
cs_window_show_dialog (CsWindow  *self,
                       GtkWindow *dialog)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (CS_IS_WINDOW (self) && GTK_IS_WINDOW (dialog));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (dialog_key_pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_signal_connect_after (dialog, "map", G_CALLBACK (cs_hush_type_names), NULL);
  gtk_window_present (dialog);
}
