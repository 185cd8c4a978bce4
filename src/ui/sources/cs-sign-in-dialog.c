/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-sign-in-dialog.h"

#include "cs-secret-row.h"

#include <glib/gi18n-lib.h>

struct _CsSignInDialog {
  AdwWindow parent_instance;

  CsDesk *desk;
  CsSource *source;
  GCancellable *cancellable; /* (nullable): while the network is asked */

  GtkWidget *sign_in_button;
  GtkWidget *group;
  GtkWidget *token_row;
  GtkWidget *note_label;
  GtkWidget *result_box;
  GtkWidget *result_icon;
  GtkWidget *result_label;
};

G_DEFINE_FINAL_TYPE (CsSignInDialog, cs_sign_in_dialog, ADW_TYPE_WINDOW)

static const char *
get_token (CsSignInDialog *self)
{
  return cs_secret_row_get_secret (CS_SECRET_ROW (self->token_row));
}

static void
show_result (CsSignInDialog *self,
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

static void
update (CsSignInDialog *self)
{
  gtk_widget_set_sensitive (self->sign_in_button, *get_token (self) != '\0');
  gtk_widget_set_visible (self->note_label, !cs_secrets_get_persistent (cs_desk_get_secrets (self->desk)));
}

static void
stop_asking (CsSignInDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What is asked is no longer what is written here. */
static void
changed_cb (CsSignInDialog *self)
{
  stop_asking (self);
  show_result (self, NULL, NULL);
  update (self);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsSignInDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_desk_sign_in_finish (CS_DESK (object), result, &error)) {
    gtk_window_close (GTK_WINDOW (self));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    stop_asking (self);
    show_result (self, "cs-triangle-symbolic", error->message);
  }
}

/* While it asks, the button keeps the focus and does nothing. */
static void
sign_in_clicked_cb (CsSignInDialog *self)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_result (self, "content-loading-symbolic", _("Asking the network…"));
  cs_desk_sign_in_async (self->desk, self->source, get_token (self), self->cancellable, signed_in_cb,
                         g_object_ref (self));
}

static void
cs_sign_in_dialog_dispose (GObject *object)
{
  CsSignInDialog *self = CS_SIGN_IN_DIALOG (object);

  stop_asking (self);
  g_clear_object (&self->source);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (cs_sign_in_dialog_parent_class)->dispose (object);
}

static void
cs_sign_in_dialog_class_init (CsSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_sign_in_dialog_dispose;

  g_type_ensure (CS_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/sources/cs-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, CsSignInDialog, result_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_sign_in_dialog_init (CsSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_result (self, NULL, NULL);
}

/**
 * cs_sign_in_dialog_new:
 * @parent: the window it belongs to
 * @desk: the running show
 * @source: one of its sources
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_sign_in_dialog_new (GtkWindow *parent,
                       CsDesk    *desk,
                       CsSource  *source)
{
  CsSignInDialog *self = g_object_new (CS_TYPE_SIGN_IN_DIALOG, "transient-for", parent, NULL);
  g_autofree char *where = g_strdup_printf (_("An access token of %s with the right read:statuses. The source goes on from "
                                              "where it was."), cs_source_get_host (source));
  g_autofree char *title = g_markup_escape_text (cs_source_get_title (source), -1);
  g_autofree char *description = g_markup_escape_text (where, -1);

  self->desk = g_object_ref (desk);
  self->source = g_object_ref (source);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), description);
  g_signal_connect_object (cs_desk_get_secrets (desk), "notify::persistent", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->token_row);
  return GTK_WIDGET (self);
}
