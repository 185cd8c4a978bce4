/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-clue-feed.h"
#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whoever ended it: it stays so when the show is opened again. */
static void
clue_changed_cb (CsClue        *clue,
                 CsContestDesk *self)
{
  const CsClueSeal *seal = cs_clue_get_seal (clue);

  if (self->open && !self->only_look && seal != NULL && !seal->rehearsal && cs_clue_get_phase (clue) == CS_CLUE_DONE &&
      !g_hash_table_contains (self->revealed, seal->digest)) {
    g_hash_table_add (self->revealed, g_strdup (seal->digest));
    cs_contest_desk_keep_revealed (self);
  }
  if (self->open)
    cs_contest_desk_update_states (self);
  cs_contest_desk_changed (self);
}

static void
take_clue (CsContestDesk *self,
           CsClue        *clue)
{
  if (self->clue != NULL)
    g_signal_handlers_disconnect_by_data (self->clue, self);
  g_set_object (&self->clue, clue);
  if (clue != NULL)
    g_signal_connect (clue, "changed", G_CALLBACK (clue_changed_cb), self);
}

void
cs_contest_desk_drop_clue (CsContestDesk *self)
{
  take_clue (self, NULL);
}

/* For the count of those who wrote in time: whoever has one post is in. */
CsContestSetup *
cs_contest_desk_clue_setup (CsContestDesk *self)
{
  CsContestSetup *setup = cs_contest_setup_copy (cs_contest_get_setup (self->current));
  const CsClueSeal *seal = self->clue != NULL ? cs_clue_get_seal (self->clue) : NULL;

  setup->threshold = 1;
  setup->top = 0;
  if (seal != NULL && strcmp (seal->contest, setup->draw) == 0)
    setup->start_s = seal->start_s;
  return setup;
}

static CsContestState
state_of (CsContestDesk      *self,
          const CsClueGlance *glance)
{
  if (glance->voided)
    return CS_CONTEST_VOID;
  return glance->recorded || g_hash_table_contains (self->revealed, glance->seal_digest) ? CS_CONTEST_DRAWN : CS_CONTEST_SEALED;
}

/* Of every clue contest in the journal, also of one that the list of contests forgot. */
void
cs_contest_desk_tell_clue_states (CsContestDesk       *self,
                                  const CsDrawJournal *journal)
{
  CsClueGlance glance;

  for (guint i = 0; journal != NULL && i < cs_draw_journal_get_n (journal); i++) {
    CsContest *contest;

    if (!cs_clue_look (journal, i, &glance))
      continue;
    contest = cs_contest_desk_find_printed (self, glance.contest, glance.setup);
    if (contest != NULL)
      cs_contest_set_state (contest, state_of (self, &glance));
  }
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsContestDesk) self = data;
  CsClue *clue = CS_CLUE (object);
  g_autoptr (GError) error = NULL;

  if (!cs_clue_finish (clue, result, &error)) {
    if (clue == self->clue && !self->stopped) {
      g_free (self->clue_trouble);
      self->clue_trouble = g_strdup (error->message);
      cs_contest_desk_changed (self);
    }
    return;
  }
  if (clue != self->clue || self->stopped)
    return;
  if (g_hash_table_contains (self->revealed, cs_clue_get_seal (clue)->digest))
    cs_clue_end_reveal (clue);
  cs_contest_desk_recount (self);
  cs_contest_desk_changed (self);
}

/* The current contest, when it is a clue contest that was sealed before, goes on where it was. */
void
cs_contest_desk_take_up_clue (CsContestDesk *self)
{
  const CsClueSeal *seal = self->clue != NULL ? cs_clue_get_seal (self->clue) : NULL;
  CsContestState state = self->current != NULL ? cs_contest_get_state (self->current) : CS_CONTEST_DRAFT;
  g_autoptr (CsClue) clue = NULL;

  if (self->only_look || !self->open || self->stopped || (self->clue != NULL && cs_clue_get_busy (self->clue)) || self->current == NULL ||
      !cs_contest_get_setup (self->current)->clue || (state != CS_CONTEST_SEALED && state != CS_CONTEST_DRAWN) ||
      (seal != NULL && strcmp (seal->contest, cs_contest_get_name (self->current)) == 0))
    return;
  clue = cs_clue_new (self->draw);
  take_clue (self, clue);
  g_clear_pointer (&self->clue_trouble, g_free);
  cs_clue_open_async (clue, cs_contest_get_name (self->current), NULL, opened_cb, g_object_ref (self));
}

/* One that is sealed and not over is what whoever opens the show comes back to. */
void
cs_contest_desk_find_open_clue (CsContestDesk *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->contests));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (G_LIST_MODEL (self->contests), i);

    if (cs_contest_get_setup (contest)->clue && cs_contest_get_state (contest) == CS_CONTEST_SEALED)
      g_set_object (&self->current, contest);
  }
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  cs_contest_desk_set_busy (self, FALSE);
  if (self->current != NULL && !self->stopped)
    cs_contest_desk_recount (self); /* the seal tells from when posts count */
  if (cs_clue_finish (CS_CLUE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  cs_contest_desk_changed (self);
}

static gboolean
may_seal (CsContestDesk *self,
          GError       **error)
{
  if (self->current == NULL || !cs_contest_get_setup (self->current)->clue)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No clue contest is set up."));
  if (cs_contest_get_state (self->current) != CS_CONTEST_DRAFT)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This contest was sealed already. Set up another one."));
  if (self->clue != NULL && cs_clue_get_busy (self->clue))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The contest is being written. Try again in a moment."));
  return cs_contest_setup_check (cs_contest_get_setup (self->current), error);
}

/**
 * cs_contest_desk_seal_clue_async:
 * @self: a desk of contests, the current one a clue contest
 * @answers: (array zero-terminated=1): ways to write the answer, as people type them
 * @rehearsal: it counts for nothing: nothing is journaled, and every verifier refuses it
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the seal is on disk and in the journal; cs_contest_desk_seal_finish() tells
 * @user_data: for @callback
 *
 * Seals the current contest with an answer. Neither set-up nor show file ever hold the answer.
 */
void
cs_contest_desk_seal_clue_async (CsContestDesk      *self,
                                 const char *const  *answers,
                                 gboolean            rehearsal,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  GTask *task;
  g_autoptr (CsClue) clue = NULL;
  g_autoptr (CsContestSetup) setup = NULL;
  GError *error = NULL;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && answers != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_seal_clue_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task)) {
    g_object_unref (task);
    return;
  }
  if (!may_seal (self, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  setup = cs_contest_setup_copy (cs_contest_get_setup (self->current));
  setup->rehearsal |= rehearsal || self->rehearsal;
  clue = cs_clue_new (self->draw);
  take_clue (self, clue);
  g_clear_pointer (&self->clue_trouble, g_free);
  cs_contest_desk_set_busy (self, TRUE);
  cs_clue_seal_async (clue, setup, answers, NULL, done_cb, task);
}

static void
fed_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  GTask *task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) posts = cs_clue_feed_finish (result, &error);

  if (posts != NULL && self->clue != NULL && !self->stopped) {
    cs_clue_close_async (self->clue, posts, NULL, done_cb, task);
    return;
  }
  cs_contest_desk_set_busy (self, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("The show was closed."));
  g_object_unref (task);
}

/**
 * cs_contest_desk_close_clue_async:
 * @self: a desk of contests, a clue contest sealed
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the result is on disk; cs_contest_desk_seal_finish() tells
 * @user_data: for @callback
 *
 * Once answers no longer count: ranks the accounts whose approved post holds the answer, as posts stand now. A rehearsal
 * can be closed at any time.
 */
void
cs_contest_desk_close_clue_async (CsContestDesk      *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  GTask *task;
  const CsClueSeal *seal;

  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  task = cs_contest_desk_task_new (self, cs_contest_desk_close_clue_async, cancellable, callback, user_data);
  seal = self->clue != NULL ? cs_clue_get_seal (self->clue) : NULL;
  if (!cs_contest_desk_may_write (self, task)) {
    g_object_unref (task);
    return;
  }
  if (seal == NULL || cs_clue_get_phase (self->clue) != CS_CLUE_SEALED ||
      (!seal->rehearsal && cs_clock_now_us (self->clock) / G_USEC_PER_SEC < seal->end_s)) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             seal == NULL ? _("No clue contest is running.") : _("Answers still count: the contest has not ended."));
    g_object_unref (task);
    return;
  }
  cs_contest_desk_set_busy (self, TRUE);
  cs_clue_feed_async (self->store, (const char *const *) cs_clue_get_setup (self->clue)->tags, NULL, fed_cb, task);
}

/**
 * cs_contest_desk_get_clue:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): the clue contest that is sealed, or was last
 */
CsClue *
cs_contest_desk_get_clue (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), NULL);

  return self->clue;
}

/**
 * cs_contest_desk_get_reveal:
 * @self: a desk of contests
 *
 * Returns: (transfer none): what stage and contest page show: the clue contest when the current contest is that one,
 *   otherwise the draw
 */
CsReveal *
cs_contest_desk_get_reveal (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), NULL);

  if (self->clue != NULL && self->current != NULL && cs_contest_get_setup (self->current)->clue)
    return CS_REVEAL (self->clue);
  return CS_REVEAL (self->draw);
}
