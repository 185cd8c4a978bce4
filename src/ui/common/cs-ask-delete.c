/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ask-delete.h"

#include "cs-hush.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * cs_ask_delete:
 * @parent: the window that the question stands before
 * @heading: the question
 * @body: what happens then
 * @verb: the answer that means yes
 * @yes: called with @object when that is the answer
 * @object: a #GObject; nothing is called once it is gone
 *
 * Asks before something is deleted. Whoever only presses Enter or Escape has said no.
 */
void
cs_ask_delete (GtkWindow  *parent,
               const char *heading,
               const char *body,
               const char *verb,
               GCallback   yes,
               gpointer    object)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "delete", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::delete", yes, object, G_CONNECT_SWAPPED);
  g_signal_connect_after (dialog, "map", G_CALLBACK (cs_hush_type_names), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
