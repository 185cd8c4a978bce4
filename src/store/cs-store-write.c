/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-act.h"

#include "cs-decide.h"
#include "cs-entry-reader.h"
#include "cs-settings.h"

static gpointer
answer_entry (CsWriter *writer,
              CsAct    *act,
              GError  **error)
{
  return cs_entry_reader_read (writer->db, act->id, writer->serial, error);
}

static gboolean
apply_decide (CsWriter *writer,
              CsAct    *act,
              GError  **error)
{
  return cs_decide (writer, act->id, act->version, act->verb, act->who, act->text, error);
}

static gboolean
apply_undo (CsWriter *writer,
            CsAct    *act,
            GError  **error)
{
  gint64 post_id = cs_decide_undo (writer, act->id, act->who, error);

  if (post_id != 0)
    act->id = post_id;
  return post_id != 0;
}

static gboolean
apply_setting (CsWriter *writer,
               CsAct    *act,
               GError  **error)
{
  return cs_settings_write (writer, act->text, act->value, error);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);
  g_return_if_fail (verb == CS_VERB_APPROVE || verb == CS_VERB_REJECT || verb == CS_VERB_HOLD);

  act = g_new0 (CsAct, 1);
  act->apply = apply_decide;
  act->answer = answer_entry;
  act->answer_free = (GDestroyNotify) cs_entry_unref;
  act->id = post_id;
  act->version = g_strdup (version);
  act->verb = verb;
  act->who = g_utf8_make_valid (by, -1);
  act->text = reason != NULL ? g_utf8_make_valid (reason, -1) : NULL;
  cs_act_start (act, self, cs_store_decide_async, cancellable, callback, user_data);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self) && by != NULL);

  act = g_new0 (CsAct, 1);
  act->apply = apply_undo;
  act->answer = answer_entry;
  act->answer_free = (GDestroyNotify) cs_entry_unref;
  act->id = post_id;
  act->who = g_utf8_make_valid (by, -1);
  cs_act_start (act, self, cs_store_undo_async, cancellable, callback, user_data);
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
  CsAct *act;

  g_return_if_fail (CS_IS_STORE (self) && name != NULL);

  act = g_new0 (CsAct, 1);
  act->apply = apply_setting;
  act->text = g_strdup (name);
  act->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  cs_act_start (act, self, cs_store_set_setting_async, cancellable, callback, user_data);
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
