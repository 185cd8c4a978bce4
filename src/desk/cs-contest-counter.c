/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-counter-private.h"

#include <glib/gi18n-lib.h>

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsContestCounter, cs_contest_counter, G_TYPE_OBJECT)

void
cs_contest_counter_emit_changed (CsContestCounter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

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
  cs_contest_counter_plan_round (self);
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
  memset (&self->sum, 0, sizeof self->sum);
  g_ptr_array_set_size (self->top, 0);
  g_ptr_array_set_size (self->imports, 0);
  cs_contest_counter_emit_changed (self);
}

static void
give_up_intakes (CsContestCounter *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The contest was changed meanwhile."));

  cs_contest_counter_fail_intakes (self, error);
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
  self->again = FALSE;
  g_array_set_size (self->updated, 0);
  if (setup != NULL) {
    self->board = cs_contest_board_new (setup);
    cs_contest_counter_run_round (self);
  } else {
    show_nothing (self);
  }
}

/**
 * cs_contest_counter_is_counting:
 * @self: a counter
 *
 * Returns: whether there is a contest to count for
 */
gboolean
cs_contest_counter_is_counting (CsContestCounter *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_COUNTER (self), FALSE);

  return self->board != NULL;
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
