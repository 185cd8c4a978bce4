/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-dialog.h"

#include "cs-address.h"
#include "cs-field-row.h"
#include "cs-live-presets.h"
#include "cs-secret-row.h"
#include "cs-trial.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsDestinationDialog {
  AdwWindow parent_instance;

  CsDesk *desk;
  CsLiveDestination *destination; /* (nullable): none while one is added */
  GCancellable *cancellable;      /* (nullable): while a test is under way */
  gboolean filling;               /* the dialog itself writes into its rows */

  GtkWidget *add_button;
  GtkWidget *preset_row;
  GtkWidget *name_row;
  GtkWidget *address_row;
  GtkWidget *key_row;
  GtkWidget *extra_row;
  GtkWidget *latency_row;
  GtkWidget *latency_button;
  GtkWidget *help_label;
  GtkWidget *note_label;
  GtkWidget *test_button;
  GtkWidget *result_box;
  GtkWidget *result_icon;
  GtkWidget *result_label;
  GtkWidget *enabled_switch;
  GtkWidget *private_switch;
  GtkWidget *remove_group;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (CsDestinationDialog, cs_destination_dialog, ADW_TYPE_WINDOW)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const char *
get_secret (GtkWidget *row)
{
  return cs_secret_row_get_secret (CS_SECRET_ROW (row));
}

static void
set_text (CsDestinationDialog *self,
          GtkWidget           *row,
          const char          *text)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  self->filling = FALSE;
}

static const CsLivePreset *
get_preset (CsDestinationDialog *self)
{
  guint n_presets;
  const CsLivePreset *presets = cs_live_presets_list (&n_presets);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->preset_row));

  return &presets[MIN (selected, n_presets - 1)];
}

static void
show_result (CsDestinationDialog *self,
             const char          *icon_name,
             const char          *sentence)
{
  gtk_widget_set_visible (self->result_box, sentence != NULL);
  if (sentence == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->result_icon), icon_name);
  gtk_label_set_text (GTK_LABEL (self->result_label), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result_label), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
stop_test (CsDestinationDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* An address that went into the address row with its key is taken apart before anybody sees it there. */
static gboolean
take_apart (CsDestinationDialog *self,
            const char          *typed)
{
  g_auto (CsTargetParts) parts = { 0 };

  if (!cs_target_split (typed, *get_secret (self->key_row) == '\0', &parts, NULL))
    return FALSE;
  set_text (self, self->address_row, parts.address);
  if (parts.key != NULL)
    set_text (self, self->key_row, parts.key);
  if (parts.extra != NULL)
    set_text (self, self->extra_row, parts.extra);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->latency_button), parts.latency_ms);
  if (parts.key != NULL || parts.extra != NULL)
    show_result (self, "cs-check-symbolic", _("The key was taken out of the address."));
  return TRUE;
}

static char *
find_note (CsDestinationDialog *self)
{
  const char *address = get_text (self->address_row);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean open = g_str_has_prefix (address, "rtmp:") || g_str_has_prefix (address, "http:");

  if (!cs_secrets_get_persistent (cs_desk_get_secrets (self->desk)))
    return g_strdup (
      _("There is no keyring on this machine: the key is kept until Coulisses is closed, and asked for again."));
  if (open && host != NULL && *host != '\0' && !cs_address_is_loopback_host (host))
    return g_strdup (_("This way is not encrypted: whoever is on the same network can read the key. Use rtmps:// or "
                       "https:// where the service offers it."));
  return NULL;
}

static void
name_key_row (CsDestinationDialog *self)
{
  const CsLivePreset *preset = get_preset (self);
  gboolean kept = self->destination != NULL && cs_live_destination_get_key (self->destination) == CS_LIVE_KEY_KEPT;
  g_autofree char *title = kept ? g_strdup_printf (_("%s: kept. Type to replace it"), _(preset->key_name))
                                : g_strdup (_(preset->key_name));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->extra_row),
                                 preset->extra_name != NULL ? _(preset->extra_name) : _("What stands behind the “?”"));
}

/* Whoever adds one while a broadcast is on has to know that it goes there at once. */
static gboolean
joins_now (CsDestinationDialog *self)
{
  CsDeskLiveState state = cs_desk_live_get_state (cs_desk_get_live (self->desk));

  return gtk_switch_get_active (GTK_SWITCH (self->enabled_switch)) &&
         (state == CS_DESK_LIVE_CONNECTING || state == CS_DESK_LIVE_ON || state == CS_DESK_LIVE_LOST);
}

static void
update (CsDestinationDialog *self)
{
  gboolean srt = g_str_has_prefix (get_text (self->address_row), "srt:");
  g_autofree char *note = find_note (self);
  gboolean complete = *get_text (self->name_row) != '\0' && *get_text (self->address_row) != '\0';
  gboolean streaming = self->destination != NULL && cs_live_destination_get_stream (self->destination) != NULL;

  name_key_row (self);
  gtk_widget_set_visible (self->extra_row, srt || *get_secret (self->extra_row) != '\0');
  gtk_widget_set_visible (self->latency_row, srt);
  gtk_label_set_text (GTK_LABEL (self->help_label), _(get_preset (self)->help));
  gtk_label_set_text (GTK_LABEL (self->note_label), note != NULL ? note : "");
  gtk_widget_set_visible (self->note_label, note != NULL);
  gtk_widget_set_sensitive (self->add_button, complete);
  if (self->destination == NULL)
    gtk_button_set_label (GTK_BUTTON (self->add_button), joins_now (self) ? _("Stream There Now") : _("Add"));
  gtk_widget_set_sensitive (self->test_button, complete && !streaming);
}

/* What was tested is no longer what is written here. */
static void
changed_cb (CsDestinationDialog *self)
{
  if (self->filling)
    return;
  stop_test (self);
  show_result (self, NULL, NULL);
  update (self);
}

static gboolean
is_untouched (GtkWidget  *row,
              gboolean    by_name,
              const char *text)
{
  guint n_presets;
  const CsLivePreset *presets = cs_live_presets_list (&n_presets);

  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < n_presets; i++)
    if (strcmp (text, by_name ? _(presets[i].name) : presets[i].address) == 0)
      return TRUE;
  return FALSE;
}

/* What a person has written stays. */
static void
preset_chosen_cb (CsDestinationDialog *self)
{
  const CsLivePreset *preset = get_preset (self);

  if (self->filling || self->desk == NULL)
    return;
  if (is_untouched (self->address_row, FALSE, get_text (self->address_row)))
    set_text (self, self->address_row, preset->address);
  if (is_untouched (self->name_row, TRUE, get_text (self->name_row)))
    set_text (self, self->name_row, _(preset->name));
  changed_cb (self);
}

static void
choose_preset (CsDestinationDialog *self,
               guint                preset)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->preset_row), preset);
  self->filling = FALSE;
}

/* A pasted address replaces what the preset had put there; its key never is a text of the row. */
static void
insert_text_cb (GtkEditable         *editable,
                const char          *text,
                int                  length,
                int                 *position,
                CsDestinationDialog *self)
{
  g_autofree char *inserted = length >= 0 ? g_strndup (text, length) : g_strdup (text);

  if (self->filling || strstr (inserted, "://") == NULL)
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  stop_test (self);
  show_result (self, NULL, NULL);
  if (!take_apart (self, inserted))
    set_text (self, self->address_row, inserted);
  choose_preset (self, cs_live_presets_guess (get_text (self->address_row)));
  if (is_untouched (self->name_row, TRUE, get_text (self->name_row)))
    set_text (self, self->name_row, _(get_preset (self)->name));
  *position = strlen (get_text (self->address_row));
  update (self);
}

/* (nullable) */
static const char *
get_typed (GtkWidget *row)
{
  return *get_secret (row) != '\0' ? get_secret (row) : NULL;
}

/* What is written here, apart from secrets; points into the rows. */
static gboolean
read_settings (CsDestinationDialog *self,
               CsLiveSettings      *settings,
               GError             **error)
{
  g_auto (CsTargetParts) parts = { 0 };

  if (!cs_target_split (get_text (self->address_row), FALSE, &parts, error))
    return FALSE;
  /* Typed by hand, with the key or the passphrase in it. */
  if ((*get_secret (self->key_row) == '\0' && self->destination == NULL) || parts.key != NULL || parts.extra != NULL)
    take_apart (self, get_text (self->address_row));
  else
    set_text (self, self->address_row, parts.address);
  *settings = (CsLiveSettings){
    .preset = (char *) get_preset (self)->id,
    .name = (char *) get_text (self->name_row),
    .address = (char *) get_text (self->address_row),
    .latency_ms = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->latency_button)),
    .enabled = gtk_switch_get_active (GTK_SWITCH (self->enabled_switch)),
    .is_private = gtk_switch_get_active (GTK_SWITCH (self->private_switch)),
  };
  return TRUE;
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsDestinationDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean takes = cs_trial_run_finish (result, &error);

  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  update (self);
  if (takes)
    show_result (self, "cs-check-symbolic", _("The server takes the stream."));
  else
    show_result (self, "cs-triangle-symbolic", error->message);
}

static CsTarget *
make_target (CsDestinationDialog *self,
             GError             **error)
{
  CsLiveSettings settings;
  g_autoptr (CsLiveDestination) written = NULL;

  if (!read_settings (self, &settings, error))
    return NULL;
  written = cs_live_destination_new (&settings);
  if (self->destination != NULL)
    cs_live_destination_borrow_secrets (written, self->destination);
  cs_live_destination_change_secrets (written, get_typed (self->key_row), get_typed (self->extra_row));
  return cs_live_destination_make_target (written, error);
}

/* While it asks, the button keeps the focus and does nothing. */
static void
test_clicked_cb (CsDestinationDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTarget) target = self->cancellable == NULL ? make_target (self, &error) : NULL;

  if (self->cancellable != NULL)
    return;
  if (target == NULL) {
    show_result (self, "cs-triangle-symbolic", error->message);
    return;
  }
  self->cancellable = g_cancellable_new ();
  show_result (self, "content-loading-symbolic", _("Asking the server…"));
  cs_trial_run_async (target, self->cancellable, tested_cb, g_object_ref (self));
}

static void
add_clicked_cb (CsDestinationDialog *self)
{
  CsDeskLive *live = cs_desk_get_live (self->desk);
  g_autoptr (GError) error = NULL;
  CsLiveSettings settings;

  if (!read_settings (self, &settings, &error)) {
    show_result (self, "cs-triangle-symbolic", error->message);
    return;
  }
  if (self->destination == NULL)
    cs_desk_live_add (live, &settings, get_typed (self->key_row), get_typed (self->extra_row));
  else
    cs_desk_live_change (live, self->destination, &settings, get_typed (self->key_row), get_typed (self->extra_row));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_clicked_cb (CsDestinationDialog *self)
{
  cs_desk_live_remove (cs_desk_get_live (self->desk), self->destination);
  gtk_window_close (GTK_WINDOW (self));
}

/* Only a question to the keyring tells whether there is one. */
static void
keyring_asked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autofree char *none = cs_secrets_lookup_finish (CS_SECRETS (source), result, NULL);
}

static void
cs_destination_dialog_dispose (GObject *object)
{
  CsDestinationDialog *self = CS_DESTINATION_DIALOG (object);

  stop_test (self);
  g_clear_object (&self->destination);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (cs_destination_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, preset_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, extra_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, latency_row);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, latency_button);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, help_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, result_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, private_switch);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, remove_group);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, preset_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
cs_destination_dialog_class_init (CsDestinationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_destination_dialog_dispose;

  g_type_ensure (CS_TYPE_SECRET_ROW);
  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/coulisses/Coulisses/live/cs-destination-dialog.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_destination_dialog_init (CsDestinationDialog *self)
{
  guint n_presets;
  const CsLivePreset *presets = cs_live_presets_list (&n_presets);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_presets; i++)
    gtk_string_list_append (names, _(presets[i].name));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->preset_row), G_LIST_MODEL (names));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->address_row)), "insert-text",
                           G_CALLBACK (insert_text_cb), self, 0);
  gtk_switch_set_active (GTK_SWITCH (self->enabled_switch), TRUE);
  show_result (self, NULL, NULL);
  self->filling = FALSE;
}

static void
fill (CsDestinationDialog *self)
{
  const CsLiveSettings *settings = cs_live_destination_get_settings (self->destination);

  choose_preset (self, cs_live_presets_find (settings->preset));
  set_text (self, self->name_row, settings->name);
  set_text (self, self->address_row, settings->address);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->latency_button), settings->latency_ms);
  gtk_switch_set_active (GTK_SWITCH (self->enabled_switch), settings->enabled);
  gtk_switch_set_active (GTK_SWITCH (self->private_switch), settings->is_private);
  gtk_button_set_label (GTK_BUTTON (self->add_button), _("Save"));
  gtk_window_set_title (GTK_WINDOW (self), _("Change a Destination"));
}

/**
 * cs_destination_dialog_new:
 * @parent: the window it belongs to
 * @desk: the running show
 * @destination: (nullable): the one to change; %NULL to add one
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_destination_dialog_new (GtkWindow         *parent,
                           CsDesk            *desk,
                           CsLiveDestination *destination)
{
  CsDestinationDialog *self = g_object_new (CS_TYPE_DESTINATION_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->destination = destination != NULL ? g_object_ref (destination) : NULL;
  gtk_widget_set_visible (self->remove_group, destination != NULL);
  if (destination != NULL)
    fill (self);
  else
    preset_chosen_cb (self);
  g_signal_connect_object (cs_desk_get_secrets (desk), "notify::persistent", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cs_desk_get_live (desk), "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->enabled_switch, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  cs_secrets_lookup_async (cs_desk_get_secrets (desk), "keyring", NULL, keyring_asked_cb, NULL);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), destination != NULL ? self->name_row : self->preset_row);
  return GTK_WIDGET (self);
}
