/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-triage.h"

#include <glib/gi18n-lib.h>

/* The verbs of one moderator. What can be undone is read from the show's journal, so that undo has no
 * limit and outlives a restart. */
struct _CsTriage {
  GObject parent_instance;

  CsStore *store;
  char *by;
};

G_DEFINE_FINAL_TYPE (CsTriage, cs_triage, G_TYPE_OBJECT)

static void
cs_triage_dispose (GObject *object)
{
  CsTriage *self = CS_TRIAGE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->by, g_free);
  G_OBJECT_CLASS (cs_triage_parent_class)->dispose (object);
}

static void
cs_triage_class_init (CsTriageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_triage_dispose;
}

static void
cs_triage_init (CsTriage *self)
{
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CsEntry *entry = cs_store_decide_finish (CS_STORE (source), result, &error);

  if (entry != NULL)
    g_task_return_pointer (task, entry, (GDestroyNotify) cs_entry_unref);
  else
    g_task_return_error (task, error);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CsEntry *entry = cs_store_undo_finish (CS_STORE (source), result, &error);

  if (entry != NULL)
    g_task_return_pointer (task, entry, (GDestroyNotify) cs_entry_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_triage_new:
 * @store: the open show file
 * @by: who moderates, as the journal names them
 *
 * Returns: (transfer full): a new triage; main thread only
 */
CsTriage *
cs_triage_new (CsStore    *store,
               const char *by)
{
  CsTriage *self = g_object_new (CS_TYPE_TRIAGE, NULL);

  self->store = g_object_ref (store);
  self->by = g_strdup (by);
  return self;
}

/**
 * cs_triage_get_by:
 * @self: a triage
 *
 * Returns: (transfer none): who moderates
 */
const char *
cs_triage_get_by (CsTriage *self)
{
  g_return_val_if_fail (CS_IS_TRIAGE (self), NULL);

  return self->by;
}

/**
 * cs_triage_set_by:
 * @self: a triage
 * @by: who moderates from now on
 */
void
cs_triage_set_by (CsTriage   *self,
                  const char *by)
{
  g_return_if_fail (CS_IS_TRIAGE (self) && by != NULL);

  g_free (self->by);
  self->by = g_strdup (by);
}

/**
 * cs_triage_decide_async:
 * @self: a triage
 * @shown: the post as the moderator saw it: the decision binds to this version
 * @verb: %CS_VERB_APPROVE, %CS_VERB_REJECT or %CS_VERB_HOLD
 * @reason: (nullable): why
 * @cancellable: (nullable): a cancellable
 * @callback: called when the decision is on disk
 * @user_data: for @callback
 *
 * Decides on a post. If it has changed since @shown was read, nothing is decided.
 */
void
cs_triage_decide_async (CsTriage           *self,
                        CsEntry            *shown,
                        CsVerb              verb,
                        const char         *reason,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_TRIAGE (self) && shown != NULL);
  g_return_if_fail (verb == CS_VERB_APPROVE || verb == CS_VERB_REJECT || verb == CS_VERB_HOLD);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_triage_decide_async);
  cs_store_decide_async (self->store, shown->id, shown->post->version, verb, self->by, reason, cancellable,
                         decided_cb, task);
}

/**
 * cs_triage_decide_finish:
 * @self: a triage
 * @result: as the callback got it
 * @error: a sentence that says why nothing was decided
 *
 * Returns: (transfer full): the post after the decision, or %NULL on error
 */
CsEntry *
cs_triage_decide_finish (CsTriage     *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_triage_undo_async:
 * @self: a triage
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Takes back this moderator's newest decision that still stands; again and again, without limit.
 */
void
cs_triage_undo_async (CsTriage           *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_TRIAGE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_triage_undo_async);
  cs_store_undo_async (self->store, 0, self->by, cancellable, undone_cb, task);
}

/**
 * cs_triage_undo_finish:
 * @self: a triage
 * @result: as the callback got it
 * @error: a sentence that says why nothing was undone
 *
 * Returns: (transfer full): the post after the undo, or %NULL on error
 */
CsEntry *
cs_triage_undo_finish (CsTriage     *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
