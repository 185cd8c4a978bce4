/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-show-in-folder.h"

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Without a file manager that can point at a file, the folder at least. */
static void
open_folder (GTask *task)
{
  g_autoptr (GFile) folder = g_file_get_parent (g_task_get_task_data (task));
  g_autofree char *uri = g_file_get_uri (folder);

  g_app_info_launch_default_for_uri_async (uri, NULL, g_task_get_cancellable (task), launched_cb, task);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    open_folder (g_steal_pointer (&task));
}

static void
bus_got_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *uri = g_file_get_uri (g_task_get_task_data (task));
  const char *const uris[] = { uri, NULL };

  if (g_task_return_error_if_cancelled (task))
    return;
  if (bus == NULL) {
    open_folder (g_steal_pointer (&task));
    return;
  }
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, shown_cb, g_steal_pointer (&task));
}

/**
 * cs_show_in_folder_async:
 * @path: a file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is shown
 * @user_data: for @callback
 *
 * Has the file manager show a file in its folder
 * (https://www.freedesktop.org/wiki/Specifications/file-manager-interface/). Main thread.
 */
void
cs_show_in_folder_async (const char         *path,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_show_in_folder_async);
  g_task_set_task_data (task, g_file_new_for_path (path), g_object_unref);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_got_cb, task);
}

/**
 * cs_show_in_folder_finish:
 * @result: as the callback got it
 * @error: why nothing is shown
 *
 * Returns: whether a program was asked to show it
 */
gboolean
cs_show_in_folder_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
