/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-json.h"

#include <string.h>

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (CsClue, cs_clue, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CS_TYPE_REVEAL, cs_clue_reveal_init))

static void
cs_clue_finalize (GObject *object)
{
  CsClue *self = CS_CLUE (object);

  cs_clue_forget (self);
  g_object_unref (self->draw);
  G_OBJECT_CLASS (cs_clue_parent_class)->finalize (object);
}

static void
cs_clue_class_init (CsClueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_clue_finalize;

  /**
   * CsClue::changed:
   *
   * Phase, or what is revealed, is another.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_CLUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_clue_init (CsClue *self)
{
}

void
cs_clue_forget (CsClue *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->seal, cs_clue_seal_free);
  g_clear_pointer (&self->files, cs_clue_files_free);
  g_clear_pointer (&self->setup, cs_contest_setup_free);
  self->n_revealed = 0;
  self->phase = CS_CLUE_IDLE;
}

void
cs_clue_set_phase (CsClue     *self,
                   CsCluePhase phase)
{
  self->phase = phase;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
cs_clue_end_task (CsClue *self,
                  GTask  *task,
                  GError *error)
{
  self->busy = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

JsonNode *
cs_clue_body_new (const char *what)
{
  JsonNode *body = cs_draw_body_new ();

  json_object_set_string_member (json_node_get_object (body), CS_CLUE_MEMBER, what);
  return body;
}

static gboolean
is_entry (const CsDrawJournal *journal,
          guint                i,
          const char          *contest,
          const char          *what)
{
  return (contest == NULL || strcmp (cs_draw_journal_get_draw (journal, i), contest) == 0) &&
         g_strcmp0 (cs_json_get_string (cs_draw_journal_get_body (journal, i), CS_CLUE_MEMBER), what) == 0;
}

gboolean
cs_clue_find_entry (const CsDrawJournal *journal,
                    const char          *contest,
                    const char          *what,
                    guint               *index)
{
  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++)
    if (is_entry (journal, i, contest, what)) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

void
cs_clue_entries_digest (GPtrArray *entries,
                        CsHex      digest)
{
  g_autoptr (GBytes) bytes = cs_clue_entries_write (entries);

  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
}

/* Takes @entries. */
void
cs_clue_take_entries (CsClue    *self,
                      GPtrArray *entries)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->files->entries, g_ptr_array_unref);
  self->files->entries = entries;
  self->places = cs_clue_rank (self->seal, self->files->nonce, entries);
}

/* What the journal holds of the result as it is computed now. */
void
cs_clue_digest_result (CsClue *self,
                       CsHex   digest)
{
  CsHex entries, ranking;

  cs_clue_entries_digest (self->files->entries, entries);
  cs_clue_ranking_digest (self->places, ranking);
  cs_clue_result_digest (self->seal, self->files->nonce, entries, ranking, digest);
}

/**
 * cs_clue_finish:
 * @self: a clue contest
 * @result: from the callback of any of its calls
 * @error: return location
 *
 * Returns: whether it was done
 */
gboolean
cs_clue_finish (CsClue       *self,
                GAsyncResult *result,
                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_clue_new:
 * @draw: open draws of a show; their journal is the contest's too
 *
 * Returns: (transfer full): a clue contest that is not sealed
 */
CsClue *
cs_clue_new (CsDraw *draw)
{
  CsClue *self = g_object_new (CS_TYPE_CLUE, NULL);

  self->draw = g_object_ref (draw);
  return self;
}

/**
 * cs_clue_list:
 * @draw: open draws of a show
 *
 * Returns: (transfer full): the names of its clue contests, the oldest first
 */
GStrv
cs_clue_list (CsDraw *draw)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; draw->journal != NULL && i < cs_draw_journal_get_n (draw->journal); i++)
    if (is_entry (draw->journal, i, NULL, CS_CLUE_SEAL))
      g_strv_builder_add (names, cs_draw_journal_get_draw (draw->journal, i));
  return g_strv_builder_end (names);
}

/**
 * cs_clue_look:
 * @journal: the journal of a show
 * @index: of an entry
 * @glance: (out caller-allocates): what is known of the contest
 *
 * Looks at a contest without taking it up.
 *
 * Returns: whether the entry is the seal of a clue contest
 */
gboolean
cs_clue_look (const CsDrawJournal *journal,
              guint                index,
              CsClueGlance        *glance)
{
  guint at;

  if (!is_entry (journal, index, NULL, CS_CLUE_SEAL))
    return FALSE;
  glance->contest = cs_draw_journal_get_draw (journal, index);
  glance->seal_digest = cs_draw_journal_get (journal, index)->payload;
  glance->setup = cs_json_get_string (cs_draw_journal_get_body (journal, index), "setup");
  glance->voided = cs_clue_find_entry (journal, glance->contest, CS_CLUE_VOID, &at);
  glance->closed = cs_clue_find_entry (journal, glance->contest, CS_CLUE_RESULT, &at);
  glance->recorded = cs_clue_find_entry (journal, glance->contest, CS_CLUE_RECORD, &at);
  return TRUE;
}
