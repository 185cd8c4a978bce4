/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-exclude-dialog.h"

#include "cs-standing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Those that a person may decide on; a merge is "duplicate", and no handle is refused by hand. */
static const char *const codes[] = { "staff", "partner", "official", "recent-winner", "bot", "new-account", "moderation", "country", "opt-out" };

struct _CsExcludeDialog {
  AdwMessageDialog parent_instance;

  GtkWidget *code_row;
  GtkWidget *words_row;
};

enum { SIGNAL_GIVEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsExcludeDialog, cs_exclude_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
cs_exclude_dialog_response (AdwMessageDialog *dialog,
                            const char       *response)
{
  CsExcludeDialog *self = CS_EXCLUDE_DIALOG (dialog);
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->code_row));

  if (strcmp (response, "accept") == 0 && i < G_N_ELEMENTS (codes))
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, codes[i], gtk_editable_get_text (GTK_EDITABLE (self->words_row)));
}

static void
cs_exclude_dialog_class_init (CsExcludeDialogClass *klass)
{
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = cs_exclude_dialog_response;

  /**
   * CsExcludeDialog::given:
   * @code: one of the protocol's codes
   * @words: why in words, perhaps empty
   *
   * The person has answered.
   */
  signals[SIGNAL_GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cs_exclude_dialog_init (CsExcludeDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    gtk_string_list_append (names, cs_exclusion_get_name (codes[i]));
  self->code_row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _("Reason"), "model", names, NULL);
  self->words_row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("In words, for the record of the show"), "activates-default", TRUE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->code_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->words_row);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), group);
}

/**
 * cs_exclude_dialog_new:
 * @parent: the window it belongs to
 * @heading: who is left out
 * @with_words: whether words are asked for
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_exclude_dialog_new (GtkWindow  *parent,
                       const char *heading,
                       gboolean    with_words)
{
  CsExcludeDialog *self = g_object_new (CS_TYPE_EXCLUDE_DIALOG, "transient-for", parent, "modal", TRUE, "heading", heading,
                                        "body", _("It is entered in the journal before the seal; how many are left out, and for what, stands on the certificate."), NULL);

  gtk_widget_set_visible (self->words_row, with_words);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _("Cancel"), "accept", _("Leave Out"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "accept", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  return GTK_WIDGET (self);
}
