/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-private.h"

#include "cs-airing.h"
#include "cs-entry-reader.h"
#include "cs-queue.h"
#include "cs-settings.h"

#include <glib/gi18n-lib.h>

/* Of the ballast for one act: what needs more does not fit at all, or somebody else takes it. */
#define MAX_PIECES 4

typedef struct _Act Act;

/**
 * Act:
 * @apply: changes the file; in a transaction
 * @answer: (nullable): once it is on disk, makes what the caller gets; without it the caller gets TRUE
 *
 * What a person does, with what it needs.
 */
struct _Act {
  gboolean (*apply) (CsWriter *writer,
                     Act      *self,
                     GError  **error);
  gpointer (*answer) (CsWriter *writer,
                      Act      *self,
                      GError  **error);
  GDestroyNotify answer_free;

  gint64 id;
  char *version;
  CsVerb verb;
  char *who;
  char *text;
  guint position;
  gint64 at_us;
  GVariant *value;
  CsSnapshot *snapshot;
};

static void
act_free (gpointer data)
{
  Act *self = data;

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
  Act *act = data;

  return act->apply (writer, act, error);
}

static void
act_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  CsStore *self = source;
  Act *act = data;
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

/* Once it has been begun an act is not given up: the answer would be that nothing was done. */
static void
start_act (CsStore            *self,
           Act                *act,
           gpointer            tag,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, act, act_free);
  cs_store_write (self, task, act_thread);
}

static gpointer
answer_entry (CsWriter *writer,
              Act      *act,
              GError  **error)
{
  return cs_entry_reader_read (writer->db, act->id, writer->serial, error);
}

static gboolean
apply_decide (CsWriter *writer,
              Act      *act,
              GError  **error)
{
  return cs_decide (writer, act->id, act->version, act->verb, act->who, act->text, error);
}

static gboolean
apply_undo (CsWriter *writer,
            Act      *act,
            GError  **error)
{
  gint64 post_id = cs_decide_undo (writer, act->id, act->who, error);

  if (post_id != 0)
    act->id = post_id;
  return post_id != 0;
}

static gboolean
apply_take (CsWriter *writer,
            Act      *act,
            GError  **error)
{
  g_clear_pointer (&act->snapshot, cs_snapshot_unref);
  act->snapshot = cs_airing_take (writer, act->id, act->version, act->who, error);
  return act->snapshot != NULL;
}

static gpointer
answer_take (CsWriter *writer,
             Act      *act,
             GError  **error)
{
  return g_steal_pointer (&act->snapshot);
}

static gboolean
apply_end_airing (CsWriter *writer,
                  Act      *act,
                  GError  **error)
{
  return cs_airing_end (writer, act->id, act->text, act->at_us, error);
}

static gboolean
apply_move (CsWriter *writer,
            Act      *act,
            GError  **error)
{
  g_auto (CsPostRow) row = { 0 };

  if (!cs_post_row_load (writer, act->id, &row, error))
    return FALSE;
  if (row.state != CS_STATE_APPROVED || row.gone_how != CS_GONE_NOT) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED,
                         _("This post is not approved: it has no place in the queue."));
    return FALSE;
  }
  return cs_queue_move (writer, act->id, act->position, error);
}

static gboolean
apply_leave (CsWriter *writer,
             Act      *act,
             GError  **error)
{
  if (!cs_queue_leave (writer, act->id, error))
    return FALSE;
  cs_writer_note_updated (writer, act->id);
  return TRUE;
}

static gboolean
apply_setting (CsWriter *writer,
               Act      *act,
               GError  **error)
{
  return cs_settings_write (writer, act->text, act->value, error);
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
 * cs_store_decide_async:
 * @self: a store
 * @post_id: a post's row in the show file
 * @version: the version that was shown
 * @verb: %CS_VERB_APPROVE, %CS_VERB_REJECT or %CS_VERB_HOLD
 * @by: who decides
 * @reason: (nullable): why
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the decision is on disk
 * @user_data: for @callback
 *
 * Decides on one version of a post. Approved, it enters the queue; no longer approved, it leaves it.
 */
void
cs_store_decide_async (CsStore            *self,
                       gint64              post_id,
                       const char         *version,
                       CsVerb              verb,
                       const char         *by,
                       const char         *reason,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);
  g_return_if_fail (verb == CS_VERB_APPROVE || verb == CS_VERB_REJECT || verb == CS_VERB_HOLD);

  act = g_new0 (Act, 1);
  act->apply = apply_decide;
  act->answer = answer_entry;
  act->answer_free = (GDestroyNotify) cs_entry_unref;
  act->id = post_id;
  act->version = g_strdup (version);
  act->verb = verb;
  act->who = g_utf8_make_valid (by, -1);
  act->text = reason != NULL ? g_utf8_make_valid (reason, -1) : NULL;
  start_act (self, act, cs_store_decide_async, cancellable, callback, user_data);
}

/**
 * cs_store_decide_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_STALE when the post is no longer what was shown
 *
 * Returns: (transfer full) (nullable): the post as it is now
 */
CsEntry *
cs_store_decide_finish (CsStore      *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_undo_async:
 * @self: a store
 * @post_id: a post's row in the show file, or 0 for any post
 * @by: whose decision
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Takes back the newest decision by @by that is in force. What an author has edited or removed since is
 * not touched.
 */
void
cs_store_undo_async (CsStore            *self,
                     gint64              post_id,
                     const char         *by,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);

  act = g_new0 (Act, 1);
  act->apply = apply_undo;
  act->answer = answer_entry;
  act->answer_free = (GDestroyNotify) cs_entry_unref;
  act->id = post_id;
  act->who = g_utf8_make_valid (by, -1);
  start_act (self, act, cs_store_undo_async, cancellable, callback, user_data);
}

/**
 * cs_store_undo_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_NOTHING when there is nothing to undo
 *
 * Returns: (transfer full) (nullable): the post as it is now
 */
CsEntry *
cs_store_undo_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_take_async:
 * @self: a store
 * @post_id: a post's row in the show file
 * @version: the version that was shown
 * @by: who takes it
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the airing is on disk
 * @user_data: for @callback
 *
 * Asks whether this very version may go on air, and if so writes that it does.
 */
void
cs_store_take_async (CsStore            *self,
                     gint64              post_id,
                     const char         *version,
                     const char         *by,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);

  act = g_new0 (Act, 1);
  act->apply = apply_take;
  act->answer = answer_take;
  act->answer_free = (GDestroyNotify) cs_snapshot_unref;
  act->id = post_id;
  act->version = g_strdup (version);
  act->who = g_utf8_make_valid (by, -1);
  start_act (self, act, cs_store_take_async, cancellable, callback, user_data);
}

/**
 * cs_store_take_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_STALE or %CS_STORE_ERROR_NOT_APPROVED
 *
 * Returns: (transfer full) (nullable): what viewers may see
 */
CsSnapshot *
cs_store_take_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_end_airing_async:
 * @self: a store
 * @airing_id: the airing, as #CsSnapshot names it
 * @how: in a word why it ended
 * @ended_us: when it left the air, microseconds since 1970 UTC
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Writes that something is off the air. An airing that has ended already stays as it is.
 */
void
cs_store_end_airing_async (CsStore            *self,
                           gint64              airing_id,
                           const char         *how,
                           gint64              ended_us,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self) && how != NULL);

  act = g_new0 (Act, 1);
  act->apply = apply_end_airing;
  act->id = airing_id;
  act->text = g_utf8_make_valid (how, -1);
  act->at_us = ended_us;
  start_act (self, act, cs_store_end_airing_async, cancellable, callback, user_data);
}

/**
 * cs_store_end_airing_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_end_airing_finish (CsStore      *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_move_in_queue_async:
 * @self: a store
 * @post_id: an approved post
 * @position: where it is to be, from 1; beyond the end means the end
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Moves a post in the queue, or back into it.
 */
void
cs_store_move_in_queue_async (CsStore            *self,
                              gint64              post_id,
                              guint               position,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self));

  act = g_new0 (Act, 1);
  act->apply = apply_move;
  act->id = post_id;
  act->position = position;
  start_act (self, act, cs_store_move_in_queue_async, cancellable, callback, user_data);
}

/**
 * cs_store_move_in_queue_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_NOT_APPROVED
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_move_in_queue_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_leave_queue_async:
 * @self: a store
 * @post_id: a post in the queue
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Takes a post out of the queue. It stays approved, and cs_store_move_in_queue_async() puts it back.
 */
void
cs_store_leave_queue_async (CsStore            *self,
                            gint64              post_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self));

  act = g_new0 (Act, 1);
  act->apply = apply_leave;
  act->id = post_id;
  start_act (self, act, cs_store_leave_queue_async, cancellable, callback, user_data);
}

/**
 * cs_store_leave_queue_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_leave_queue_finish (CsStore      *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_set_setting_async:
 * @self: a store
 * @name: a setting of this show
 * @value: (nullable): its value, consumed if floating; %NULL removes it
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Keeps a setting in the show file.
 */
void
cs_store_set_setting_async (CsStore            *self,
                            const char         *name,
                            GVariant           *value,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Act *act;

  g_return_if_fail (CS_IS_STORE (self) && name != NULL);

  act = g_new0 (Act, 1);
  act->apply = apply_setting;
  act->text = g_strdup (name);
  act->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  start_act (self, act, cs_store_set_setting_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_setting_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_set_setting_finish (CsStore      *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
