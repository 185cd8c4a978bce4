/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-counter-private.h"

#include <glib/gi18n-lib.h>

/* What is asked of the board: the worker answers, after what was pushed to it before. */

typedef struct {
  CsContestBoard *board; /* lives until the worker has gone through what was pushed before it is freed */
  guint offset;
  guint limit;
  char *id; /* (nullable) */
  gint64 account_id;
} Question;

static void
question_free (Question *question)
{
  g_free (question->id);
  g_free (question);
}

static GTask *
question_new (CsContestCounter   *self,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data,
              Question          **question)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  *question = g_new0 (Question, 1);
  (*question)->board = self->board;
  g_task_set_task_data (task, *question, (GDestroyNotify) question_free);
  return task;
}

static void
intake_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Question *question = data;

  g_task_return_pointer (task, cs_contest_board_make_intake (question->board), (GDestroyNotify) cs_draw_intake_unref);
}

void
cs_contest_counter_answer_intakes (CsContestCounter *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->intakes)) != NULL) {
    ((Question *) g_task_get_task_data (task))->board = self->board;
    cs_worker_push (self->worker, task, intake_thread);
    g_object_unref (task);
  }
}

void
cs_contest_counter_fail_intakes (CsContestCounter *self,
                                 const GError     *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->intakes)) != NULL) {
    g_task_return_error (task, g_error_copy (error));
    g_object_unref (task);
  }
}

/* Whether there is something to ask; otherwise the task is answered. */
static gboolean
may_ask (CsContestCounter *self,
         GTask            *task)
{
  if (self->board != NULL && !self->stopped)
    return TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", _("No contest is set up."));
  return FALSE;
}

static void
ask (CsContestCounter *self,
     GTask            *task,
     GTaskThreadFunc   answer)
{
  if (may_ask (self, task))
    cs_worker_push (self->worker, task, answer);
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Question *question = data;

  g_task_return_pointer (task, cs_contest_board_list (question->board, question->offset, question->limit),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cs_contest_counter_list_async:
 * @self: a counter
 * @offset: how many to pass over
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the part of the ranking
 * @user_data: for @callback
 */
void
cs_contest_counter_list_async (CsContestCounter   *self,
                               guint               offset,
                               guint               limit,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  task = question_new (self, cancellable, callback, user_data, &question);
  question->offset = offset;
  question->limit = limit;
  ask (self, task, list_thread);
}

/**
 * cs_contest_counter_list_finish:
 * @self: a counter
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsStanding) (nullable): the most active first, those left out in their place
 */
GPtrArray *
cs_contest_counter_list_finish (CsContestCounter *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Question *question = data;
  CsStanding *standing = cs_contest_board_find (question->board, question->id);

  if (standing != NULL)
    g_task_return_pointer (task, standing, (GDestroyNotify) cs_standing_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” has written nothing in this show."), question->id);
}

/**
 * cs_contest_counter_find_async:
 * @self: a counter
 * @id: an id as cs_draw_id_new() makes it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the standing
 * @user_data: for @callback
 */
void
cs_contest_counter_find_async (CsContestCounter   *self,
                               const char         *id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  task = question_new (self, cancellable, callback, user_data, &question);
  question->id = g_strdup (id);
  ask (self, task, find_thread);
}

/**
 * cs_contest_counter_find_finish:
 * @self: a counter
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the account stands
 */
CsStanding *
cs_contest_counter_find_finish (CsContestCounter *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
explain_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Question *question = data;
  CsReason *reason = cs_contest_board_explain (question->board, question->account_id);

  if (reason != NULL)
    g_task_return_pointer (task, reason, (GDestroyNotify) cs_reason_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", _("This account has written nothing in this show."));
}

/**
 * cs_contest_counter_explain_async:
 * @self: a counter
 * @account_id: an account's row in the show file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the reason
 * @user_data: for @callback
 */
void
cs_contest_counter_explain_async (CsContestCounter   *self,
                                  gint64              account_id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  task = question_new (self, cancellable, callback, user_data, &question);
  question->account_id = account_id;
  ask (self, task, explain_thread);
}

/**
 * cs_contest_counter_explain_finish:
 * @self: a counter
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): why the account is in or out
 */
CsReason *
cs_contest_counter_explain_finish (CsContestCounter *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_contest_counter_intake_async:
 * @self: a counter
 * @cancellable: (nullable): a cancellable
 * @callback: called with the intake
 * @user_data: for @callback
 *
 * Everything that is in the show file now is counted first.
 */
void
cs_contest_counter_intake_async (CsContestCounter   *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  task = question_new (self, cancellable, callback, user_data, &question);
  if (!may_ask (self, task))
    return;
  g_queue_push_tail (&self->intakes, g_steal_pointer (&task));
  if (!self->running)
    cs_contest_counter_run_round (self);
}

/**
 * cs_contest_counter_intake_finish:
 * @self: a counter
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): every account, for the draw
 */
CsDrawIntake *
cs_contest_counter_intake_finish (CsContestCounter *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
