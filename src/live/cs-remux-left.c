/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux.h"

#include "cs-live.h"
#include "cs-remux-parts.h"

#include <string.h>

typedef struct {
  char *folder;
  GPtrArray *left; /* folders that are still to do */
  GPtrArray *made; /* files */
  GString *lack; /* sentences, a line each: what is missing of what was made */
  GError *error; /* (nullable): the first */
} Job;

static void next (GTask *task);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_clear_pointer (&job->left, g_ptr_array_unref);
  g_clear_pointer (&job->made, g_ptr_array_unref);
  g_string_free (job->lack, TRUE);
  g_clear_error (&job->error);
  g_free (job);
}

static char *
make_path (const char *folder)
{
  return g_strconcat (folder, ".mp4", NULL);
}

static void
add_line (GString    *lines,
          const char *line)
{
  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  g_autofree char *folder = g_ptr_array_steal_index (job->left, 0);
  g_autofree char *lack = NULL;
  g_autoptr (GError) error = NULL;

  if (cs_remux_finish (result, &lack, &error)) {
    g_ptr_array_add (job->made, make_path (folder));
    if (lack != NULL)
      add_line (job->lack, lack);
  } else if (job->error == NULL && !g_error_matches (error, CS_LIVE_ERROR, CS_LIVE_ERROR_IN_USE)) {
    job->error = g_steal_pointer (&error);
  }
  next (task);
}

static void
next (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (job->left->len > 0) {
    path = make_path (g_ptr_array_index (job->left, 0));
    cs_remux_async (g_ptr_array_index (job->left, 0), path, CS_REMUX_PATIENCE_MS, g_task_get_cancellable (task), made_cb, task);
    return;
  }
  if (job->error != NULL && job->made->len == 0) {
    g_task_return_error (task, g_steal_pointer (&job->error));
    g_object_unref (task);
    return;
  }
  /* One that cannot be made does not keep the others from being told. */
  if (job->error != NULL)
    add_line (job->lack, job->error->message);
  g_task_return_pointer (task, g_ptr_array_ref (job->made), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GDir) dir = g_dir_open (job->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inside = g_build_filename (job->folder, name, NULL);
    g_autoptr (GPtrArray) parts = cs_remux_list_parts (inside);

    if (parts->len > 0)
      g_ptr_array_add (job->left, g_steal_pointer (&inside));
  }
  g_ptr_array_sort (job->left, compare_names);
  g_task_return_boolean (task, TRUE);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  next (data);
}

/**
 * cs_remux_left_async:
 * @folder: where recordings are kept
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is nothing left to do
 * @user_data: for @callback
 *
 * Makes one file of every recording that was left in parts, except those that are being made.
 */
void
cs_remux_left_async (const char         *folder,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) find = g_task_new (NULL, NULL, found_cb, task);
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (folder);
  job->left = g_ptr_array_new_with_free_func (g_free);
  job->made = g_ptr_array_new_with_free_func (g_free);
  job->lack = g_string_new (NULL);
  g_task_set_source_tag (task, cs_remux_left_async);
  g_task_set_task_data (task, job, job_free);
  g_task_set_task_data (find, job, NULL);
  g_task_run_in_thread (find, find_in_thread);
}

/**
 * cs_remux_left_finish:
 * @result: as the callback got it
 * @lack: (out) (optional) (nullable): sentences, a line each, that say what is missing of what was made, and what could not be
 * @error: a sentence that says why nothing could be made of what is there
 *
 * Returns: (transfer full) (element-type filename) (nullable): the files that were made
 */
GPtrArray *
cs_remux_left_finish (GAsyncResult *result,
                      char        **lack,
                      GError      **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (lack != NULL)
    *lack = job->lack->len > 0 ? g_strdup (job->lack->str) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}
