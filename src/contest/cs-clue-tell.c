/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-config.h"
#include "cs-draw-error.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * cs_clue_get_phase:
 * @self: a clue contest
 *
 * Returns: how far it is
 */
CsCluePhase
cs_clue_get_phase (CsClue *self)
{
  return self->phase;
}

/**
 * cs_clue_get_seal:
 * @self: a clue contest
 *
 * Returns: (transfer none) (nullable): its seal, on disk and in the journal
 */
const CsClueSeal *
cs_clue_get_seal (CsClue *self)
{
  return self->phase != CS_CLUE_IDLE ? self->seal : NULL;
}

/**
 * cs_clue_get_seal_text:
 * @self: a clue contest
 *
 * Returns: (transfer none) (nullable): its seal's text
 */
const char *
cs_clue_get_seal_text (CsClue *self)
{
  return self->phase != CS_CLUE_IDLE ? self->files->seal : NULL;
}

/**
 * cs_clue_get_setup:
 * @self: a clue contest
 *
 * Returns: (transfer none) (nullable): the contest as it was sealed; the answer is not in it
 */
const CsContestSetup *
cs_clue_get_setup (CsClue *self)
{
  return self->phase != CS_CLUE_IDLE ? self->setup : NULL;
}

/**
 * cs_clue_get_busy:
 * @self: a clue contest
 *
 * Returns: whether something of it is being written
 */
gboolean
cs_clue_get_busy (CsClue *self)
{
  return self->busy;
}

/**
 * cs_clue_dup_folder:
 * @self: a clue contest
 *
 * Returns: (transfer full) (nullable): where what is published of it belongs
 */
char *
cs_clue_dup_folder (CsClue *self)
{
  g_autofree char *folder = self->phase != CS_CLUE_IDLE ? cs_draw_dup_folder (self->draw, self->seal->contest) : NULL;

  return folder != NULL ? g_build_filename (folder, "record", NULL) : NULL;
}

/**
 * cs_clue_get_n_revealed:
 * @self: a clue contest
 *
 * Returns: how many winners were shown
 */
guint
cs_clue_get_n_revealed (CsClue *self)
{
  return self->n_revealed;
}

/**
 * cs_clue_get_n_named:
 * @self: a clue contest
 *
 * Returns: how many win or are alternates, once it is closed
 */
guint
cs_clue_get_n_named (CsClue *self)
{
  return self->places != NULL ? MIN (self->places->len, self->seal->n_winners + self->seal->n_alternates) : 0;
}

/**
 * cs_clue_get_key:
 * @self: a clue contest
 * @rank: from 1
 *
 * For the stage alone: within a second the lowest key comes first.
 *
 * Returns: (transfer none) (nullable): the key of that rank, once it is closed
 */
const char *
cs_clue_get_key (CsClue *self,
                 guint   rank)
{
  if (self->places == NULL || rank < 1 || rank > self->places->len)
    return NULL;
  return g_array_index (self->places, CsCluePlace, rank - 1).key;
}

/**
 * cs_clue_get_n_entries:
 * @self: a clue contest
 *
 * Returns: how many accounts had the answer, once it is closed
 */
guint
cs_clue_get_n_entries (CsClue *self)
{
  return self->places != NULL ? self->places->len : 0;
}

/**
 * cs_clue_get_n_winners:
 * @self: a clue contest
 *
 * Returns: how many of them win
 */
guint
cs_clue_get_n_winners (CsClue *self)
{
  return self->places != NULL ? MIN (self->places->len, self->seal->n_winners) : 0;
}

/**
 * cs_clue_reveal_next:
 * @self: a clue contest in phase %CS_CLUE_REVEALING
 *
 * Shows one winner more, from the last rank to the first.
 *
 * Returns: the rank that may be shown now, or 0 when all have been
 */
guint
cs_clue_reveal_next (CsClue *self)
{
  guint n = cs_clue_get_n_winners (self);

  if (self->phase != CS_CLUE_REVEALING || self->n_revealed >= n)
    return 0;
  self->n_revealed++;
  cs_clue_set_phase (self, self->phase);
  return n - self->n_revealed + 1;
}

/**
 * cs_clue_end_reveal:
 * @self: a clue contest in phase %CS_CLUE_REVEALING
 *
 * From now on answer and names may stand in lists, files and logs.
 */
void
cs_clue_end_reveal (CsClue *self)
{
  if (self->phase != CS_CLUE_REVEALING)
    return;
  self->n_revealed = cs_clue_get_n_winners (self);
  cs_clue_set_phase (self, CS_CLUE_DONE);
}

/**
 * cs_clue_get_entry:
 * @self: a clue contest
 * @rank: from 1
 *
 * Returns: (transfer none) (nullable): who has that rank, and with what; %NULL as long as it is not revealed
 */
const CsClueEntry *
cs_clue_get_entry (CsClue *self,
                   guint   rank)
{
  guint n = cs_clue_get_n_winners (self);

  if (self->places == NULL || rank < 1 || rank > self->places->len)
    return NULL;
  if (self->phase != CS_CLUE_DONE && (rank > n || rank + self->n_revealed <= n))
    return NULL;
  return g_array_index (self->places, CsCluePlace, rank - 1).entry;
}

/**
 * cs_clue_dup_answer:
 * @self: a clue contest
 *
 * Returns: (transfer full) (nullable): the ways to write the answer, in normal form; %NULL as long as not everything has
 *   been shown
 */
GStrv
cs_clue_dup_answer (CsClue *self)
{
  return self->phase == CS_CLUE_DONE ? g_strdupv (self->files->forms) : NULL;
}

/**
 * cs_clue_dup_entries:
 * @self: a clue contest in phase %CS_CLUE_DONE
 *
 * Returns: (transfer full) (nullable): entries.txt; %NULL as long as not everything has been shown
 */
GBytes *
cs_clue_dup_entries (CsClue *self)
{
  return self->phase == CS_CLUE_DONE ? cs_clue_entries_write (self->files->entries) : NULL;
}

/**
 * cs_clue_dup_rules:
 * @self: a clue contest
 *
 * Returns: (transfer full) (nullable): its rules, as sealed
 */
GBytes *
cs_clue_dup_rules (CsClue *self)
{
  return self->phase != CS_CLUE_IDLE ? g_bytes_new (self->files->rules, strlen (self->files->rules)) : NULL;
}

gboolean
cs_clue_may_certify (CsClue  *self,
                     GError **error)
{
  return self->phase == CS_CLUE_DONE ||
         cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is no certificate before everything has been revealed."));
}

/* As it stands now; nothing of it is checked yet. */
CsClueCertificate *
cs_clue_begin_certificate (CsClue *self)
{
  CsClueCertificate *certificate = cs_clue_certificate_new ();
  gsize n_called = 0;
  CsHex digest;

  certificate->seal = g_strdup (self->files->seal);
  certificate->seal_digest = g_strdup (self->seal->digest);
  certificate->nonce = g_strdup (self->files->nonce);
  certificate->forms = g_strdupv (self->files->forms);
  cs_clue_entries_digest (self->files->entries, digest);
  certificate->entries_digest = g_strdup (digest);
  certificate->n_entries = self->places->len;
  certificate->status = g_strdup (cs_clue_status (self->seal, self->places->len));
  cs_clue_ranking_digest (self->places, digest);
  certificate->ranking_digest = g_strdup (digest);
  certificate->software = g_strdup ("coulisses/" CS_VERSION);
  if (!self->seal->rehearsal)
    cs_clue_fill_certificate (self, certificate);
  else
    certificate->journal_previous = g_strdup (CS_DRAW_NO_ENTRY);
  certificate->revision = 1 + certificate->events->len;
  cs_prize_events_check (certificate->events, self->seal->n_winners, self->places->len, &n_called, NULL);
  cs_clue_certificate_show (certificate, self->seal, self->places, n_called);
  return certificate;
}

static gboolean
verify (CsClue            *self,
        CsClueCertificate *certificate,
        GError           **error)
{
  g_autofree char *text = cs_clue_certificate_write (certificate);
  g_autoptr (GBytes) entries = cs_clue_dup_entries (self);
  g_autoptr (GBytes) rules = cs_clue_dup_rules (self);
  g_autoptr (CsClueVerification) verification = cs_clue_verify (text, strlen (text), entries, rules, NULL, error);

  return verification != NULL;
}

/**
 * cs_clue_make_certificate:
 * @self: a clue contest
 * @error: return location
 *
 * Makes the certificate as it stands now, and makes every check on it that a stranger would.
 *
 * Returns: (transfer full) (nullable): the certificate; %NULL with @error set as long as the reveal is not over, in a
 *   rehearsal, and when anything does not fit
 */
CsClueCertificate *
cs_clue_make_certificate (CsClue  *self,
                          GError **error)
{
  g_autoptr (CsClueCertificate) certificate = NULL;

  if (!cs_clue_may_certify (self, error))
    return NULL;
  if (self->seal->rehearsal) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("A rehearsal has no certificate."));
    return NULL;
  }
  certificate = cs_clue_begin_certificate (self);
  return verify (self, certificate, error) ? g_steal_pointer (&certificate) : NULL;
}
