/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-choose-file.h"

#include <glib/gi18n-lib.h>

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

/* Reading ends where it is known to be too much. */
static gboolean
read_more_cb (const char *contents,
              goffset     size,
              gpointer    data)
{
  return (gsize) size <= GPOINTER_TO_SIZE (g_task_get_task_data (data));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  gsize size, max_bytes = GPOINTER_TO_SIZE (g_task_get_task_data (task));
  GError *error = NULL;
  char *contents;

  if (!g_file_load_partial_contents_finish (G_FILE (object), result, &contents, &size, NULL, &error)) {
    g_task_return_error (task, error);
  } else if (size > max_bytes) {
    g_free (contents);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("This file is too large to be the one that is meant."));
  } else {
    g_task_return_pointer (task, g_bytes_new_take (contents, size), (GDestroyNotify) g_bytes_unref);
  }
}

/**
 * cs_read_chosen_async:
 * @file: what somebody has chosen, perhaps by mistake
 * @max_bytes: how much the one that is meant can have
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a whole file, but never more than it should have: a recording that was chosen instead of a list must not take
 * the memory that the show needs.
 */
void
cs_read_chosen_async (GFile              *file,
                      gsize               max_bytes,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = g_task_new (file, NULL, callback, user_data);

  g_task_set_source_tag (task, cs_read_chosen_async);
  g_task_set_task_data (task, GSIZE_TO_POINTER (max_bytes), NULL);
  g_file_load_partial_contents_async (file, NULL, read_more_cb, loaded_cb, task);
}

/**
 * cs_read_chosen_finish:
 * @result: as the callback got it
 * @error: a sentence that says why it was not read
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
cs_read_chosen_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
