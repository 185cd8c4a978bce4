/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-theme.h"

#include <glib/gi18n-lib.h>

#define MAX_BYTES (256 * 1024)

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gsize length = 0;
  char *buffer = g_task_get_task_data (task);

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    g_task_return_error (task, error);
  else if (length > MAX_BYTES)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _("The style sheet is longer than 256 KiB. Choose a shorter one."));
  else if (!g_utf8_validate_len (buffer, length, NULL))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _("The style sheet is not text in UTF-8. Save it in that encoding."));
  else
    g_task_return_pointer (task, g_bytes_new (buffer, length), (GDestroyNotify) g_bytes_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  char *buffer;

  if (stream == NULL) {
    g_task_return_error (task, error);
    return;
  }
  buffer = g_malloc (MAX_BYTES + 1);
  g_task_set_task_data (task, buffer, g_free);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), buffer, MAX_BYTES + 1, G_PRIORITY_DEFAULT, cancellable,
                                 read_cb, g_steal_pointer (&task));
}

/**
 * cs_theme_load_async:
 * @path: (nullable): a style sheet, or %NULL for an empty one
 * @cancellable: (nullable): to give up
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Reads the show's style sheet. It is passed on as it is and never interpreted here.
 */
void
cs_theme_load_async (const char         *path,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  g_task_set_source_tag (task, cs_theme_load_async);
  if (file == NULL)
    g_task_return_pointer (task, g_bytes_new (NULL, 0), (GDestroyNotify) g_bytes_unref);
  else
    g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, opened_cb, g_steal_pointer (&task));
}

/**
 * cs_theme_load_finish:
 * @result: what the callback was given
 * @error: where to say why not
 *
 * Returns: (transfer full) (nullable): the style sheet, at most 256 KiB of UTF-8
 */
GBytes *
cs_theme_load_finish (GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
