/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-dialog.h"

#include "cs-field-row.h"
#include "cs-secret-row.h"

#include <glib/gi18n-lib.h>

struct _CsSourceDialog {
  AdwWindow parent_instance;

  CsDesk *desk;
  CsSource *tested;          /* (nullable): while a test is under way */
  GCancellable *cancellable; /* (nullable) */
  char *recording;           /* (nullable) */
  GtkFileChooserNative *chooser; /* (nullable) */

  GtkWidget *add_button;
  GtkWidget *kind_row;
  GtkWidget *place_group;
  GtkWidget *server_row;
  GtkWidget *token_row;
  GtkWidget *jetstream_row;
  GtkWidget *appview_row;
  GtkWidget *recording_row;
  GtkWidget *choose_button;
  GtkWidget *tags_group;
  GtkWidget *any_row;
  GtkWidget *all_row;
  GtkWidget *none_row;
  GtkWidget *note_label;
  GtkWidget *test_button;
  GtkWidget *result_box;
  GtkWidget *result_icon;
  GtkWidget *result_label;
};

G_DEFINE_FINAL_TYPE (CsSourceDialog, cs_source_dialog, ADW_TYPE_WINDOW)

static CsSourceKind
get_kind (CsSourceDialog *self)
{
  return (CsSourceKind) adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind_row));
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const char *
get_token (CsSourceDialog *self)
{
  const char *token = cs_secret_row_get_secret (CS_SECRET_ROW (self->token_row));

  return get_kind (self) == CS_SOURCE_KIND_MASTODON && *token != '\0' ? token : NULL;
}

static void
set_tags (GStrv     *tags,
          GtkWidget *row)
{
  g_strfreev (*tags);
  *tags = cs_source_config_split_tags (get_text (row));
}

static CsSourceConfig *
create_config (CsSourceDialog *self)
{
  const char *const servers[] = {
    [CS_SOURCE_KIND_MASTODON] = get_text (self->server_row),
    [CS_SOURCE_KIND_BLUESKY] = get_text (self->jetstream_row),
    [CS_SOURCE_KIND_REHEARSAL] = self->recording != NULL ? self->recording : "",
  };
  CsSourceConfig *config = cs_source_config_new (get_kind (self), servers[get_kind (self)]);

  if (config->kind == CS_SOURCE_KIND_BLUESKY && *get_text (self->appview_row) != '\0')
    config->appview = g_strdup (get_text (self->appview_row));
  if (config->kind != CS_SOURCE_KIND_REHEARSAL) {
    set_tags (&config->any, self->any_row);
    set_tags (&config->all, self->all_row);
    set_tags (&config->none, self->none_row);
  }
  return config;
}

static void
show_result (CsSourceDialog *self,
             const char     *icon_name,
             const char     *sentence)
{
  gtk_widget_set_visible (self->result_box, sentence != NULL);
  if (sentence == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->result_icon), icon_name);
  gtk_label_set_text (GTK_LABEL (self->result_label), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result_label), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static const char *
find_note (CsSourceDialog *self)
{
  if (get_kind (self) == CS_SOURCE_KIND_REHEARSAL)
    return _("A recording marks the whole show as a rehearsal, for good.");
  if (get_token (self) != NULL && !cs_secrets_get_persistent (cs_desk_get_secrets (self->desk)))
    return _("There is no keyring on this machine: the token is kept until Coulisses is closed, and asked for again.");
  return NULL;
}

static void
stop_test (CsSourceDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->tested);
}

static void
update (CsSourceDialog *self)
{
  CsSourceKind kind = get_kind (self);
  gboolean tagged = kind != CS_SOURCE_KIND_REHEARSAL;
  const char *note = find_note (self);
  gboolean complete = tagged ? *get_text (self->any_row) != '\0' : self->recording != NULL;

  if (kind == CS_SOURCE_KIND_MASTODON && *get_text (self->server_row) == '\0')
    complete = FALSE;
  gtk_widget_set_visible (self->server_row, kind == CS_SOURCE_KIND_MASTODON);
  gtk_widget_set_visible (self->token_row, kind == CS_SOURCE_KIND_MASTODON);
  gtk_widget_set_visible (self->jetstream_row, kind == CS_SOURCE_KIND_BLUESKY);
  gtk_widget_set_visible (self->appview_row, kind == CS_SOURCE_KIND_BLUESKY);
  gtk_widget_set_visible (self->recording_row, kind == CS_SOURCE_KIND_REHEARSAL);
  gtk_widget_set_visible (self->tags_group, tagged);
  gtk_widget_set_visible (self->note_label, note != NULL);
  gtk_label_set_text (GTK_LABEL (self->note_label), note != NULL ? note : "");
  gtk_widget_set_sensitive (self->add_button, complete);
  gtk_widget_set_sensitive (self->test_button, complete);
}

/* What was tested is no longer what is written here. */
static void
changed_cb (CsSourceDialog *self)
{
  stop_test (self);
  show_result (self, NULL, NULL);
  update (self);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsSourceDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = cs_source_check_finish (CS_SOURCE (source), result, &error);

  if (self->tested != CS_SOURCE (source))
    return;
  stop_test (self);
  if (found != NULL)
    show_result (self, "cs-check-symbolic", found);
  else
    show_result (self, "cs-triangle-symbolic", error->message);
}

/* While it asks, the button keeps the focus and does nothing. */
static void
test_clicked_cb (CsSourceDialog *self)
{
  g_autoptr (CsSourceConfig) config = create_config (self);
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL)
    return;
  self->tested = cs_desk_make_source (self->desk, config, get_token (self), &error);
  if (self->tested == NULL) {
    show_result (self, "cs-triangle-symbolic", error->message);
    return;
  }
  self->cancellable = g_cancellable_new ();
  show_result (self, "content-loading-symbolic", _("Asking the network…"));
  cs_source_check_async (self->tested, self->cancellable, checked_cb, g_object_ref (self));
}

static gboolean
add_source (CsSourceDialog *self,
            GError        **error)
{
  g_autoptr (CsSourceConfig) config = create_config (self);

  if (config->kind == CS_SOURCE_KIND_REHEARSAL)
    return cs_desk_add_rehearsal (self->desk, config->server, config->speed, error);
  return cs_desk_configure_source (self->desk, config, get_token (self), error);
}

static void
add_clicked_cb (CsSourceDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (add_source (self, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    show_result (self, "cs-triangle-symbolic", error->message);
}

static void
recording_chosen_cb (GtkNativeDialog *chooser,
                     int              response,
                     CsSourceDialog  *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *name = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL) {
    g_free (self->recording);
    self->recording = g_file_get_path (file);
    name = g_file_get_basename (file);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->recording_row), name);
    changed_cb (self);
  }
  g_clear_object (&self->chooser);
}

static void
choose_clicked_cb (CsSourceDialog *self)
{
  self->chooser = gtk_file_chooser_native_new (_("Choose a Recording"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (recording_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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
cs_source_dialog_dispose (GObject *object)
{
  CsSourceDialog *self = CS_SOURCE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->tested);
  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->recording, g_free);
  G_OBJECT_CLASS (cs_source_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, place_group);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, jetstream_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, appview_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, recording_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, tags_group);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, any_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, none_row);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, CsSourceDialog, result_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
cs_source_dialog_class_init (CsSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_source_dialog_dispose;

  g_type_ensure (CS_TYPE_SECRET_ROW);
  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/sources/cs-source-dialog.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_source_dialog_init (CsSourceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_result (self, NULL, NULL);
}

/**
 * cs_source_dialog_new:
 * @parent: the window it belongs to
 * @desk: the running show
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_source_dialog_new (GtkWindow *parent,
                      CsDesk    *desk)
{
  CsSourceDialog *self = g_object_new (CS_TYPE_SOURCE_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (cs_desk_get_secrets (desk), "notify::persistent", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  cs_secrets_lookup_async (cs_desk_get_secrets (desk), "keyring", NULL, keyring_asked_cb, NULL);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->kind_row);
  return GTK_WIDGET (self);
}
