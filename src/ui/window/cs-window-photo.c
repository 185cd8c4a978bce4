/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-album-window.h"
#include "cs-copy-picture.h"
#include "cs-photo.h"

#include <glib/gi18n-lib.h>

/* The show's album. */
static char *
make_folder (CsWindow *self)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autofree char *home = pictures != NULL ? g_strdup (pictures)
                                           : g_build_filename (g_get_user_data_dir (), "coulisses", "photos", NULL);
  g_autofree char *show = g_strdelimit (g_strdup (cs_desk_get_title (self->desk)), "/", '-');

  return g_build_filename (home, "Coulisses", show[0] != '\0' && show[0] != '.' ? show : "-", NULL);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_copy_picture_finish (result, &error))
    cs_window_tell (self, "edit-copy-symbolic", _("Photo copied"));
  else
    cs_window_say (self, error->message);
}

static void
copy_photo (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  if (self->photo != NULL)
    cs_copy_picture_async (self->photo, gtk_widget_get_clipboard (widget), NULL, copied_cb, g_object_ref (self));
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = cs_photo_take_finish (result, &error);

  if (path == NULL) {
    cs_window_say (self, error->message);
    return;
  }
  g_free (self->photo);
  self->photo = g_steal_pointer (&path);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.copy-photo", TRUE);
  g_signal_emit_by_name (self, "photo-taken", self->photo);
  cs_notice_offer (CS_NOTICE (self->notice), _("Photo kept in the show’s album"), _("Copy"), "live.copy-photo");
}

static void
take_photo (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autofree char *folder = make_folder (self);

  cs_capture_start (cs_desk_get_capture (self->desk));
  cs_photo_take_async (cs_desk_get_capture (self->desk), folder, cs_desk_get_title (self->desk),
                       cs_clock_now_us (cs_desk_get_clock (self->desk)), CS_PHOTO_JPEG, NULL, taken_cb,
                       g_object_ref (self));
}

static void
show_album (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autofree char *folder = make_folder (self);
  g_autoptr (CsAlbum) album = cs_album_new (folder);

  cs_window_show_dialog (self, GTK_WINDOW (cs_album_window_new (GTK_WINDOW (self), album)));
}

void
cs_window_install_photo_actions (GtkWidgetClass *widget_class)
{
  /**
   * CsWindow::photo-taken:
   * @path: the file
   *
   * There is a new photo of the camera's picture, for whoever writes a post.
   */
  g_signal_new ("photo-taken", CS_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "live.photo", NULL, take_photo);
  gtk_widget_class_install_action (widget_class, "live.copy-photo", NULL, copy_photo);
  gtk_widget_class_install_action (widget_class, "live.album", NULL, show_album);
}

void
cs_window_update_photo_actions (CsWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.photo", self->desk != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.copy-photo", self->desk != NULL && self->photo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.album", self->desk != NULL);
}
