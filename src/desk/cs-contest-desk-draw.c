/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Takes @task and @error. */
static void
answer (GTask   *task,
        gboolean done,
        GError  *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static const CsContestSetup *
get_setup (CsContestDesk *self,
           GError       **error)
{
  if (self->current == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No contest is set up."));
    return NULL;
  }
  if (cs_contest_get_setup (self->current)->clue) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This is a clue contest: nothing is drawn."));
    return NULL;
  }
  if (cs_contest_get_state (self->current) == CS_CONTEST_DRAFT)
    return cs_contest_get_setup (self->current);
  cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This contest was sealed already. Set up another one."));
  return NULL;
}

static void
sealed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsContestDesk *self = g_task_get_source_object (data);
  GError *error = NULL;
  gboolean done = cs_draw_seal_finish (CS_DRAW (object), result, &error);

  cs_contest_desk_set_busy (self, FALSE);
  cs_contest_desk_changed (self);
  answer (data, done, error);
}

static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  GTask *task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CsDrawIntake) intake = cs_contest_counter_intake_finish (CS_CONTEST_COUNTER (object), result, &error);

  if (intake == NULL) {
    cs_contest_desk_set_busy (self, FALSE);
    answer (task, FALSE, error);
    return;
  }
  cs_draw_seal_async (self->draw, g_task_get_task_data (task), intake, NULL, sealed_cb, task);
}

/**
 * cs_contest_desk_seal_async:
 * @self: a desk of contests
 * @rehearsal: it counts for nothing: nothing is journaled, and every verifier refuses it
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the seal is on disk and in the journal
 * @user_data: for @callback
 *
 * Seals the current contest with everybody who has written up to now.
 */
void
cs_contest_desk_seal_async (CsContestDesk      *self,
                            gboolean            rehearsal,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  const CsContestSetup *setup;
  CsContestSetup *sealed;
  GError *error = NULL;

  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  task = cs_contest_desk_task_new (self, cs_contest_desk_seal_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task)) {
    g_object_unref (task);
    return;
  }
  setup = get_setup (self, &error);
  if (setup == NULL || !cs_contest_setup_check (setup, &error)) {
    answer (task, FALSE, error);
    return;
  }
  sealed = cs_contest_setup_copy (setup);
  sealed->rehearsal |= rehearsal || self->rehearsal;
  g_task_set_task_data (task, sealed, (GDestroyNotify) cs_contest_setup_free);
  cs_contest_desk_set_busy (self, TRUE);
  cs_contest_counter_intake_async (self->counter, NULL, gathered_cb, task);
}

/**
 * cs_contest_desk_seal_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the seal may be shown
 */
gboolean
cs_contest_desk_seal_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GVariant *
revealed_to_variant (CsContestDesk *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer digest;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, self->revealed);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    g_variant_builder_add (&builder, "s", digest);
  return g_variant_builder_end (&builder);
}

void
cs_contest_desk_keep_revealed (CsContestDesk *self)
{
  cs_store_set_setting_async (self->store, CS_CONTEST_KEY_REVEALED, revealed_to_variant (self), NULL, NULL, NULL);
}

/* Whoever ended it: it stays so when the show is opened again. Winners are remembered then, and when a prize changes hands. */
void
cs_contest_desk_note_revealed (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);
  g_autoptr (GPtrArray) events = NULL;
  gboolean ended;

  if (self->only_look || seal == NULL || seal->rehearsal || cs_draw_get_phase (self->draw) != CS_DRAW_DONE)
    return;
  events = cs_reveal_list_events (CS_REVEAL (self->draw));
  ended = g_hash_table_add (self->revealed, g_strdup (seal->digest));
  if (ended)
    cs_contest_desk_keep_revealed (self);
  if (ended || events->len != self->n_prize_events)
    cs_contest_desk_remember_winners (self);
  self->n_prize_events = events->len;
}
