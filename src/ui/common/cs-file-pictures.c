/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-file-pictures.h"

#include "cs-decoder.h"
#include "cs-picture-file.h"

/* Pictures on the disk, by their path: read on another thread, decoded in the sandboxed process. */
struct _CsFilePictures {
  CsPictureLoader parent_instance;

  CsDecoder *decoder;
};

typedef struct {
  int width; /* device pixels */
  int height;
} Size;

G_DEFINE_FINAL_TYPE (CsFilePictures, cs_file_pictures, CS_TYPE_PICTURE_LOADER)

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (CsBitmap) bitmap = cs_decoder_decode_finish (CS_DECODER (source), result, &error);

  if (bitmap == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           gdk_memory_texture_new (bitmap->width, bitmap->height, GDK_MEMORY_R8G8B8A8, bitmap->pixels,
                                                   bitmap->width * 4),
                           g_object_unref);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsFilePictures *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const Size *size = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) file = cs_picture_file_read_finish (result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    cs_decoder_decode_async (self->decoder, file, size->width, size->height, cancellable, decoded_cb,
                             g_steal_pointer (&task));
}

static void
cs_file_pictures_fetch_async (CsPictureLoader    *loader,
                              const char         *url,
                              int                 width,
                              int                 height,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (loader, cancellable, callback, user_data);
  Size *size = g_new0 (Size, 1);

  *size = (Size) { width, height };
  g_task_set_task_data (task, size, g_free);
  cs_picture_file_read_async (url, cancellable, read_cb, task);
}

static GdkTexture *
cs_file_pictures_fetch_finish (CsPictureLoader *loader,
                               GAsyncResult    *result,
                               GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cs_file_pictures_dispose (GObject *object)
{
  g_clear_object (&CS_FILE_PICTURES (object)->decoder);
  G_OBJECT_CLASS (cs_file_pictures_parent_class)->dispose (object);
}

static void
cs_file_pictures_class_init (CsFilePicturesClass *klass)
{
  CsPictureLoaderClass *loader_class = CS_PICTURE_LOADER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_file_pictures_dispose;
  loader_class->fetch_async = cs_file_pictures_fetch_async;
  loader_class->fetch_finish = cs_file_pictures_fetch_finish;
}

static void
cs_file_pictures_init (CsFilePictures *self)
{
  self->decoder = cs_decoder_new ();
}

/**
 * cs_file_pictures_new:
 *
 * Returns: (transfer full): a loader whose addresses are paths of regular files
 */
CsPictureLoader *
cs_file_pictures_new (void)
{
  return g_object_new (CS_TYPE_FILE_PICTURES, NULL);
}
