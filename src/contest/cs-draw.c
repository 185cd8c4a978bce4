/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (CsDraw, cs_draw, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CS_TYPE_REVEAL, cs_draw_reveal_init))

static void
cs_draw_dispose (GObject *object)
{
  CsDraw *self = CS_DRAW (object);

  cs_draw_forget (self);
  if (self->worker != NULL)
    cs_worker_stop (self->worker);
  g_clear_object (&self->worker);
  G_OBJECT_CLASS (cs_draw_parent_class)->dispose (object);
}

static void
cs_draw_finalize (GObject *object)
{
  CsDraw *self = CS_DRAW (object);

  cs_draw_journal_free (self->journal);
  g_ptr_array_unref (self->proofs);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_object_unref (self->relays);
  g_free (self->folder);
  g_free (self->public_key);
  g_free (self->trouble);
  G_OBJECT_CLASS (cs_draw_parent_class)->finalize (object);
}

static void
cs_draw_class_init (CsDrawClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_draw_dispose;
  object_class->finalize = cs_draw_finalize;

  /**
   * CsDraw::changed:
   *
   * Phase, trouble, the beacon's state or what is revealed is another.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_DRAW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_draw_init (CsDraw *self)
{
  self->proofs = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_prior_proof_free);
  self->worker = cs_worker_new ("draw");
}

gint64
cs_draw_now_s (CsDraw *self)
{
  return cs_clock_now_us (self->clock) / G_USEC_PER_SEC;
}

char *
cs_draw_dup_folder (CsDraw     *self,
                    const char *draw)
{
  return g_build_filename (self->folder, draw, NULL);
}

void
cs_draw_set_trouble (CsDraw     *self,
                     const char *trouble)
{
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
}

/* The one place where the phase changes; what no longer belongs to it ends here. */
void
cs_draw_set_phase (CsDraw     *self,
                   CsDrawPhase phase)
{
  self->phase = phase;
  if (phase != CS_DRAW_SEALED && phase != CS_DRAW_DISPUTED && self->watch != NULL) {
    cs_beacon_watch_stop (self->watch);
    g_signal_handlers_disconnect_by_data (self->watch, self);
    g_clear_object (&self->watch);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
cs_draw_forget (CsDraw *self)
{
  if (self->watch != NULL) {
    cs_beacon_watch_stop (self->watch);
    g_signal_handlers_disconnect_by_data (self->watch, self);
  }
  g_clear_object (&self->watch);
  g_clear_pointer (&self->setup, cs_contest_setup_free);
  g_clear_pointer (&self->files, cs_draw_files_free);
  g_clear_pointer (&self->seal, cs_seal_free);
  g_clear_pointer (&self->list, cs_draw_list_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->ranking, cs_ranking_unref);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->stamp_authority, g_free);
  g_clear_pointer (&self->stamp_trouble, g_free);
  g_ptr_array_set_size (self->proofs, 0);
  self->n_revealed = 0;
  self->revision = 0;
  self->phase = CS_DRAW_IDLE;
}

static GHashTable *
name_pseudonyms (const CsSeal *seal,
                 GPtrArray    *rows)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < rows->len; i++) {
    const CsActivityRow *row = rows->pdata[i];

    g_hash_table_insert (names, cs_draw_pseudonym (seal->salt, row->id, strlen (row->id)), g_strdup (row->id));
  }
  return names;
}

/* Everything in the files is read as strictly as a stranger will read it (checks A4 and A5). Takes @files. */
gboolean
cs_draw_take_files (CsDraw      *self,
                    CsDrawFiles *files,
                    gboolean     rehearsal,
                    GError     **error)
{
  g_autoptr (CsDrawFiles) owned = files;
  g_autoptr (CsSeal) seal = NULL;
  g_autoptr (CsDrawList) list = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CsHex digest;

  seal = cs_seal_parse (g_bytes_get_data (files->seal, NULL), g_bytes_get_size (files->seal),
                        rehearsal ? CS_SEAL_ALLOW_REHEARSAL : CS_SEAL_DEFAULT, error);
  list = seal != NULL ? cs_draw_list_parse_sealed (files->list, seal, error) : NULL;
  rows = list != NULL ? cs_activity_file_parse (files->activity, error) : NULL;
  if (rows == NULL)
    return FALSE;
  cs_digest_of_bytes (g_bytes_get_data (files->activity, NULL), g_bytes_get_size (files->activity), digest);
  if (g_strcmp0 (digest, seal->activity) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("The activity file is not the one that was sealed."));
  if (seal->salt != NULL)
    self->names = name_pseudonyms (seal, rows);
  self->files = g_steal_pointer (&owned);
  self->seal = g_steal_pointer (&seal);
  self->list = g_steal_pointer (&list);
  return TRUE;
}

/**
 * cs_draw_new:
 * @store: the open show file
 * @clock: tells the time
 * @relays: relays of the beacon
 * @folder: where the files of draws lie, beside the show file
 * @public_key: (nullable): of the beacon; %NULL for the pinned one, another is for tests
 *
 * Returns: (transfer full): draws that are not open yet
 */
CsDraw *
cs_draw_new (CsStore    *store,
             CsClock    *clock,
             CsRelays   *relays,
             const char *folder,
             const char *public_key)
{
  CsDraw *self = g_object_new (CS_TYPE_DRAW, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->relays = g_object_ref (relays);
  self->folder = g_strdup (folder);
  self->public_key = g_strdup (public_key);
  return self;
}

/**
 * cs_draw_get_phase:
 * @self: draws
 *
 * Returns: how far the current draw is
 */
CsDrawPhase
cs_draw_get_phase (CsDraw *self)
{
  return self->phase;
}

/**
 * cs_draw_get_seal:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): the current seal, on disk and in the journal
 */
const CsSeal *
cs_draw_get_seal (CsDraw *self)
{
  return self->phase != CS_DRAW_IDLE ? self->seal : NULL;
}

/**
 * cs_draw_dup_seal_text:
 * @self: draws
 *
 * Returns: (transfer full) (nullable): the current seal's text
 */
char *
cs_draw_dup_seal_text (CsDraw *self)
{
  if (self->phase == CS_DRAW_IDLE || self->files == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (self->files->seal, NULL), g_bytes_get_size (self->files->seal));
}

/**
 * cs_draw_get_setup:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): what the current draw was sealed with
 */
const CsContestSetup *
cs_draw_get_setup (CsDraw *self)
{
  return self->setup;
}

/**
 * cs_draw_get_watch:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): what waits for the round, in the phases SEALED and DISPUTED
 */
CsBeaconWatch *
cs_draw_get_watch (CsDraw *self)
{
  return self->watch;
}

/**
 * cs_draw_get_level:
 * @self: draws
 *
 * Returns: how sure the value is, once there is one
 */
CsBeaconLevel
cs_draw_get_level (CsDraw *self)
{
  return self->level;
}

/**
 * cs_draw_get_method:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): library and version that verified the signature
 */
const char *
cs_draw_get_method (CsDraw *self)
{
  return self->method;
}

/**
 * cs_draw_get_value:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): the random value, once it is on disk
 */
const char *
cs_draw_get_value (CsDraw *self)
{
  return self->value;
}

/**
 * cs_draw_get_trouble:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): a sentence about what is wrong
 */
const char *
cs_draw_get_trouble (CsDraw *self)
{
  if (self->trouble == NULL && self->watch != NULL)
    return cs_beacon_watch_get_trouble (self->watch);
  return self->trouble;
}

/**
 * cs_draw_get_journal:
 * @self: draws
 *
 * Returns: (transfer none) (nullable): the journal; %NULL while it is not open or is broken
 */
const CsDrawJournal *
cs_draw_get_journal (CsDraw *self)
{
  return self->journal;
}

/**
 * cs_draw_get_ranking:
 * @self: draws
 *
 * For the stage alone: it shows keys, and a name only when its rank is revealed.
 *
 * Returns: (transfer none) (nullable): the ranking, once the result is on disk
 */
CsRanking *
cs_draw_get_ranking (CsDraw *self)
{
  return self->phase == CS_DRAW_REVEALING || self->phase == CS_DRAW_DONE ? self->ranking : NULL;
}

/**
 * cs_draw_dup_name:
 * @self: draws
 * @rank: from 1
 *
 * Returns: (transfer full) (nullable): who has that rank, in clear also where the list holds pseudonyms; %NULL as
 *   long as it is not revealed
 */
char *
cs_draw_dup_name (CsDraw *self,
                  gsize   rank)
{
  g_autofree char *id = NULL;
  const char *name;
  gsize n_winners;

  if (self->ranking == NULL || rank < 1 || rank > cs_ranking_get_n (self->ranking))
    return NULL;
  n_winners = MIN (self->seal->n_winners, cs_ranking_get_n (self->ranking));
  if (self->phase != CS_DRAW_DONE && (rank > n_winners || rank + self->n_revealed <= n_winners))
    return NULL;
  id = cs_ranking_get_id (self->ranking, rank);
  name = self->names != NULL ? g_hash_table_lookup (self->names, id) : NULL;
  return g_strdup (name != NULL ? name : id);
}

/**
 * cs_draw_get_n_revealed:
 * @self: draws
 *
 * Returns: how many winners have been shown, the last rank first
 */
guint
cs_draw_get_n_revealed (CsDraw *self)
{
  return self->n_revealed;
}

/**
 * cs_draw_reveal_next:
 * @self: draws in phase %CS_DRAW_REVEALING
 *
 * Shows one winner more, from the last rank to the first.
 *
 * Returns: the rank that may be shown now, or 0 when all have been
 */
guint
cs_draw_reveal_next (CsDraw *self)
{
  guint n_winners;

  if (self->phase != CS_DRAW_REVEALING)
    return 0;
  n_winners = (guint) MIN (self->seal->n_winners, cs_ranking_get_n (self->ranking));
  if (self->n_revealed >= n_winners)
    return 0;
  self->n_revealed++;
  g_signal_emit (self, signals[CHANGED], 0);
  return n_winners - self->n_revealed + 1;
}

/**
 * cs_draw_end_reveal:
 * @self: draws in phase %CS_DRAW_REVEALING
 *
 * From now on names may stand in lists, files and logs.
 */
void
cs_draw_end_reveal (CsDraw *self)
{
  if (self->phase != CS_DRAW_REVEALING)
    return;
  self->n_revealed = (guint) MIN (self->seal->n_winners, cs_ranking_get_n (self->ranking));
  cs_draw_set_phase (self, CS_DRAW_DONE);
}
