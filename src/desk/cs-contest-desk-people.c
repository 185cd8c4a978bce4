/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-certificate.h"
#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CsContestAct act;
  gint64 account_id;
  gint64 into_id;
  char *id;
  char *code;
  char *reason;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->id);
  g_free (wish->code);
  g_free (wish->reason);
  g_free (wish);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  cs_contest_desk_set_busy (self, FALSE);
  if (cs_store_set_setting_finish (CS_STORE (object), result, &error)) {
    cs_contest_counter_set_people (self->counter, self->people);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
  cs_contest_desk_changed (self);
}

/* Takes @task. */
void
cs_contest_desk_keep_people (CsContestDesk *self,
                             GTask         *task)
{
  cs_store_set_setting_async (self->store, CS_CONTEST_KEY_PEOPLE, cs_contest_people_to_variant (self->people), NULL, kept_cb,
                              task);
}

/* It is in the journal of draws; what stands behind the entry is kept apart from it, so that it can be deleted. */
static void
journaled_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  GTask *task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  const Wish *wish = g_task_get_task_data (task);
  GError *error = NULL;
  char *text = cs_draw_exclude_finish (CS_DRAW (object), result, &error);
  CsContestRuling *ruling;

  if (text == NULL) {
    cs_contest_desk_set_busy (self, FALSE);
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  ruling = cs_contest_people_add_ruling (self->people, wish->act, wish->account_id, wish->id, wish->code);
  g_free (ruling->reason);
  g_free (ruling->by);
  ruling->into_id = wish->into_id;
  ruling->reason = g_strdup (wish->reason);
  ruling->by = g_strdup (g_get_user_name ());
  ruling->at_s = cs_clock_now_us (self->clock) / G_USEC_PER_SEC;
  ruling->text = text;
  cs_contest_desk_keep_people (self, task);
}

/* Takes @task and @wish. */
static void
rule (CsContestDesk *self,
      GTask         *task,
      Wish          *wish)
{
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  cs_contest_desk_set_busy (self, TRUE);
  cs_draw_exclude_async (self->draw, wish->id, wish->code, TRUE, NULL, journaled_cb, task);
}

static gboolean
may_rule (CsContestDesk    *self,
          GTask            *task,
          const CsStanding *standing)
{
  if (!cs_contest_desk_may_write (self, task))
    return FALSE;
  if (standing->id != NULL)
    return TRUE;
  g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_ID, "%s",
                           _("The handle of this account cannot take part: there is nothing to decide."));
  return FALSE;
}

/**
 * cs_contest_desk_exclude_async:
 * @self: a desk of contests
 * @standing: the account
 * @code: why, one of the protocol's codes
 * @reason: why in words; stays in the show file
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Leaves an account out. An account that is left out already keeps its first code.
 */
void
cs_contest_desk_exclude_async (CsContestDesk      *self,
                               const CsStanding   *standing,
                               const char         *code,
                               const char         *reason,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && standing != NULL && code != NULL && reason != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_exclude_async, cancellable, callback, user_data);
  if (!may_rule (self, task, standing))
    return;
  if (cs_contest_people_find (self->people, CS_CONTEST_EXCLUDE, standing->account_id) != NULL) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             _("This account is left out already. Take that back first."));
    return;
  }
  wish = g_new0 (Wish, 1);
  wish->act = CS_CONTEST_EXCLUDE;
  wish->account_id = standing->account_id;
  wish->id = g_strdup (standing->id);
  wish->code = g_strdup (code);
  wish->reason = g_strdup (reason);
  rule (self, g_steal_pointer (&task), wish);
}

/**
 * cs_contest_desk_merge_async:
 * @self: a desk of contests
 * @standing: the second account of a person; it is left out as "duplicate"
 * @into: the first, which takes part for both
 * @reason: why in words; stays in the show file
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Counts two accounts as one person.
 */
void
cs_contest_desk_merge_async (CsContestDesk      *self,
                             const CsStanding   *standing,
                             const CsStanding   *into,
                             const char         *reason,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && standing != NULL && into != NULL && reason != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_merge_async, cancellable, callback, user_data);
  if (!may_rule (self, task, standing) || !may_rule (self, task, into))
    return;
  if (standing->account_id == into->account_id || standing->into_id != 0 || into->into_id == standing->account_id) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             _("These accounts are counted as one person already."));
    return;
  }
  wish = g_new0 (Wish, 1);
  wish->act = CS_CONTEST_MERGE;
  wish->account_id = standing->account_id;
  wish->into_id = into->into_id != 0 ? into->into_id : into->account_id;
  wish->id = g_strdup (standing->id);
  wish->code = g_strdup ("duplicate");
  wish->reason = g_strdup (reason);
  rule (self, g_steal_pointer (&task), wish);
}

/**
 * cs_contest_desk_take_back_async:
 * @self: a desk of contests
 * @act: what was decided
 * @account_id: about which account
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the show file
 * @user_data: for @callback
 *
 * Takes back that an account is left out, or that it is one person with another. That it was decided stays in the
 * journal.
 */
void
cs_contest_desk_take_back_async (CsContestDesk      *self,
                                 CsContestAct        act,
                                 gint64              account_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  CsContestRuling *ruling;

  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  task = cs_contest_desk_task_new (self, cs_contest_desk_take_back_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task))
    return;
  ruling = cs_contest_people_find (self->people, act, account_id);
  if (ruling == NULL) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s", _("Nobody has decided that about this account."));
    return;
  }
  if (!cs_contest_desk_may_change_people (self, task))
    return;
  ruling->undone_s = cs_clock_now_us (self->clock) / G_USEC_PER_SEC;
  cs_contest_desk_set_busy (self, TRUE);
  cs_contest_desk_keep_people (self, g_steal_pointer (&task));
}

/* Otherwise the task is answered. */
gboolean
cs_contest_desk_may_change_people (CsContestDesk *self,
                                   GTask         *task)
{
  CsDrawPhase phase = cs_draw_get_phase (self->draw);

  if (phase == CS_DRAW_IDLE || phase == CS_DRAW_DONE)
    return TRUE;
  g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                           _("Who takes part is sealed: nothing about it can be changed any more."));
  return FALSE;
}

/**
 * cs_contest_desk_rule_finish:
 * @self: a desk of contests
 * @result: from the callback of any decision about an account
 * @error: return location
 *
 * Returns: whether it is decided, and on disk
 */
gboolean
cs_contest_desk_rule_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
