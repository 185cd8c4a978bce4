/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-preferences.h"

#include "cs-field-row.h"
#include "cs-key-hint.h"
#include "cs-notice.h"
#include "cs-plain-row.h"
#include "cs-relays-group.h"

#include <glib/gi18n-lib.h>

struct _CsPreferences {
  AdwPreferencesWindow parent_instance;

  CsKeymap *keymap;
  GSettings *settings; /* (nullable) */
  const CsKey *asking;     /* (nullable): waits for the new key of this one */
  AdwActionRow *asked_row; /* (nullable): the row of that */

  GtkWidget *general_page;
  GtkWidget *scheme_row;
  GtkWidget *moderator_row;
  GtkWidget *port_button;
  GtkWidget *relays_group;
  GtkWidget *keys_page;
  GtkWidget *notice;
};

G_DEFINE_FINAL_TYPE (CsPreferences, cs_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
say (CsPreferences *self,
     const char    *sentence)
{
  cs_notice_say (CS_NOTICE (self->notice), sentence);
}

static void
scheme_chosen_cb (CsPreferences *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "color-scheme", adw_combo_row_get_selected (ADW_COMBO_ROW (self->scheme_row)));
}

static void
ask (CsPreferences *self,
     AdwActionRow  *row)
{
  if (self->asked_row != NULL)
    adw_action_row_set_subtitle (self->asked_row, "");
  self->asked_row = row;
  self->asking = row != NULL ? g_object_get_data (G_OBJECT (row), "cs-key") : NULL;
  if (row != NULL)
    adw_action_row_set_subtitle (row, _("Press the new key. Esc keeps the old one."));
}

static void
reset_clicked_cb (CsPreferences *self)
{
  ask (self, NULL);
  cs_keymap_reset (self->keymap);
  say (self, _("All keys are as they were at first."));
}

static void
key_row_activated_cb (AdwActionRow  *row,
                      CsPreferences *self)
{
  ask (self, row);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) || keyval == GDK_KEY_ISO_Level3_Shift;
}

/* Shift that only chose the sign on the key is part of the sign. */
static char *
name_key (guint           keyval,
          GdkModifierType state)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK);

  if ((modifiers & GDK_SHIFT_MASK) && !g_unichar_isalpha (gdk_keyval_to_unicode (keyval)) &&
      g_unichar_isgraph (gdk_keyval_to_unicode (keyval)))
    modifiers &= ~GDK_SHIFT_MASK;
  return gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                CsPreferences         *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  const CsKey *key = self->asking;

  if (key == NULL || is_modifier (keyval))
    return FALSE;
  ask (self, NULL);
  if (keyval == GDK_KEY_Escape)
    return TRUE;
  name = name_key (keyval, state);
  if (!cs_keymap_set_keys (self->keymap, key->action, name, &error))
    say (self, error->message);
  return TRUE;
}

static void
label_keys (CsPreferences *self)
{
  cs_keymap_label (self->keymap, GTK_WIDGET (self));
}

static GtkWidget *
create_key_row (CsPreferences *self,
                const CsKey   *key)
{
  GtkWidget *row = cs_plain_row_new (_(key->title), NULL);
  GtkWidget *hint = cs_key_hint_new (NULL);

  gtk_widget_set_name (hint, key->action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), hint);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "cs-key", (gpointer) key);
  g_signal_connect_object (row, "activated", G_CALLBACK (key_row_activated_cb), self, 0);
  return row;
}

static void
add_key_rows (CsPreferences *self)
{
  AdwPreferencesGroup *group = NULL;
  const char *name = NULL;
  guint n_keys;
  const CsKey *keys = cs_keymap_list (&n_keys);

  for (guint i = 0; i < n_keys; i++) {
    if (g_strcmp0 (name, keys[i].group) != 0) {
      name = keys[i].group;
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, _(name));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->keys_page), group);
    }
    adw_preferences_group_add (group, create_key_row (self, &keys[i]));
  }
}

static void
bind_settings (CsPreferences *self)
{
  gtk_widget_set_sensitive (self->general_page, self->settings != NULL);
  if (self->settings == NULL)
    return;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->scheme_row), g_settings_get_enum (self->settings, "color-scheme"));
  g_settings_bind (self->settings, "moderator", self->moderator_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "output-port", self->port_button, "value", G_SETTINGS_BIND_DEFAULT);
  cs_relays_group_set_settings (CS_RELAYS_GROUP (self->relays_group), self->settings);
}

static void
cs_preferences_dispose (GObject *object)
{
  CsPreferences *self = CS_PREFERENCES (object);

  g_clear_object (&self->keymap);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cs_preferences_parent_class)->dispose (object);
}

static void
cs_preferences_class_init (CsPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_preferences_dispose;

  g_type_ensure (CS_TYPE_RELAYS_GROUP);
  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/window/cs-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, general_page);
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, moderator_row);
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, port_button);
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, relays_group);
  gtk_widget_class_bind_template_child (widget_class, CsPreferences, keys_page);
  gtk_widget_class_bind_template_callback (widget_class, scheme_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

/* libadwaita lays its toasts over the pages, and nothing else. */
static void
add_notice (CsPreferences *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  g_autoptr (GtkWidget) content = g_object_ref (adw_window_get_content (ADW_WINDOW (self)));

  self->notice = g_object_new (CS_TYPE_NOTICE, NULL);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->notice);
  adw_window_set_content (ADW_WINDOW (self), overlay);
}

static void
cs_preferences_init (CsPreferences *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_notice (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * cs_preferences_new:
 * @parent: the window it belongs to
 * @keymap: which key does what
 * @settings: (nullable): what else can be set; without, only the keys, for this session
 *
 * Returns: (transfer none): the preferences, not shown yet
 */
GtkWidget *
cs_preferences_new (GtkWindow *parent,
                    CsKeymap  *keymap,
                    GSettings *settings)
{
  CsPreferences *self = g_object_new (CS_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->keymap = g_object_ref (keymap);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  add_key_rows (self);
  bind_settings (self);
  g_signal_connect_object (keymap, "changed", G_CALLBACK (label_keys), self, G_CONNECT_SWAPPED);
  label_keys (self);
  return GTK_WIDGET (self);
}

/**
 * cs_preferences_is_asking:
 * @self: the preferences
 *
 * Returns: whether the next key is the new one of an act, and Esc keeps the old one
 */
gboolean
cs_preferences_is_asking (CsPreferences *self)
{
  g_return_val_if_fail (CS_IS_PREFERENCES (self), FALSE);

  return self->asking != NULL;
}
