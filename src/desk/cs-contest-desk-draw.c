/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The draw answers; its task is answered the same. */
static void
pass_on (GTask   *task,
         gboolean done,
         GError  *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static GTask *
task_new (CsContestDesk      *self,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static gboolean
finish (CsContestDesk *self,
        GAsyncResult  *result,
        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;
  gboolean done = cs_draw_check_finish (CS_DRAW (object), result, &error);

  pass_on (data, done, error);
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

/**
 * cs_contest_desk_check_async:
 * @self: a desk of contests
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks whether the current contest could be sealed now: its set-up is whole, and with the beacon clock and relays are
 * well.
 */
void
cs_contest_desk_check_async (CsContestDesk      *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;
  const CsContestSetup *setup;
  GError *error = NULL;

  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  task = task_new (self, cs_contest_desk_check_async, cancellable, callback, user_data);
  setup = get_setup (self, &error);
  if (setup == NULL || !cs_contest_setup_check (setup, &error))
    pass_on (task, FALSE, error);
  else if (setup->dice)
    pass_on (task, TRUE, NULL);
  else
    cs_draw_check_async (self->draw, cancellable, checked_cb, task);
}

/**
 * cs_contest_desk_check_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location: what is in the way, and what to do
 *
 * Returns: whether it could be sealed now
 */
gboolean
cs_contest_desk_check_finish (CsContestDesk *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return finish (self, result, error);
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
  pass_on (data, done, error);
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
    pass_on (task, FALSE, error);
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

  task = task_new (self, cs_contest_desk_seal_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task)) {
    g_object_unref (task);
    return;
  }
  setup = get_setup (self, &error);
  if (setup == NULL || !cs_contest_setup_check (setup, &error)) {
    pass_on (task, FALSE, error);
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
  return finish (self, result, error);
}

/**
 * cs_contest_desk_paste:
 * @self: a desk of contests, the draw in phase %CS_DRAW_SEALED
 * @text: the round from a phone: a relay's whole answer, or the signature
 * @error: return location
 *
 * Returns: whether it could be the sealed round
 */
gboolean
cs_contest_desk_paste (CsContestDesk *self,
                       const char    *text,
                       GError       **error)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self) && text != NULL, FALSE);

  return cs_draw_paste (self->draw, text, error);
}

/**
 * cs_contest_desk_accept_alone:
 * @self: a desk of contests, the draw in phase %CS_DRAW_SEALED
 *
 * Goes on with what one source said; everything then says that the beacon is not confirmed.
 *
 * Returns: whether there was such a source
 */
gboolean
cs_contest_desk_accept_alone (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), FALSE);

  return cs_draw_accept_alone (self->draw);
}

static void
rolled_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GError *error = NULL;
  gboolean done = cs_draw_roll_finish (CS_DRAW (object), result, &error);

  pass_on (data, done, error);
}

/**
 * cs_contest_desk_roll_async:
 * @self: a desk of contests, the draw in phase %CS_DRAW_ROLLING
 * @dice: the dice as they were read
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the result is on disk
 * @user_data: for @callback
 */
void
cs_contest_desk_roll_async (CsContestDesk      *self,
                            const char         *dice,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self) && dice != NULL);

  cs_draw_roll_async (self->draw, dice, cancellable, rolled_cb,
                      task_new (self, cs_contest_desk_roll_async, cancellable, callback, user_data));
}

/**
 * cs_contest_desk_roll_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the result is on disk
 */
gboolean
cs_contest_desk_roll_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish (self, result, error);
}

static void
voided_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsContestDesk *self = g_task_get_source_object (data);
  GError *error = NULL;
  gboolean done = cs_draw_void_finish (CS_DRAW (object), result, &error);

  cs_contest_desk_changed (self);
  pass_on (data, done, error);
}

/**
 * cs_contest_desk_void_async:
 * @self: a desk of contests with a seal
 * @reason: why, on one line; it stays public for ever
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Declares the seal void; ends a rehearsal. Another seal needs another contest: see cs_contest_desk_suggest_name().
 */
void
cs_contest_desk_void_async (CsContestDesk      *self,
                            const char         *reason,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self) && reason != NULL);

  cs_draw_void_async (self->draw, reason, cancellable, voided_cb,
                      task_new (self, cs_contest_desk_void_async, cancellable, callback, user_data));
}

/**
 * cs_contest_desk_void_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the seal is void
 */
gboolean
cs_contest_desk_void_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish (self, result, error);
}

/**
 * cs_contest_desk_reveal_next:
 * @self: a desk of contests, the draw in phase %CS_DRAW_REVEALING
 *
 * Shows one winner more, from the last rank to the first.
 *
 * Returns: the rank that may be shown now, or 0 when all have been
 */
guint
cs_contest_desk_reveal_next (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), 0);

  return cs_draw_reveal_next (self->draw);
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

/* Whoever ended it: it stays so when the show is opened again. */
void
cs_contest_desk_note_revealed (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  if (self->only_look || seal == NULL || seal->rehearsal || cs_draw_get_phase (self->draw) != CS_DRAW_DONE ||
      g_hash_table_contains (self->revealed, seal->digest))
    return;
  g_hash_table_add (self->revealed, g_strdup (seal->digest));
  cs_contest_desk_keep_revealed (self);
  cs_contest_desk_remember_winners (self);
}

/**
 * cs_contest_desk_end_reveal:
 * @self: a desk of contests, the draw in phase %CS_DRAW_REVEALING
 *
 * From now on names may stand in lists, files and logs, and there is a certificate. It stays so when the show is opened
 * again.
 */
void
cs_contest_desk_end_reveal (CsContestDesk *self)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  cs_draw_end_reveal (self->draw);
}

static void
replaced_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  CsContestDesk *self = g_task_get_source_object (data);
  GError *error = NULL;
  gboolean done = cs_draw_replace_finish (CS_DRAW (object), result, &error);

  if (done)
    cs_contest_desk_remember_winners (self);
  cs_contest_desk_changed (self);
  pass_on (data, done, error);
}

/**
 * cs_contest_desk_replace_async:
 * @self: a desk of contests with a result
 * @rank: who gives a prize up
 * @disqualified: the rules take it, not the winner's own will
 * @code: why, for example "declined", "unreachable", "under-age"
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Gives the prize to the next rank. There is never a second draw.
 */
void
cs_contest_desk_replace_async (CsContestDesk      *self,
                               guint               rank,
                               gboolean            disqualified,
                               const char         *code,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self) && code != NULL);

  cs_draw_replace_async (self->draw, rank, disqualified, code, cancellable, replaced_cb,
                         task_new (self, cs_contest_desk_replace_async, cancellable, callback, user_data));
}

/**
 * cs_contest_desk_replace_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the prize has gone to the next rank, or is not awarded when there is none
 */
gboolean
cs_contest_desk_replace_finish (CsContestDesk *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return finish (self, result, error);
}

/**
 * cs_contest_desk_make_certificate:
 * @self: a desk of contests, the draw in phase %CS_DRAW_DONE
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the certificate as it stands now, every check made on it
 */
CsCertificate *
cs_contest_desk_make_certificate (CsContestDesk *self,
                                  GError       **error)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), NULL);

  return cs_draw_make_certificate (self->draw, error);
}
