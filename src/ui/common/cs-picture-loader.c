/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-loader.h"

#define DEFAULT_LIMIT_BYTES (32 * 1024 * 1024)

typedef struct {
  char *key;
  GdkTexture *texture;
  gsize size_bytes;
  GList link;
} CachedPicture;

/* One fetch under way, and everybody who waits for it. */
typedef struct {
  CsPictureLoader *loader;
  char *key;
  GPtrArray *waiting;
} Fetch;

typedef struct {
  GHashTable *cached; /* key → CachedPicture, owned */
  GQueue by_use;      /* the same, the last used first */
  GHashTable *under_way; /* key → Fetch, owned by the fetch itself */
  gsize size_bytes;
  gsize limit_bytes;
} CsPictureLoaderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsPictureLoader, cs_picture_loader, G_TYPE_OBJECT)

static void
cached_picture_free (CachedPicture *picture)
{
  g_free (picture->key);
  g_object_unref (picture->texture);
  g_free (picture);
}

static void
fetch_free (Fetch *fetch)
{
  g_ptr_array_unref (fetch->waiting);
  g_free (fetch->key);
  g_object_unref (fetch->loader);
  g_free (fetch);
}

static char *
make_key (const char *url,
          int         width,
          int         height)
{
  return g_strdup_printf ("%dx%d %s", width, height, url);
}

static void
forget (CsPictureLoaderPrivate *priv,
        CachedPicture          *picture)
{
  g_queue_unlink (&priv->by_use, &picture->link);
  priv->size_bytes -= picture->size_bytes;
  g_hash_table_remove (priv->cached, picture->key);
}

static void
shrink (CsPictureLoaderPrivate *priv)
{
  while (priv->size_bytes > priv->limit_bytes && priv->by_use.tail != NULL)
    forget (priv, priv->by_use.tail->data);
}

static void
keep (CsPictureLoader *self,
      const char      *key,
      GdkTexture      *texture)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);
  CachedPicture *picture = g_new0 (CachedPicture, 1);

  picture->key = g_strdup (key);
  picture->texture = g_object_ref (texture);
  picture->size_bytes = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
  picture->link.data = picture;
  g_hash_table_insert (priv->cached, picture->key, picture);
  g_queue_push_head_link (&priv->by_use, &picture->link);
  priv->size_bytes += picture->size_bytes;
  shrink (priv);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  CsPictureLoader *self = CS_PICTURE_LOADER (source);
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = CS_PICTURE_LOADER_GET_CLASS (self)->fetch_finish (self, result, &error);

  g_hash_table_remove (priv->under_way, fetch->key);
  if (texture != NULL)
    keep (self, fetch->key, texture);
  for (guint i = 0; i < fetch->waiting->len; i++) {
    GTask *task = fetch->waiting->pdata[i];

    if (texture != NULL)
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
    else
      g_task_return_error (task, g_error_copy (error));
  }
  fetch_free (fetch);
}

static void
cs_picture_loader_finalize (GObject *object)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (CS_PICTURE_LOADER (object));

  g_hash_table_unref (priv->cached);
  g_hash_table_unref (priv->under_way);
  G_OBJECT_CLASS (cs_picture_loader_parent_class)->finalize (object);
}

static void
cs_picture_loader_class_init (CsPictureLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_picture_loader_finalize;
}

static void
cs_picture_loader_init (CsPictureLoader *self)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);

  priv->cached =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cached_picture_free);
  priv->under_way = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&priv->by_use);
  priv->limit_bytes = DEFAULT_LIMIT_BYTES;
}

/**
 * cs_picture_loader_peek:
 * @self: a loader
 * @url: where the picture is
 * @width: in device pixels
 * @height: in device pixels
 *
 * Returns: (transfer none) (nullable): the picture, when it is in memory already
 */
GdkTexture *
cs_picture_loader_peek (CsPictureLoader *self,
                        const char      *url,
                        int              width,
                        int              height)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);
  g_autofree char *key = make_key (url, width, height);
  CachedPicture *picture;

  g_return_val_if_fail (CS_IS_PICTURE_LOADER (self), NULL);

  picture = g_hash_table_lookup (priv->cached, key);
  if (picture == NULL)
    return NULL;
  g_queue_unlink (&priv->by_use, &picture->link);
  g_queue_push_head_link (&priv->by_use, &picture->link);
  return picture->texture;
}

/**
 * cs_picture_loader_load_async:
 * @self: a loader
 * @url: where the picture is
 * @width: in device pixels
 * @height: in device pixels
 * @cancellable: (nullable): stops waiting; the fetch itself goes on for the cache
 * @callback: called when the picture is there or cannot be had
 * @user_data: for @callback
 *
 * Gets a picture, scaled to cover @width × @height. Whoever asks for the same one meanwhile shares the
 * fetch.
 */
void
cs_picture_loader_load_async (CsPictureLoader    *self,
                              const char         *url,
                              int                 width,
                              int                 height,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = make_key (url, width, height);
  GdkTexture *cached;
  Fetch *fetch;

  g_return_if_fail (CS_IS_PICTURE_LOADER (self) && url != NULL && width > 0 && height > 0);

  g_task_set_source_tag (task, cs_picture_loader_load_async);
  cached = cs_picture_loader_peek (self, url, width, height);
  if (cached != NULL) {
    g_task_return_pointer (task, g_object_ref (cached), g_object_unref);
    return;
  }
  fetch = g_hash_table_lookup (priv->under_way, key);
  if (fetch != NULL) {
    g_ptr_array_add (fetch->waiting, g_steal_pointer (&task));
    return;
  }
  fetch = g_new0 (Fetch, 1);
  fetch->loader = g_object_ref (self);
  fetch->key = g_steal_pointer (&key);
  fetch->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fetch->waiting, g_steal_pointer (&task));
  g_hash_table_insert (priv->under_way, fetch->key, fetch);
  CS_PICTURE_LOADER_GET_CLASS (self)->fetch_async (self, url, width, height, NULL, fetched_cb, fetch);
}

/**
 * cs_picture_loader_load_finish:
 * @self: a loader
 * @result: what the callback was given
 * @error: why there is no picture
 *
 * Returns: (transfer full): the picture, or %NULL with @error set
 */
GdkTexture *
cs_picture_loader_load_finish (CsPictureLoader *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_picture_loader_set_limit_bytes:
 * @self: a loader
 * @limit_bytes: how much decoded pictures may take; the longest unused go first
 */
void
cs_picture_loader_set_limit_bytes (CsPictureLoader *self,
                                   gsize            limit_bytes)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);

  g_return_if_fail (CS_IS_PICTURE_LOADER (self));

  priv->limit_bytes = limit_bytes;
  shrink (priv);
}

/**
 * cs_picture_loader_get_size_bytes:
 * @self: a loader
 *
 * Returns: how much decoded pictures take now
 */
gsize
cs_picture_loader_get_size_bytes (CsPictureLoader *self)
{
  CsPictureLoaderPrivate *priv = cs_picture_loader_get_instance_private (self);

  g_return_val_if_fail (CS_IS_PICTURE_LOADER (self), 0);

  return priv->size_bytes;
}
