/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-act.h"

#include "cs-airing.h"
#include "cs-post-row.h"
#include "cs-queue.h"

#include <glib/gi18n-lib.h>

static gboolean
apply_take (CsWriter *writer,
            CsAct    *act,
            GError  **error)
{
  g_clear_pointer (&act->snapshot, cs_snapshot_unref);
  act->snapshot = cs_airing_take (writer, act->id, act->version, act->who, error);
  return act->snapshot != NULL;
}

static gpointer
answer_take (CsWriter *writer,
             CsAct    *act,
             GError  **error)
{
  return g_steal_pointer (&act->snapshot);
}

static gboolean
apply_end_airing (CsWriter *writer,
                  CsAct    *act,
                  GError  **error)
{
  return cs_airing_end (writer, act->id, act->text, act->at_us, error);
}

static gboolean
apply_move (CsWriter *writer,
            CsAct    *act,
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
             CsAct    *act,
             GError  **error)
{
  if (!cs_queue_leave (writer, act->id, error))
    return FALSE;
  cs_writer_note_updated (writer, act->id);
  return TRUE;
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);

  act = g_new0 (CsAct, 1);
  act->apply = apply_take;
  act->answer = answer_take;
  act->answer_free = (GDestroyNotify) cs_snapshot_unref;
  act->id = post_id;
  act->version = g_strdup (version);
  act->who = g_utf8_make_valid (by, -1);
  cs_act_start (act, self, cs_store_take_async, cancellable, callback, user_data);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self) && how != NULL);

  act = g_new0 (CsAct, 1);
  act->apply = apply_end_airing;
  act->id = airing_id;
  act->text = g_utf8_make_valid (how, -1);
  act->at_us = ended_us;
  cs_act_start (act, self, cs_store_end_airing_async, cancellable, callback, user_data);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self));

  act = g_new0 (CsAct, 1);
  act->apply = apply_move;
  act->id = post_id;
  act->position = position;
  cs_act_start (act, self, cs_store_move_in_queue_async, cancellable, callback, user_data);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self));

  act = g_new0 (CsAct, 1);
  act->apply = apply_leave;
  act->id = post_id;
  cs_act_start (act, self, cs_store_leave_queue_async, cancellable, callback, user_data);
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
