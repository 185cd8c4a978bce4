/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-machine.h"

#include <glib/gi18n-lib.h>

/* Below this an evening may not fit. */
#define ROOM_BYTES (G_GUINT64_CONSTANT (1) << 30)

static void
cameras_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsMachine *machine = g_task_get_task_data (task);
  GList *files = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, NULL);

  machine->n_cameras = g_list_length (files);
  g_list_free_full (files, g_object_unref);
  g_task_return_boolean (task, TRUE);
}

/* Without the folder there is no camera: that is an answer, not an error. */
static void
cameras_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GFileEnumerator) cameras = g_file_enumerate_children_finish (G_FILE (source), result, NULL);

  if (cameras == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_file_enumerator_next_files_async (cameras, 64, G_PRIORITY_LOW, g_task_get_cancellable (task), cameras_listed_cb,
                                      g_object_ref (task));
}

static void
space_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsMachine *machine = g_task_get_task_data (task);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (source), result, NULL);
  g_autoptr (GFile) cameras = g_file_new_for_path ("/sys/class/video4linux");

  if (info != NULL)
    machine->free_bytes = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  g_file_enumerate_children_async (cameras, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, G_PRIORITY_LOW,
                                   g_task_get_cancellable (task), cameras_found_cb, g_object_ref (task));
}

/**
 * cs_machine_look_async:
 * @folder: where shows are kept
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks what this machine has for a show.
 */
void
cs_machine_look_async (const char         *folder,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  g_task_set_source_tag (task, cs_machine_look_async);
  g_task_set_task_data (task, g_new0 (CsMachine, 1), g_free);
  g_file_query_filesystem_info_async (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_LOW, cancellable,
                                      space_found_cb, g_object_ref (task));
}

/**
 * cs_machine_look_finish:
 * @result: as the callback got it
 * @machine: (out caller-allocates): what was found
 * @error: only when it was cancelled
 *
 * Returns: whether it was looked
 */
gboolean
cs_machine_look_finish (GAsyncResult *result,
                        CsMachine    *machine,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  *machine = *(CsMachine *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_machine_is_ready:
 * @machine: what a machine has
 *
 * Returns: whether a show can be run on it: a camera is not needed, room on the disk is
 */
gboolean
cs_machine_is_ready (const CsMachine *machine)
{
  return machine->free_bytes == 0 || machine->free_bytes >= ROOM_BYTES;
}

/**
 * cs_machine_describe:
 * @machine: what a machine has
 *
 * Returns: (transfer full): the same in one sentence
 */
char *
cs_machine_describe (const CsMachine *machine)
{
  g_autofree char *space = g_format_size (machine->free_bytes);
  const char *camera = machine->n_cameras > 0 ? _("camera found") : _("no camera found");

  if (!cs_machine_is_ready (machine))
    return g_strdup_printf (_("Only %s free on this computer’s disk: make room before the show."), space);
  if (machine->free_bytes == 0)
    return g_strdup_printf (_("This computer is ready: %s."), camera);
  /* Translators: "This computer is ready: camera found, 412 GB free." */
  return g_strdup_printf (_("This computer is ready: %s, %s free."), camera, space);
}
