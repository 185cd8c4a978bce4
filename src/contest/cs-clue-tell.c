/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-clue-text.h"
#include "cs-config.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/**
 * cs_clue_setup_new:
 *
 * Returns: (transfer full): an empty set-up: one winner
 */
CsClueSetup *
cs_clue_setup_new (void)
{
  CsClueSetup *self = g_new0 (CsClueSetup, 1);

  self->answers = g_new0 (char *, 1);
  self->n_winners = 1;
  return self;
}

CsClueSetup *
cs_clue_setup_copy (const CsClueSetup *self)
{
  CsClueSetup *copy = g_memdup2 (self, sizeof *self);

  copy->contest = g_strdup (self->contest);
  copy->organiser = g_strdup (self->organiser);
  copy->show = g_strdup (self->show);
  copy->rules = g_strdup (self->rules);
  copy->answers = g_strdupv (self->answers);
  return copy;
}

/**
 * cs_clue_setup_free:
 * @self: (transfer full) (nullable): a set-up
 */
void
cs_clue_setup_free (CsClueSetup *self)
{
  if (self == NULL)
    return;
  g_free (self->contest);
  g_free (self->organiser);
  g_free (self->show);
  g_free (self->rules);
  g_strfreev (self->answers);
  g_free (self);
}

static int
compare_forms (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In normal form, each once, by bytes. */
static GStrv
make_forms (const CsClueSetup *setup,
            GError           **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **answer = setup->answers; *answer != NULL; answer++) {
    g_autofree char *normal = g_utf8_validate (*answer, -1, NULL) ? cs_clue_normal (*answer) : g_strdup ("");

    if (normal[0] == '\0' || strlen (normal) > CS_DRAW_TEXT_MAX) {
      cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Each way to write the answer holds letters or digits, and is short."));
      return NULL;
    }
    if (!g_ptr_array_find_with_equal_func (forms, normal, g_str_equal, NULL))
      g_ptr_array_add (forms, g_steal_pointer (&normal));
  }
  if (forms->len < 1 || forms->len > CS_CLUE_MAX_FORMS) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Give the answer, in at most 20 ways to write it."));
    return NULL;
  }
  g_ptr_array_sort (forms, compare_forms);
  for (guint i = 0; i < forms->len; i++)
    g_strv_builder_add (builder, forms->pdata[i]);
  return g_strv_builder_end (builder);
}

static gboolean
check (const CsClueSetup *setup,
       gint64             now_s,
       GError           **error)
{
  if (setup->contest == NULL || !cs_draw_is_name (setup->contest))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Give the draw a short name of letters, digits, dots and dashes."));
  if (setup->organiser == NULL || !cs_draw_is_text (setup->organiser))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Name the organiser on one line."));
  if (setup->show == NULL || !cs_draw_is_text (setup->show))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Name the show on one line."));
  if (setup->rules == NULL || setup->rules[0] == '\0' || !g_utf8_validate (setup->rules, -1, NULL))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Write the rules: they are sealed with the draw."));
  if (setup->n_winners < 1 || setup->n_winners > CS_SEAL_MAX_WINNERS || setup->n_alternates > CS_SEAL_MAX_ALTERNATES)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There are 1 to 1000 winners, and at most 1000 alternates."));
  if (setup->start_s < now_s)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Answers can count only from after the sealing."));
  if (setup->end_s <= setup->start_s || setup->end_s - setup->start_s > CS_CLUE_MAX_S)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The contest must end after it begins, within 31 days."));
  return TRUE;
}

static char *
write_seal (const CsClueSetup *setup,
            const CsClueFiles *files,
            const char        *head,
            gint64             now_s)
{
  CsHex rules, commitment;
  const CsClueSeal seal = {
    .rehearsal = setup->rehearsal, .contest = setup->contest, .organiser = setup->organiser, .show = setup->show,
    .rules = rules, .commitment = commitment, .n_forms = g_strv_length (files->forms), .n_winners = setup->n_winners,
    .n_alternates = setup->n_alternates, .start_s = setup->start_s, .end_s = setup->end_s, .journal = (char *) head,
    .sealed_s = now_s, .software = (char *) "coulisses/" CS_VERSION,
  };

  cs_digest_of_bytes (setup->rules, strlen (setup->rules), rules);
  cs_clue_commit (files->nonce, (const char *const *) files->forms, commitment);
  return cs_clue_seal_write (&seal);
}

CsClueFiles *
cs_clue_prepare (const CsClueSetup *setup,
                 CsDraw            *draw,
                 GError           **error)
{
  gint64 now_s = cs_draw_now_s (draw);
  g_autofree char *folder = NULL;
  g_autoptr (CsClueFiles) files = NULL;
  guint8 bytes[CS_DIGEST_BYTES];
  CsHex nonce;

  if (!check (setup, now_s, error))
    return NULL;
  folder = cs_draw_dup_folder (draw, setup->contest);
  files = cs_clue_files_new (folder);
  files->forms = make_forms (setup, error);
  if (files->forms == NULL)
    return NULL;
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The system gives no random numbers: %s"), g_strerror (errno));
    return NULL;
  }
  cs_digest_write_hex (bytes, sizeof bytes, nonce);
  files->nonce = g_strdup (nonce);
  files->rules = g_strdup (setup->rules);
  files->seal = write_seal (setup, files, cs_draw_journal_get_head (draw->journal), now_s);
  return g_steal_pointer (&files);
}

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
 * cs_clue_add_proof:
 * @self: a clue contest with a seal
 * @type: rfc3161, publication, witness or broadcast
 * @time_s: dated, seconds since 1970 UTC
 * @reference: where it can be looked at
 * @token: (nullable): a time stamp, in base64
 *
 * Remembers a proof that the fingerprint was public before answers counted, for the certificate.
 */
void
cs_clue_add_proof (CsClue     *self,
                   const char *type,
                   gint64      time_s,
                   const char *reference,
                   const char *token)
{
  g_ptr_array_add (self->proofs, cs_prior_proof_new (type, time_s, reference, token));
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

static void
fill_journal (CsClue            *self,
              CsClueCertificate *certificate)
{
  const CsDrawJournal *journal = self->draw->journal;
  guint n = cs_draw_journal_get_n (journal);

  certificate->journal_previous = g_strdup (self->seal->journal);
  g_array_append_vals (certificate->journal, cs_draw_journal_get (journal, self->seal_index), n - self->seal_index);
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
  g_autoptr (CsClueCertificate) certificate = cs_clue_certificate_new ();
  g_autoptr (GBytes) entries = cs_clue_dup_entries (self);
  CsHex digest;

  if (entries == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is no certificate before everything has been revealed."));
    return NULL;
  }
  if (self->seal->rehearsal) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("A rehearsal has no certificate."));
    return NULL;
  }
  certificate->revision = 1 + self->proofs->len;
  certificate->seal = g_strdup (self->files->seal);
  certificate->seal_digest = g_strdup (self->seal->digest);
  certificate->nonce = g_strdup (self->files->nonce);
  certificate->forms = g_strdupv (self->files->forms);
  cs_digest_of_bytes (g_bytes_get_data (entries, NULL), g_bytes_get_size (entries), digest);
  certificate->entries_digest = g_strdup (digest);
  certificate->n_entries = self->places->len;
  certificate->status = g_strdup (cs_clue_status (self->seal, self->places->len));
  cs_clue_certificate_show (certificate, self->seal, self->places);
  cs_clue_ranking_digest (self->places, digest);
  certificate->ranking_digest = g_strdup (digest);
  certificate->software = g_strdup ("coulisses/" CS_VERSION);
  for (guint i = 0; i < self->proofs->len; i++) {
    const CsPriorProof *proof = self->proofs->pdata[i];

    g_ptr_array_add (certificate->proofs, cs_prior_proof_new (proof->type, proof->time_s, proof->reference, proof->token));
  }
  fill_journal (self, certificate);
  return verify (self, certificate, error) ? g_steal_pointer (&certificate) : NULL;
}
