/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-act.h"

/* Of the ballast for one act: what needs more does not fit at all, or somebody else takes it. */
#define MAX_PIECES 4

static void
act_free (gpointer data)
{
  CsAct *self = data;

  g_free (self->version);
  g_free (self->who);
  g_free (self->text);
  g_clear_pointer (&self->value, g_variant_unref);
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  g_free (self);
}

static gboolean
apply_act (CsWriter *writer,
           gpointer  data,
           GError  **error)
{
  CsAct *act = data;

  return act->apply (writer, act, error);
}

static void
act_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  CsStore *self = source;
  CsAct *act = data;
  GError *error = NULL;
  gpointer answer = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (cs_store_apply (self, apply_act, act, &error) && act->answer != NULL)
    answer = act->answer (self->writer, act, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (act->answer != NULL)
    g_task_return_pointer (task, answer, act->answer_free);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
apply_once (CsStore     *self,
            CsWriter    *writer,
            CsStoreApply apply,
            gpointer     data,
            GError     **error)
{
  CsChange *change;

  if (!cs_writer_begin (writer, error))
    return FALSE;
  if (!apply (writer, data, error)) {
    cs_writer_roll_back (writer);
    return FALSE;
  }
  change = cs_writer_commit (writer, error);
  if (change == NULL)
    return FALSE;
  cs_store_publish (self, change, TRUE);
  return TRUE;
}

/**
 * cs_store_apply:
 * @self: a store, on its writing thread
 * @apply: changes the file; called again when the disk was full and has got back some of the room that was kept for this
 * @data: for @apply
 * @error: return location
 *
 * Does what a person asked for in one transaction, and tells of it.
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_apply (CsStore     *self,
                CsStoreApply apply,
                gpointer     data,
                GError     **error)
{
  CsWriter *writer = cs_store_get_writer (self, error);
  GError *local_error = NULL;

  if (writer == NULL)
    return FALSE;
  for (guint n_given = 0; !apply_once (self, writer, apply, data, &local_error); n_given++) {
    if (n_given == MAX_PIECES || !g_error_matches (local_error, CS_STORE_ERROR, CS_STORE_ERROR_FULL) ||
        !cs_ballast_give_back (self->ballast)) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
    g_clear_error (&local_error);
  }
  return TRUE;
}

/**
 * cs_act_start:
 * @self: (transfer full): what is to be done
 * @store: a store; the task's source
 * @tag: the public function that was called
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Hands it to the thread that writes. Once it has been begun it is not given up: the answer would be that nothing was
 * done. The task ends with what @answer made, or with TRUE.
 */
void
cs_act_start (CsAct              *self,
              CsStore            *store,
              gpointer            tag,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, act_free);
  cs_store_write (store, task, act_thread);
}
