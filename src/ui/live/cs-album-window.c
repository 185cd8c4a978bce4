/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-album-window.h"

#include "cs-ask-delete.h"
#include "cs-copy-picture.h"
#include "cs-file-pictures.h"
#include "cs-notice.h"
#include "cs-one-stop.h"
#include "cs-photo-row.h"
#include "cs-picture.h"
#include "cs-show-in-folder.h"

#include <glib/gi18n-lib.h>

/* Of the large picture, in application pixels; it covers them, and is shown smaller. */
#define LARGE_WIDTH 560
#define LARGE_HEIGHT 420

struct _CsAlbumWindow {
  AdwWindow parent_instance;

  CsAlbum *album;
  CsAlbumPhoto *photo; /* (nullable): the one that is shown */
  guint place; /* of @photo in the list */
  CsPictureLoader *loader;
  CsPicture *large;
  GCancellable *cancellable;

  GtkWidget *notice;
  GtkWidget *more_label;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *picture;
};

G_DEFINE_FINAL_TYPE (CsAlbumWindow, cs_album_window, ADW_TYPE_WINDOW)

static void
say (CsAlbumWindow *self,
     const char    *words)
{
  cs_notice_say (CS_NOTICE (self->notice), words);
}

static void
show_photo (CsAlbumWindow *self,
            CsAlbumPhoto  *photo)
{
  static const char *const actions[] = { "album.open", "album.show-in-folder", "album.copy", "album.delete" };
  g_autofree char *name = photo != NULL ? g_path_get_basename (cs_album_photo_get_path (photo)) : g_strdup ("");

  g_set_object (&self->photo, photo);
  cs_picture_show (self->large, self->loader, photo != NULL ? cs_album_photo_get_path (photo) : NULL,
                   gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], photo != NULL);
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 CsAlbumWindow *self)
{
  if (row != NULL)
    self->place = gtk_list_box_row_get_index (row);
  show_photo (self, row != NULL ? cs_photo_row_get_photo (CS_PHOTO_ROW (row)) : NULL);
}

/* Enter, or a double click. */
static void
row_activated_cb (CsAlbumWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "album.open", NULL);
}

/* After one has gone, the one in its place: the keyboard stays in the list. */
static void
choose_row (CsAlbumWindow *self,
            guint          n)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, MIN (self->place, n - 1));

  gtk_list_box_select_row (list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_list (CsAlbumWindow *self)
{
  guint n = g_list_model_get_n_items (cs_album_get_model (self->album));
  guint n_more = cs_album_get_n_more (self->album);
  g_autofree char *more =
    g_strdup_printf (ngettext ("%u older photo is in the folder.", "%u older photos are in the folder.", n_more), n_more);

  if (cs_album_get_ready (self->album))
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  if (n > 0 && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) == NULL)
    choose_row (self, n);
  gtk_label_set_text (GTK_LABEL (self->more_label), more);
  gtk_widget_set_visible (self->more_label, n_more > 0);
}

/* Other programs may have changed the folder meanwhile. */
static void
active_cb (CsAlbumWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->album != NULL)
    cs_album_refresh (self->album);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsAlbumWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error) && !is_cancelled (error))
    say (self, error->message);
}

static void
open_it (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  CsAlbumWindow *self = CS_ALBUM_WINDOW (widget);
  g_autoptr (GFile) file = g_file_new_for_path (cs_album_photo_get_path (self->photo));
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, self->cancellable, opened_cb, g_object_ref (self));
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsAlbumWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_show_in_folder_finish (result, &error) && !is_cancelled (error))
    say (self, error->message);
}

static void
show_in_folder (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  CsAlbumWindow *self = CS_ALBUM_WINDOW (widget);

  cs_show_in_folder_async (cs_album_photo_get_path (self->photo), self->cancellable, shown_cb, g_object_ref (self));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsAlbumWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_copy_picture_finish (result, &error))
    say (self, _("Photo copied"));
  else if (!is_cancelled (error))
    say (self, error->message);
}

static void
copy_it (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  CsAlbumWindow *self = CS_ALBUM_WINDOW (widget);

  cs_copy_picture_async (cs_album_photo_get_path (self->photo), gtk_widget_get_clipboard (widget), self->cancellable,
                         copied_cb, g_object_ref (self));
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsAlbumWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_album_remove_finish (CS_ALBUM (object), result, &error))
    say (self, _("Deleted"));
  else if (!is_cancelled (error))
    say (self, error->message);
}

static void
delete_for_good_cb (CsAlbumWindow *self)
{
  if (self->photo != NULL)
    cs_album_remove_async (self->album, self->photo, TRUE, self->cancellable, deleted_cb, g_object_ref (self));
}

static void
trashed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsAlbumWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (cs_album_remove_finish (CS_ALBUM (object), result, &error)) {
    say (self, _("Moved to the trash"));
    return;
  }
  if (is_cancelled (error))
    return;
  body = g_strdup_printf (_("It cannot be moved to the trash (%s). Deleted, it cannot be brought back."), error->message);
  cs_ask_delete (GTK_WINDOW (self), _("Delete the Photo for Good?"), body, _("Delete"), G_CALLBACK (delete_for_good_cb), self);
}

static void
trash_cb (CsAlbumWindow *self)
{
  if (self->photo != NULL)
    cs_album_remove_async (self->album, self->photo, FALSE, self->cancellable, trashed_cb, g_object_ref (self));
}

static void
delete_it (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  cs_ask_delete (GTK_WINDOW (widget), _("Delete the Photo?"), _("It is moved to the trash and can be brought back from there."),
                 _("Delete"), G_CALLBACK (trash_cb), widget);
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return cs_photo_row_new (CS_ALBUM_PHOTO (item), CS_ALBUM_WINDOW (data)->loader);
}

static void
cs_album_window_dispose (GObject *object)
{
  CsAlbumWindow *self = CS_ALBUM_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->album != NULL) {
    g_signal_handlers_disconnect_by_data (self->album, self);
    g_signal_handlers_disconnect_by_data (cs_album_get_model (self->album), self);
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
  }
  g_clear_object (&self->album);
  g_clear_object (&self->photo);
  g_clear_object (&self->large);
  g_clear_object (&self->loader);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CS_TYPE_ALBUM_WINDOW);
  G_OBJECT_CLASS (cs_album_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "album.open", NULL, open_it);
  gtk_widget_class_install_action (widget_class, "album.show-in-folder", NULL, show_in_folder);
  gtk_widget_class_install_action (widget_class, "album.copy", NULL, copy_it);
  gtk_widget_class_install_action (widget_class, "album.delete", NULL, delete_it);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "album.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "album.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_album_window_class_init (CsAlbumWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_album_window_dispose;

  g_type_ensure (CS_TYPE_NOTICE);
  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-album-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAlbumWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CsAlbumWindow, more_label);
  gtk_widget_class_bind_template_child (widget_class, CsAlbumWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CsAlbumWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CsAlbumWindow, picture);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  install_actions (widget_class);
}

static void
cs_album_window_init (CsAlbumWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->loader = cs_file_pictures_new ();
  self->large = cs_picture_new (LARGE_WIDTH, LARGE_HEIGHT);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->large, "texture", self->picture, "paintable", G_BINDING_DEFAULT);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

/**
 * cs_album_window_new:
 * @parent: (nullable): the window it belongs to
 * @album: the photos
 *
 * Returns: (transfer floating): a window that lists them
 */
GtkWidget *
cs_album_window_new (GtkWindow *parent,
                     CsAlbum   *album)
{
  CsAlbumWindow *self = g_object_new (CS_TYPE_ALBUM_WINDOW, "transient-for", parent, NULL);

  self->album = g_object_ref (album);
  show_photo (self, NULL);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), cs_album_get_model (album), make_row, self, NULL);
  g_signal_connect_object (cs_album_get_model (album), "items-changed", G_CALLBACK (show_list), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (album, "notify::ready", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  show_list (self);
  return GTK_WIDGET (self);
}
