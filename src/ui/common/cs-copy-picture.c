/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-copy-picture.h"

#include "cs-picture-file.h"

/* Whole: the sandboxed decoder gives no more than what a window shows. */
static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL) {
    g_task_return_error (task, error);
    return;
  }
  gdk_clipboard_set_texture (g_task_get_task_data (task), texture);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GTask) decoding = NULL;
  GError *error = NULL;
  GBytes *file = cs_picture_file_read_finish (result, &error);

  if (file == NULL) {
    g_task_return_error (task, error);
    return;
  }
  decoding = g_task_new (NULL, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  g_task_set_source_tag (decoding, read_cb);
  g_task_set_task_data (decoding, file, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (decoding, decode_in_thread);
}

/**
 * cs_copy_picture_async:
 * @path: a picture of our own camera
 * @clipboard: where it goes
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Puts a picture on the clipboard in full size, for whatever composes a post. Main thread; it is read and decoded on
 * another.
 */
void
cs_copy_picture_async (const char         *path,
                       GdkClipboard       *clipboard,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_copy_picture_async);
  g_task_set_task_data (task, g_object_ref (clipboard), g_object_unref);
  cs_picture_file_read_async (path, cancellable, read_cb, task);
}

/**
 * cs_copy_picture_finish:
 * @result: as the callback got it
 * @error: why it is not there
 *
 * Returns: whether it is on the clipboard
 */
gboolean
cs_copy_picture_finish (GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
