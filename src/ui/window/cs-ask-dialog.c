/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ask-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsAskDialog {
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
};

enum { SIGNAL_GIVEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsAskDialog, cs_ask_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
suggestion_clicked_cb (CsAskDialog *self,
                       GtkWidget   *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_button_get_label (GTK_BUTTON (button)));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self), "accept");
  gtk_window_close (GTK_WINDOW (self));
}

static void
text_changed_cb (CsAskDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "accept", *text != '\0');
}

static void
entry_activated_cb (CsAskDialog *self)
{
  if (!adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (self), "accept"))
    return;
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self), "accept");
  gtk_window_close (GTK_WINDOW (self));
}

static void
cs_ask_dialog_response (AdwMessageDialog *dialog,
                        const char       *response)
{
  CsAskDialog *self = CS_ASK_DIALOG (dialog);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (strcmp (response, "accept") == 0 && *text != '\0')
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, text);
}

static void
cs_ask_dialog_class_init (CsAskDialogClass *klass)
{
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = cs_ask_dialog_response;

  /**
   * CsAskDialog::given:
   * @text: what was typed or chosen, never empty
   *
   * The person has answered.
   */
  signals[SIGNAL_GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cs_ask_dialog_init (CsAskDialog *self)
{
}

static GtkWidget *
create_suggestions (CsAskDialog       *self,
                    const char *const *suggestions)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  for (guint i = 0; suggestions[i] != NULL; i++) {
    GtkWidget *button = gtk_button_new_with_label (suggestions[i]);

    g_signal_connect_object (button, "clicked", G_CALLBACK (suggestion_clicked_cb), self, G_CONNECT_SWAPPED);
    gtk_flow_box_insert (GTK_FLOW_BOX (flow), button, -1);
    gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggestions"), -1);
  return flow;
}

/**
 * cs_ask_dialog_new:
 * @parent: the window it belongs to
 * @heading: what is asked
 * @label: what the line is called
 * @text: (nullable): what stands in it at first
 * @accept: the button that answers
 * @suggestions: (array zero-terminated=1) (nullable): answers to choose from
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
CsAskDialog *
cs_ask_dialog_new (GtkWindow         *parent,
                   const char        *heading,
                   const char        *label,
                   const char        *text,
                   const char        *accept,
                   const char *const *suggestions)
{
  CsAskDialog *self = g_object_new (CS_TYPE_ASK_DIALOG, "transient-for", parent, "modal", TRUE, "heading", heading, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (suggestions != NULL)
    gtk_box_append (GTK_BOX (box), create_suggestions (self, suggestions));
  self->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->entry);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _("Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  text_changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  return self;
}
