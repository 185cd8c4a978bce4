/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-album.h"

#include "cs-photo.h"
#include "cs-task.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

struct _CsAlbumPhoto {
  GObject parent_instance;

  char *path;
  gint64 made_us; /* since 1970 */
  guint64 n_bytes;
};

struct _CsAlbum {
  GObject parent_instance;

  char *folder;
  GListStore *photos; /* of CsAlbumPhoto, the newest first */
  guint n_more;
  guint serial; /* of the last look at the disk: what comes late is left out */
  gboolean ready;
};

enum { PROP_0, PROP_READY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsAlbumPhoto, cs_album_photo, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CsAlbum, cs_album, G_TYPE_OBJECT)

static void
cs_album_photo_finalize (GObject *object)
{
  g_free (CS_ALBUM_PHOTO (object)->path);
  G_OBJECT_CLASS (cs_album_photo_parent_class)->finalize (object);
}

static void
cs_album_photo_class_init (CsAlbumPhotoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_album_photo_finalize;
}

static void
cs_album_photo_init (CsAlbumPhoto *self)
{
}

/* What somebody else has put into the folder is not ours, and is neither shown nor ever removed; nor is anything
 * followed that leads out of it. */
static CsAlbumPhoto *
look_at (const char *folder,
         const char *name)
{
  CsAlbumPhoto *photo;
  g_autofree char *path = NULL;
  GStatBuf status;
  gint64 made_us;

  if (!cs_photo_parse_name (name, &made_us))
    return NULL;
  path = g_build_filename (folder, name, NULL);
  if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  photo = g_object_new (CS_TYPE_ALBUM_PHOTO, NULL);
  photo->path = g_steal_pointer (&path);
  photo->made_us = made_us;
  photo->n_bytes = status.st_size;
  return photo;
}

/* Of two in one second, the one whose name says that it is the next is longer. */
static int
compare_newest (gconstpointer a,
                gconstpointer b)
{
  const CsAlbumPhoto *one = *(CsAlbumPhoto *const *) a, *other = *(CsAlbumPhoto *const *) b;
  gsize one_length = strlen (one->path), other_length = strlen (other->path);

  if (one->made_us != other->made_us)
    return one->made_us < other->made_us ? 1 : -1;
  if (one_length != other_length)
    return one_length < other_length ? 1 : -1;
  return strcmp (other->path, one->path);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const char *folder = data;
  g_autoptr (GPtrArray) photos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    CsAlbumPhoto *photo = look_at (folder, name);

    if (photo != NULL)
      g_ptr_array_add (photos, photo);
  }
  g_ptr_array_sort (photos, compare_newest);
  g_task_return_pointer (task, g_steal_pointer (&photos), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
has_path (CsAlbum    *self,
          guint       i,
          const char *path)
{
  g_autoptr (CsAlbumPhoto) photo = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

  return photo != NULL && strcmp (photo->path, path) == 0;
}

/* What stays keeps its place, so that whoever has chosen one still has it. */
static void
merge (CsAlbum   *self,
       GPtrArray *photos,
       guint      n)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (there, ((CsAlbumPhoto *) photos->pdata[i])->path);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i-- > 0;) {
    g_autoptr (CsAlbumPhoto) photo = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

    if (!g_hash_table_contains (there, photo->path))
      g_list_store_remove (self->photos, i);
  }
  for (guint i = 0; i < n; i++)
    if (!has_path (self, i, ((CsAlbumPhoto *) photos->pdata[i])->path))
      g_list_store_insert (self->photos, i, photos->pdata[i]);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  CsAlbum *self = CS_ALBUM (object);
  g_autoptr (GPtrArray) photos = g_task_propagate_pointer (G_TASK (result), NULL);
  guint n;

  if (photos == NULL || self->serial != GPOINTER_TO_UINT (data))
    return;
  n = MIN (photos->len, CS_ALBUM_MAX_PHOTOS);
  self->n_more = photos->len - n;
  merge (self, photos, n);
  self->ready = TRUE;
  g_object_notify_by_pspec (object, properties[PROP_READY]);
}

static void
cs_album_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  if (prop_id == PROP_READY)
    g_value_set_boolean (value, CS_ALBUM (object)->ready);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cs_album_finalize (GObject *object)
{
  CsAlbum *self = CS_ALBUM (object);

  g_free (self->folder);
  g_object_unref (self->photos);
  G_OBJECT_CLASS (cs_album_parent_class)->finalize (object);
}

static void
cs_album_class_init (CsAlbumClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_album_get_property;
  object_class->finalize = cs_album_finalize;

  /**
   * CsAlbum:ready:
   *
   * Whether the folder has been read; notified each time that it has been.
   */
  properties[PROP_READY] =
    g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_album_init (CsAlbum *self)
{
  self->photos = g_list_store_new (CS_TYPE_ALBUM_PHOTO);
}

static void
forget (CsAlbum      *self,
        CsAlbumPhoto *photo)
{
  guint place;

  if (g_list_store_find (self->photos, photo, &place))
    g_list_store_remove (self->photos, place);
}

/* One that is gone already is gone. */
static void
end_removal (GTask   *task,
             gboolean done,
             GError  *error)
{
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  forget (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gboolean done = g_file_delete_finish (G_FILE (object), result, &error);

  end_removal (task, done, error);
}

static void
trashed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gboolean done = g_file_trash_finish (G_FILE (object), result, &error);

  end_removal (task, done, error);
}

/**
 * cs_album_photo_get_path:
 * @self: a photo
 *
 * Returns: (transfer none): its file
 */
const char *
cs_album_photo_get_path (CsAlbumPhoto *self)
{
  g_return_val_if_fail (CS_IS_ALBUM_PHOTO (self), NULL);

  return self->path;
}

/**
 * cs_album_photo_get_made_us:
 * @self: a photo
 *
 * Returns: when it was taken, as its name says; microseconds since 1970
 */
gint64
cs_album_photo_get_made_us (CsAlbumPhoto *self)
{
  g_return_val_if_fail (CS_IS_ALBUM_PHOTO (self), 0);

  return self->made_us;
}

/**
 * cs_album_photo_get_n_bytes:
 * @self: a photo
 *
 * Returns: how large the file is
 */
guint64
cs_album_photo_get_n_bytes (CsAlbumPhoto *self)
{
  g_return_val_if_fail (CS_IS_ALBUM_PHOTO (self), 0);

  return self->n_bytes;
}

/**
 * cs_album_new:
 * @folder: the show's album; need not be there
 *
 * Returns: (transfer full): its photos; empty until it has been read
 */
CsAlbum *
cs_album_new (const char *folder)
{
  CsAlbum *self = g_object_new (CS_TYPE_ALBUM, NULL);

  self->folder = g_strdup (folder);
  cs_album_refresh (self);
  return self;
}

/**
 * cs_album_get_model:
 * @self: an album
 *
 * Returns: (transfer none): its #CsAlbumPhoto, the newest first, at most %CS_ALBUM_MAX_PHOTOS
 */
GListModel *
cs_album_get_model (CsAlbum *self)
{
  g_return_val_if_fail (CS_IS_ALBUM (self), NULL);

  return G_LIST_MODEL (self->photos);
}

/**
 * cs_album_get_ready:
 * @self: an album
 *
 * Returns: whether the folder has been read
 */
gboolean
cs_album_get_ready (CsAlbum *self)
{
  g_return_val_if_fail (CS_IS_ALBUM (self), FALSE);

  return self->ready;
}

/**
 * cs_album_get_n_more:
 * @self: an album
 *
 * Returns: how many older photos are in the folder that are not listed
 */
guint
cs_album_get_n_more (CsAlbum *self)
{
  g_return_val_if_fail (CS_IS_ALBUM (self), 0);

  return self->n_more;
}

/**
 * cs_album_refresh:
 * @self: an album
 *
 * Looks at the folder again: other programs may have changed it.
 */
void
cs_album_refresh (CsAlbum *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ALBUM (self));

  task = g_task_new (self, NULL, read_cb, GUINT_TO_POINTER (++self->serial));
  g_task_set_source_tag (task, cs_album_refresh);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  cs_task_run_in_thread (task, read_in_thread);
}

/**
 * cs_album_remove_async:
 * @self: an album
 * @photo: one of its photos
 * @for_good: whether the file is deleted; otherwise it is put into the trash
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes a photo. One that is gone already is only taken off the list.
 */
void
cs_album_remove_async (CsAlbum            *self,
                       CsAlbumPhoto       *photo,
                       gboolean            for_good,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (cs_album_photo_get_path (photo));
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_album_remove_async);
  g_task_set_task_data (task, g_object_ref (photo), g_object_unref);
  if (for_good)
    g_file_delete_async (file, G_PRIORITY_DEFAULT, cancellable, deleted_cb, task);
  else
    g_file_trash_async (file, G_PRIORITY_DEFAULT, cancellable, trashed_cb, task);
}

/**
 * cs_album_remove_finish:
 * @self: an album
 * @result: as the callback got it
 * @error: why it is still there; any error of the trash means that there is none for this file
 *
 * Returns: whether it is gone from the folder
 */
gboolean
cs_album_remove_finish (CsAlbum      *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
