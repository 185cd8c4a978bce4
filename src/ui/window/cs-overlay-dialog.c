/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-overlay-dialog.h"

#include "cs-overlay-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             char             *url)
{
  if (strcmp (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog)))), url);
  if (strcmp (response, "open") == 0)
    gtk_show_uri (gtk_window_get_transient_for (GTK_WINDOW (dialog)), url, GDK_CURRENT_TIME);
}

static void
save_cb (AdwMessageDialog *dialog,
         const char       *response,
         CsOutputServer   *output)
{
  if (strcmp (response, "save") == 0)
    cs_overlay_save_start (gtk_window_get_transient_for (GTK_WINDOW (dialog)), output);
}

static void
free_url (gpointer  url,
          GClosure *closure)
{
  g_free (url);
}

/**
 * cs_overlay_dialog_new:
 * @parent: the window it belongs to
 * @output: what serves the overlay
 *
 * Returns: (transfer none): a dialog that tells the overlay's address and saves its file
 */
GtkWidget *
cs_overlay_dialog_new (GtkWindow      *parent,
                       CsOutputServer *output)
{
  g_autofree char *url = cs_output_server_get_overlay_url (output);
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Overlay Page"), NULL);
  GtkWidget *address;

  if (url == NULL) {
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                                 _("The overlay is not served. Close the show and open it again."));
    adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"), NULL);
    return dialog;
  }
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _("Load this address as a browser source, 1920×1080. It is transparent, and dark until a post is taken. Systems that load a file, such as CasparCG or vMix, take the file; save it again when the port changes."));
  address = gtk_label_new (url);
  gtk_label_set_selectable (GTK_LABEL (address), TRUE);
  gtk_widget_add_css_class (address, "monospace");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), address);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"), "save", _("Save File…"), "open", _("Open in Browser"), "copy",
                                    _("Copy Address"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_cb), output, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), g_steal_pointer (&url), free_url, 0);
  return dialog;
}
