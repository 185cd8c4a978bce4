/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-fetched-pictures.h"

/* The pictures of the networks: fetched and decoded by the media room, shown as textures. */
struct _CsFetchedPictures {
  CsPictureLoader parent_instance;

  CsPictureFetcher *fetcher;
};

G_DEFINE_FINAL_TYPE (CsFetchedPictures, cs_fetched_pictures, CS_TYPE_PICTURE_LOADER)

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (CsBitmap) bitmap =
    cs_picture_fetcher_fetch_finish (CS_PICTURE_FETCHER (source), result, &error);

  if (bitmap == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           gdk_memory_texture_new (bitmap->width, bitmap->height, GDK_MEMORY_R8G8B8A8, bitmap->pixels,
                                                   bitmap->width * 4),
                           g_object_unref);
}

static void
cs_fetched_pictures_fetch_async (CsPictureLoader    *loader,
                                 const char         *url,
                                 int                 width,
                                 int                 height,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  CsFetchedPictures *self = CS_FETCHED_PICTURES (loader);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  cs_picture_fetcher_fetch_async (self->fetcher, url, width, height, cancellable, fetched_cb, task);
}

static GdkTexture *
cs_fetched_pictures_fetch_finish (CsPictureLoader *loader,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cs_fetched_pictures_dispose (GObject *object)
{
  CsFetchedPictures *self = CS_FETCHED_PICTURES (object);

  g_clear_object (&self->fetcher);
  G_OBJECT_CLASS (cs_fetched_pictures_parent_class)->dispose (object);
}

static void
cs_fetched_pictures_class_init (CsFetchedPicturesClass *klass)
{
  CsPictureLoaderClass *loader_class = CS_PICTURE_LOADER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_fetched_pictures_dispose;
  loader_class->fetch_async = cs_fetched_pictures_fetch_async;
  loader_class->fetch_finish = cs_fetched_pictures_fetch_finish;
}

static void
cs_fetched_pictures_init (CsFetchedPictures *self)
{
}

/**
 * cs_fetched_pictures_new:
 * @rehearsal_folder: (nullable): where the pictures of the rehearsal show are
 * @seen: takes note of what is shown
 *
 * Returns: (transfer full): a loader that fetches from the networks; main thread only
 */
CsPictureLoader *
cs_fetched_pictures_new (const char     *rehearsal_folder,
                         CsSeenPictures *seen)
{
  CsFetchedPictures *self = g_object_new (CS_TYPE_FETCHED_PICTURES, NULL);

  self->fetcher = cs_picture_fetcher_new (rehearsal_folder, seen);
  return CS_PICTURE_LOADER (self);
}
