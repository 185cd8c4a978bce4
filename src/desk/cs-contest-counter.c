/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-counter.h"

#include "cs-worker.h"

#include <glib/gi18n-lib.h>

#define PAGE_POSTS 4000
#define INTERVAL_MS 500
/* While a long show is read for the first time, figures are shown now and then. */
#define PAGES_A_REFRESH 25

struct _CsContestCounter {
  GObject parent_instance;

  CsStore *store;
  CsWorker *worker;
  gulong changed_id;
  guint due_id; /* a round is due */
  gboolean running; /* a round is on its way */
  gboolean again; /* something has changed meanwhile */
  gboolean ready; /* everything that was in the file has been counted */
  gboolean stopped;
  guint generation; /* rises with each contest: answers of the last one are let go */
  guint n_pages;
  gint64 last_id;
  GArray *updated; /* gint64: posts to read again */
  CsContestBoard *board; /* (nullable): worker thread, but for being replaced */
  CsTallySum sum;
  GPtrArray *top; /* CsStanding */
  GPtrArray *imports; /* CsImportReport */
  GQueue intakes; /* GTask: wait until all is counted */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsContestCounter, cs_contest_counter, G_TYPE_OBJECT)

typedef struct {
  CsContestBoard *board; /* lives until the worker has gone through what was pushed before it is freed */
  guint generation;
  CsFeedPage *page;
  CsContestPeople *people;
  guint offset, limit;
  char *id;
  gint64 account_id;
  CsTallySum sum;
  GPtrArray *imports; /* (nullable): CsImportReport */
} Job;

static void
job_free (Job *job)
{
  cs_feed_page_free (job->page);
  cs_contest_people_free (job->people);
  g_clear_pointer (&job->imports, g_ptr_array_unref);
  g_free (job->id);
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

static void run_round (CsContestCounter *self);

static void
free_board_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  cs_contest_board_free (data);
  g_task_return_boolean (task, TRUE);
}

static void
drop_board (CsContestCounter *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->board == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->board), NULL);
  cs_worker_push (self->worker, task, free_board_thread);
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

static void
intake_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, cs_contest_board_make_intake (job->board), (GDestroyNotify) cs_draw_intake_unref);
}

static void
answer_intakes (CsContestCounter *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->intakes)) != NULL) {
    ((Job *) g_task_get_task_data (task))->board = self->board;
    cs_worker_push (self->worker, task, intake_thread);
    g_object_unref (task);
  }
}

static void
fail_intakes (CsContestCounter *self,
              const GError     *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->intakes)) != NULL) {
    g_task_return_error (task, g_error_copy (error));
    g_object_unref (task);
  }
}

static gboolean
due_cb (gpointer data)
{
  CsContestCounter *self = data;

  self->due_id = 0;
  run_round (self);
  return G_SOURCE_REMOVE;
}

static void
plan_round (CsContestCounter *self)
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
  g_signal_emit (self, signals[CHANGED], 0);
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
  self->ready = TRUE;
  show (self);
  answer_intakes (self);
  if (self->again)
    plan_round (self);
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
    run_round (self);
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
    fail_intakes (self, error);
    plan_round (self);
    return;
  }
  self->last_id = MAX (self->last_id, page->last_id);
  task = job_new (self, NULL, taken_cb, GINT_TO_POINTER (page->at_end), &next);
  next->page = page;
  cs_worker_push (self->worker, task, take_thread);
}

/* What has changed first, then what is new: a page at a time, and the next only when this one is counted. */
static void
run_round (CsContestCounter *self)
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
store_changed_cb (CsStore          *store,
                  CsChange         *change,
                  CsContestCounter *self)
{
  if (self->board == NULL || (change->inserted->len == 0 && change->updated->len == 0))
    return;
  for (guint i = 0; i < change->updated->len; i++) {
    gint64 id = g_array_index (change->updated, gint64, i);

    if (id <= self->last_id) /* what comes later will be read as it is then */
      g_array_append_val (self->updated, id);
  }
  plan_round (self);
}

static void
cs_contest_counter_dispose (GObject *object)
{
  cs_contest_counter_stop (CS_CONTEST_COUNTER (object));
  G_OBJECT_CLASS (cs_contest_counter_parent_class)->dispose (object);
}

static void
cs_contest_counter_finalize (GObject *object)
{
  CsContestCounter *self = CS_CONTEST_COUNTER (object);

  g_ptr_array_unref (self->top);
  g_ptr_array_unref (self->imports);
  g_array_unref (self->updated);
  g_object_unref (self->worker);
  g_object_unref (self->store);
  G_OBJECT_CLASS (cs_contest_counter_parent_class)->finalize (object);
}

static void
cs_contest_counter_class_init (CsContestCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_contest_counter_dispose;
  object_class->finalize = cs_contest_counter_finalize;

  /**
   * CsContestCounter::changed:
   *
   * Sum or ranking is another.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cs_contest_counter_init (CsContestCounter *self)
{
  self->worker = cs_worker_new ("contest");
  self->updated = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->top = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_standing_unref);
  self->imports = g_ptr_array_new ();
  g_queue_init (&self->intakes);
}

/**
 * cs_contest_counter_new:
 * @store: an open store
 *
 * Returns: (transfer full): a counter that counts nothing until it knows the contest
 */
CsContestCounter *
cs_contest_counter_new (CsStore *store)
{
  CsContestCounter *self = g_object_new (CS_TYPE_CONTEST_COUNTER, NULL);

  self->store = g_object_ref (store);
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  return self;
}

static void
show_nothing (CsContestCounter *self)
{
  self->running = FALSE;
  self->ready = TRUE;
  memset (&self->sum, 0, sizeof self->sum);
  g_ptr_array_set_size (self->top, 0);
  g_ptr_array_set_size (self->imports, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
give_up_intakes (CsContestCounter *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The contest was changed meanwhile."));

  fail_intakes (self, error);
}

/**
 * cs_contest_counter_stop:
 * @self: a counter
 *
 * Lets go of the show; what was asked is answered.
 */
void
cs_contest_counter_stop (CsContestCounter *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_clear_handle_id (&self->due_id, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->store);
  give_up_intakes (self);
  drop_board (self);
  cs_worker_stop (self->worker);
}

/**
 * cs_contest_counter_set_setup:
 * @self: a counter
 * @setup: (nullable): the contest, or %NULL while there is none
 *
 * Counts from the beginning. Until everything is counted, the figures grow. Counting remembers every post: without
 * a contest nothing is counted.
 */
void
cs_contest_counter_set_setup (CsContestCounter     *self,
                              const CsContestSetup *setup)
{
  g_return_if_fail (CS_IS_CONTEST_COUNTER (self) && !self->stopped);

  drop_board (self);
  give_up_intakes (self);
  self->generation++;
  g_clear_handle_id (&self->due_id, g_source_remove);
  self->last_id = 0;
  self->ready = self->again = FALSE;
  g_array_set_size (self->updated, 0);
  if (setup != NULL) {
    self->board = cs_contest_board_new (setup);
    run_round (self);
  } else {
    show_nothing (self);
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

/**
 * cs_contest_counter_get_ready:
 * @self: a counter
 *
 * Returns: whether everything that was in the show file when it began has been counted
 */
gboolean
cs_contest_counter_get_ready (CsContestCounter *self)
{
  return self->ready;
}

/**
 * cs_contest_counter_get_sum:
 * @self: a counter
 *
 * Returns: (transfer none): how many there are, as last counted
 */
const CsTallySum *
cs_contest_counter_get_sum (CsContestCounter *self)
{
  return &self->sum;
}

/**
 * cs_contest_counter_get_top:
 * @self: a counter
 *
 * Returns: (transfer none) (element-type CsStanding): the most active, as last counted
 */
GPtrArray *
cs_contest_counter_get_top (CsContestCounter *self)
{
  return self->top;
}

/**
 * cs_contest_counter_get_imports:
 * @self: a counter
 *
 * Returns: (transfer none) (element-type CsImportReport): how complete the posts of each network are, as last counted
 */
GPtrArray *
cs_contest_counter_get_imports (CsContestCounter *self)
{
  return self->imports;
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
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, cs_contest_board_list (job->board, job->offset, job->limit),
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
  Job *job;

  task = job_new (self, cancellable, callback, user_data, &job);
  job->offset = offset;
  job->limit = limit;
  if (may_ask (self, task))
    cs_worker_push (self->worker, task, list_thread);
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
  Job *job = data;
  CsStanding *standing = cs_contest_board_find (job->board, job->id);

  if (standing != NULL)
    g_task_return_pointer (task, standing, (GDestroyNotify) cs_standing_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” has written nothing in this show."), job->id);
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
  Job *job;

  task = job_new (self, cancellable, callback, user_data, &job);
  job->id = g_strdup (id);
  if (may_ask (self, task))
    cs_worker_push (self->worker, task, find_thread);
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
  Job *job = data;
  CsReason *reason = cs_contest_board_explain (job->board, job->account_id);

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
  Job *job;

  task = job_new (self, cancellable, callback, user_data, &job);
  job->account_id = account_id;
  if (may_ask (self, task))
    cs_worker_push (self->worker, task, explain_thread);
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
  Job *job;

  task = job_new (self, cancellable, callback, user_data, &job);
  if (!may_ask (self, task))
    return;
  g_queue_push_tail (&self->intakes, g_steal_pointer (&task));
  if (!self->running)
    run_round (self);
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
