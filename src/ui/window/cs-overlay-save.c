/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-overlay-save.h"

#include "cs-overlay-page.h"
#include "cs-theme.h"
#include "cs-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One file on its way to the disk. */
typedef struct {
  GtkWindow *window;
  CsOutputServer *output;
  GFile *file; /* (nullable): not chosen yet */
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->window);
  g_object_unref (save->output);
  g_clear_object (&save->file);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
say (Save       *save,
     const char *sentence)
{
  if (CS_WINDOW (save->window)->desk != NULL)
    gtk_widget_activate_action (GTK_WIDGET (save->window), "win.say", "s", sentence);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Save) save = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    say (save, error->message);
  else if (CS_WINDOW (save->window)->desk != NULL)
    cs_window_tell (CS_WINDOW (save->window), "cs-check-symbolic", _("Overlay’s file saved"));
}

static void
theme_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (Save) save = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) theme = cs_theme_load_finish (result, &error);
  g_autoptr (GBytes) contents = NULL;
  g_autofree char *key = NULL;
  GFile *file = save->file;
  char *page;

  if (theme == NULL) {
    say (save, error->message);
    return;
  }
  g_object_get (save->output, "read-key", &key, NULL);
  page = cs_overlay_page_new_file (cs_output_server_get_port (save->output), key, theme);
  contents = g_bytes_new_take (page, strlen (page));
  g_file_replace_contents_bytes_async (file, contents, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       g_steal_pointer (&save));
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           gpointer         data)
{
  g_autoptr (Save) save = data;
  g_autofree char *theme = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    save->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  if (save->file == NULL)
    return;
  g_object_get (save->output, "theme-path", &theme, NULL);
  cs_theme_load_async (theme, NULL, theme_loaded_cb, g_steal_pointer (&save));
}

/**
 * cs_overlay_save_start:
 * @window: the #CsWindow of an open show
 * @output: what serves the overlay, and listens
 *
 * Asks where to, and saves the overlay as one file that stands on its own. The window says what became of it.
 */
void
cs_overlay_save_start (GtkWindow      *window,
                       CsOutputServer *output)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Save the Overlay’s File"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  Save *save = g_new0 (Save, 1);

  save->window = g_object_ref (window);
  save->output = g_object_ref (output);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "coulisses-overlay.html");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
