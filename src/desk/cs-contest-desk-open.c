/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_contest (CsContestDesk *self,
             GVariant      *value)
{
  g_autoptr (CsContestSetup) setup = cs_contest_setup_from_variant (value);
  g_autoptr (CsContest) contest = NULL;

  if (!cs_draw_is_name (setup->draw) || cs_contest_desk_find (self, setup->draw) != NULL)
    return;
  contest = cs_contest_new (setup);
  g_list_store_append (self->contests, contest);
}

/* What a seal was made with stands in the journal: it is shown even when the list of contests forgot it. */
CsContest *
cs_contest_desk_find_printed (CsContestDesk *self,
                              const char    *name,
                              const char    *setup)
{
  g_autoptr (GVariant) variant = NULL;

  if (cs_contest_desk_find (self, name) == NULL && setup != NULL) {
    variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, setup, NULL, NULL, NULL);
    if (variant != NULL)
      add_contest (self, variant);
  }
  return cs_contest_desk_find (self, name);
}

static CsContest *
find_sealed (CsContestDesk       *self,
             const CsDrawJournal *journal,
             guint                index)
{
  return cs_contest_desk_find_printed (self, cs_draw_journal_get_draw (journal, index),
                                       cs_json_get_string (cs_draw_journal_get_body (journal, index), "setup"));
}

static CsContestState
read_state (CsContestDesk       *self,
            const CsDrawJournal *journal,
            guint                index)
{
  guint last;

  if (cs_draw_journal_find (journal, CS_DRAW_VOID, index, NULL))
    return CS_CONTEST_VOID;
  if (!cs_draw_journal_find (journal, CS_DRAW_RESULT, index, NULL))
    return CS_CONTEST_SEALED;
  /* Behind a result there is another seal only when its reveal was over. */
  if (g_hash_table_contains (self->revealed, cs_draw_journal_get (journal, index)->payload) ||
      (cs_draw_journal_find_last_seal (journal, &last) && last != index))
    return CS_CONTEST_DRAWN;
  return CS_CONTEST_SEALED;
}

static void
tell_states (CsContestDesk       *self,
             const CsDrawJournal *journal)
{
  for (guint i = 0; journal != NULL && i < cs_draw_journal_get_n (journal); i++)
    if (cs_draw_journal_get (journal, i)->type == CS_DRAW_SEAL) {
      CsContest *contest = find_sealed (self, journal, i);

      if (contest != NULL)
        cs_contest_set_state (contest, read_state (self, journal, i));
    }
  cs_contest_desk_tell_clue_states (self, journal);
}

void
cs_contest_desk_update_states (CsContestDesk *self)
{
  tell_states (self, cs_draw_get_journal (self->draw));
}

static void
choose_current (CsContestDesk *self,
                const char    *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->contests));

  if (name != NULL && cs_contest_desk_find (self, name) != NULL) {
    g_set_object (&self->current, cs_contest_desk_find (self, name));
  } else if (n > 0) {
    g_clear_object (&self->current);
    self->current = g_list_model_get_item (G_LIST_MODEL (self->contests), n - 1);
  }
}

static void
finish (CsContestDesk *self,
        GTask         *task)
{
  cs_contest_desk_recount (self);
  g_object_notify (G_OBJECT (self), "current");
  cs_contest_desk_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
draw_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  const CsSeal *seal;

  if (!cs_draw_open_finish (CS_DRAW (object), result, &error))
    self->trouble = g_strdup (error->message); /* contests can be looked at and counted all the same */
  self->open = TRUE;
  seal = cs_draw_get_seal (self->draw);
  cs_contest_desk_restore_proofs (self);
  if (seal != NULL && g_hash_table_contains (self->revealed, seal->digest))
    cs_draw_end_reveal (self->draw);
  cs_contest_desk_update_states (self);
  if (seal != NULL && cs_draw_get_phase (self->draw) != CS_DRAW_DONE)
    choose_current (self, seal->draw);
  else
    cs_contest_desk_find_open_clue (self);
  cs_contest_desk_take_up_clue (self);
  cs_contest_desk_stamp (self);
  finish (self, task);
}

/* A draw that is only looked at does not go on; how far it is stands in the journal. */
static void
journal_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_read_draw_finish (CS_STORE (object), result, &error);
  CsDrawJournal *journal = records != NULL ? cs_draw_journal_new (records, &error) : NULL;

  if (journal != NULL)
    tell_states (self, journal);
  else
    self->trouble = g_strdup (error->message);
  cs_draw_journal_free (journal);
  self->open = TRUE;
  finish (self, task);
}

static void
read_next (CsContestDesk *self,
           GTask         *task);

static void
take_revealed (CsContestDesk *self,
               GVariant      *value)
{
  GVariantIter iter;
  char *digest;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "s", &digest))
    g_hash_table_add (self->revealed, digest);
}

static void
take_all (CsContestDesk *self,
          GVariant      *value)
{
  GVariantIter iter;
  GVariant *one;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "@a{sv}", &one)) {
    add_contest (self, one);
    g_variant_unref (one);
  }
}

static void
take_current (CsContestDesk *self,
              GVariant      *value)
{
  choose_current (self, g_variant_get_string (value, NULL));
}

static void
take_people (CsContestDesk *self,
             GVariant      *value)
{
  cs_contest_people_free (self->people);
  self->people = cs_contest_people_from_variant (value);
}

/* In this order they are read; a value of another kind is as good as none. */
static const struct {
  const char *key;
  const char *type;
  void (*take) (CsContestDesk *self,
                GVariant      *value);
} settings[] = {
  { CS_CONTEST_KEY_ALL, "aa{sv}", take_all },
  { CS_CONTEST_KEY_ONE, "a{sv}", add_contest },
  { CS_CONTEST_KEY_CURRENT, "s", take_current },
  { CS_CONTEST_KEY_PEOPLE, "a{sv}", take_people },
  { CS_CONTEST_KEY_REVEALED, "as", take_revealed },
  { CS_CONTEST_KEY_PROOFS, CS_CONTEST_PROOFS_TYPE, cs_contest_desk_load_proofs },
  { CS_CONTEST_KEY_AUTHORITY, CS_CONTEST_AUTHORITY_TYPE, cs_contest_desk_load_authority },
};

static void
setting_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  GTask *task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  guint index = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (GVariant) value = cs_store_get_setting_finish (CS_STORE (object), result, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE (settings[index].type)))
    settings[index].take (self, value);
  g_task_set_task_data (task, GUINT_TO_POINTER (index + 1), NULL);
  read_next (self, task);
}

static void
read_next (CsContestDesk *self,
           GTask         *task)
{
  guint index = GPOINTER_TO_UINT (g_task_get_task_data (task));

  if (self->stopped) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("The show was closed."));
    g_object_unref (task);
  } else if (index < G_N_ELEMENTS (settings)) {
    cs_store_get_setting_async (self->store, settings[index].key, NULL, setting_read_cb, task);
  } else {
    if (self->current == NULL)
      choose_current (self, NULL);
    if (!self->only_look) {
      cs_draw_open_async (self->draw, NULL, draw_opened_cb, task);
      return;
    }
    cs_store_read_draw_async (self->store, NULL, journal_read_cb, task);
  }
}

/**
 * cs_contest_desk_open_async:
 * @self: a desk of contests
 * @only_look: whether the show is only looked at: contests are counted, and no draw goes on
 * @cancellable: (nullable): a cancellable
 * @callback: called when contests are there, and a draw that was on its way goes on
 * @user_data: for @callback
 */
void
cs_contest_desk_open_async (CsContestDesk      *self,
                            gboolean            only_look,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && !self->open);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_contest_desk_open_async);
  self->only_look = only_look;
  read_next (self, task);
}

/**
 * cs_contest_desk_open_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether it is open; a journal of draws that cannot be used is no error here but #CsContestDesk:trouble
 */
gboolean
cs_contest_desk_open_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
