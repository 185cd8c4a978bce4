/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-choose-file.h"

typedef struct {
  CsFileChosen chosen;
  gpointer user_data;
  GDestroyNotify destroy; /* (nullable) */
} Choice;

static void
response_cb (GtkNativeDialog *chooser,
             int              response,
             Choice          *choice)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    choice->chosen (file, choice->user_data);
  if (choice->destroy != NULL)
    choice->destroy (choice->user_data);
  g_free (choice);
  g_object_unref (chooser);
}

/**
 * cs_choose_file:
 * @parent: the window it belongs to
 * @title: what the file is
 * @action: to open or to save
 * @name: (nullable): what is proposed when saving
 * @chosen: called when a file was chosen
 * @user_data: for @chosen
 * @destroy: (nullable): called on @user_data after that, also when nothing was chosen
 *
 * Asks for one file.
 */
void
cs_choose_file (GtkWindow           *parent,
                const char          *title,
                GtkFileChooserAction action,
                const char          *name,
                CsFileChosen         chosen,
                gpointer             user_data,
                GDestroyNotify       destroy)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  Choice *choice = g_new0 (Choice, 1);

  choice->chosen = chosen;
  choice->user_data = user_data;
  choice->destroy = destroy;
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
