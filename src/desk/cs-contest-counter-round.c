/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-counter-private.h"

/* A round: what is new or has changed in the show file is read and counted, a page at a time. */

#define PAGE_POSTS 4000
#define INTERVAL_MS 500
/* While a long show is read for the first time, figures are shown now and then. */
#define PAGES_A_REFRESH 25

typedef struct {
  CsContestBoard *board; /* lives until the worker has gone through what was pushed before it is freed */
  guint generation;
  CsFeedPage *page; /* (nullable) */
  CsContestPeople *people; /* (nullable) */
  CsTallySum sum;
  GPtrArray *imports; /* (nullable): CsImportReport */
} Job;

static void
job_free (Job *job)
{
  cs_feed_page_free (job->page);
  cs_contest_people_free (job->people);
  g_clear_pointer (&job->imports, g_ptr_array_unref);
  g_free (job);
}

static GTask *
job_new (CsContestCounter   *self,
         GCancellable       *cancellable,
         GAsyncReadyCallback callback,
         gpointer            user_data,
         Job               **job)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  *job = g_new0 (Job, 1);
  (*job)->board = self->board;
  (*job)->generation = self->generation;
  g_task_set_task_data (task, *job, (GDestroyNotify) job_free);
  return task;
}

static gboolean
is_current (CsContestCounter *self,
            GAsyncResult     *result)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  return !self->stopped && job->generation == self->generation;
}

static void
take_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;

  cs_contest_board_take (job->board, job->page);
  g_clear_pointer (&job->page, cs_feed_page_free);
  g_task_return_boolean (task, TRUE);
}

static GPtrArray *
list_imports (CsContestBoard *board)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (CsDrawIntake) intake = cs_draw_intake_new (nobody);

  cs_contest_board_report (board, intake);
  return g_ptr_array_ref (intake->imports);
}

static void
show_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;

  cs_contest_board_sum (job->board, &job->sum);
  job->imports = list_imports (job->board);
  g_task_return_pointer (task, cs_contest_board_list (job->board, 0, CS_CONTEST_TOP), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
due_cb (gpointer data)
{
  CsContestCounter *self = data;

  self->due_id = 0;
  cs_contest_counter_run_round (self);
  return G_SOURCE_REMOVE;
}

void
cs_contest_counter_plan_round (CsContestCounter *self)
{
  if (self->board == NULL || self->stopped)
    return;
  if (self->running)
    self->again = TRUE;
  else if (self->due_id == 0)
    self->due_id = g_timeout_add (INTERVAL_MS, due_cb, self);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsContestCounter *self = CS_CONTEST_COUNTER (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  GPtrArray *top = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_current (self, result)) {
    g_ptr_array_unref (top);
    return;
  }
  g_ptr_array_unref (self->top);
  self->top = top;
  self->sum = job->sum;
  g_ptr_array_unref (self->imports);
  self->imports = g_steal_pointer (&job->imports);
  cs_contest_counter_emit_changed (self);
}

static void
show (CsContestCounter *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  task = job_new (self, NULL, shown_cb, NULL, &job);
  cs_worker_push (self->worker, task, show_thread);
}

static void
end_round (CsContestCounter *self)
{
  self->running = FALSE;
  show (self);
  cs_contest_counter_answer_intakes (self);
  if (self->again)
    cs_contest_counter_plan_round (self);
  self->again = FALSE;
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsContestCounter *self = CS_CONTEST_COUNTER (object);

  if (!is_current (self, result))
    return;
  if (++self->n_pages % PAGES_A_REFRESH == 0)
    show (self);
  if (GPOINTER_TO_INT (data) && self->updated->len == 0) /* that was the last page */
    end_round (self);
  else
    cs_contest_counter_run_round (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *waiting = data;
  CsContestCounter *self = g_task_get_source_object (waiting);
  g_autoptr (GTask) owned = waiting;
  Job *job = g_task_get_task_data (waiting), *next;
  g_autoptr (GError) error = NULL;
  CsFeedPage *page = cs_store_read_feed_finish (CS_STORE (object), result, &error);
  g_autoptr (GTask) task = NULL;

  if (self->stopped || job->generation != self->generation) {
    cs_feed_page_free (page);
    return;
  }
  if (page == NULL) {
    g_debug ("contest not counted: %s", error->message);
    self->running = FALSE;
    cs_contest_counter_fail_intakes (self, error);
    cs_contest_counter_plan_round (self);
    return;
  }
  self->last_id = MAX (self->last_id, page->last_id);
  task = job_new (self, NULL, taken_cb, GINT_TO_POINTER (page->at_end), &next);
  next->page = page;
  cs_worker_push (self->worker, task, take_thread);
}

/* What has changed first, then what is new: a page at a time, and the next only when this one is counted. */
void
cs_contest_counter_run_round (CsContestCounter *self)
{
  GTask *waiting;
  Job *job;
  guint n = MIN (self->updated->len, PAGE_POSTS);

  g_clear_handle_id (&self->due_id, g_source_remove);
  self->running = TRUE;
  waiting = job_new (self, NULL, NULL, NULL, &job);
  if (n > 0) {
    cs_store_read_feed_of_async (self->store, (const gint64 *) self->updated->data, n, NULL, read_cb, waiting);
    g_array_remove_range (self->updated, 0, n);
  } else {
    cs_store_read_feed_async (self->store, self->last_id, PAGE_POSTS, NULL, read_cb, waiting);
  }
}

static void
people_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Job *job = data;

  cs_contest_board_set_people (job->board, job->people);
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_contest_counter_set_people:
 * @self: a counter that knows the contest
 * @people: what was decided about accounts
 */
void
cs_contest_counter_set_people (CsContestCounter      *self,
                               const CsContestPeople *people)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (CS_IS_CONTEST_COUNTER (self));

  if (self->board == NULL || self->stopped)
    return;
  task = job_new (self, NULL, NULL, NULL, &job);
  job->people = cs_contest_people_copy (people);
  cs_worker_push (self->worker, task, people_thread);
  show (self);
}
