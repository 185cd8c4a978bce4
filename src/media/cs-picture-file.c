/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-file.h"

#include "cs-picture-gate.h"

#include <glib/gi18n-lib.h>

/* Reading ends where it is known to be too much. */
static gboolean
read_more_cb (const char *contents,
              goffset     size,
              gpointer    data)
{
  return size <= CS_PICTURE_MAX_BYTES;
}

static gboolean
is_let_through (GBytes *file)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  guint width, height;

  return length <= CS_PICTURE_MAX_BYTES && cs_picture_gate_look (data, length, &width, &height) != CS_PICTURE_NONE &&
         cs_picture_gate_fits (width, height);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  GError *error = NULL;
  char *contents;
  gsize size;

  if (!g_file_load_partial_contents_finish (G_FILE (object), result, &contents, &size, NULL, &error)) {
    g_task_return_error (task, error);
    return;
  }
  file = g_bytes_new_take (contents, size);
  if (is_let_through (file))
    g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _("%s is damaged or too large to be shown. Open it with another program."), name);
}

/**
 * cs_picture_file_read_async:
 * @path: a regular file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a picture, no further than what may be decoded.
 */
void
cs_picture_file_read_async (const char         *path,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_picture_file_read_async);
  g_file_load_partial_contents_async (file, cancellable, read_more_cb, read_cb, task);
}

/**
 * cs_picture_file_read_finish:
 * @result: as the callback got it
 * @error: a sentence that says why there is none
 *
 * Returns: (transfer full) (nullable): the file's bytes, of a kind and size that may be decoded
 */
GBytes *
cs_picture_file_read_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
