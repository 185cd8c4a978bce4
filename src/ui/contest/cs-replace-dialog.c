/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replace-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *code;
  const char *words;
  gboolean disqualified;
} reasons[] = {
  { "declined", N_("Does not want the prize"), FALSE },
  { "unreachable", N_("Cannot be reached"), FALSE },
  { "under-age", N_("Under age"), TRUE },
  { "household", N_("Of the organiser’s household"), TRUE },
  { "country", N_("Outside the rules’ countries"), TRUE },
  { "bot", N_("Automated account"), TRUE },
  { "duplicate", N_("Second account of one person"), TRUE },
};

struct _CsReplaceDialog {
  AdwMessageDialog parent_instance;

  guint rank;
  GtkWidget *reason_row;
};

enum { SIGNAL_GIVEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsReplaceDialog, cs_replace_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
cs_replace_dialog_response (AdwMessageDialog *dialog,
                            const char       *response)
{
  CsReplaceDialog *self = CS_REPLACE_DIALOG (dialog);
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->reason_row));

  if (strcmp (response, "accept") == 0 && i < G_N_ELEMENTS (reasons))
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, self->rank, reasons[i].disqualified, reasons[i].code);
}

static void
cs_replace_dialog_class_init (CsReplaceDialogClass *klass)
{
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = cs_replace_dialog_response;

  /**
   * CsReplaceDialog::given:
   * @rank: whose prize
   * @disqualified: the rules take it
   * @code: the protocol's word for the reason
   *
   * The person has answered.
   */
  signals[SIGNAL_GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
cs_replace_dialog_init (CsReplaceDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (words, _(reasons[i].words));
  self->reason_row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _("Reason"), "model", words, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->reason_row);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), group);
}

/**
 * cs_replace_dialog_new:
 * @parent: the window it belongs to
 * @rank: whose prize goes to the next rank
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_replace_dialog_new (GtkWindow *parent,
                       guint      rank)
{
  g_autofree char *heading = g_strdup_printf (_("Give the Prize of Rank %u to the Next Rank?"), rank);
  CsReplaceDialog *self = g_object_new (CS_TYPE_REPLACE_DIALOG, "transient-for", parent, "modal", TRUE, "heading", heading,
                                        "body", _("It is entered in the journal and stays public. It cannot be taken back."), NULL);

  self->rank = rank;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _("Cancel"), "accept", _("To the Next Rank"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "accept", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  return GTK_WIDGET (self);
}
