/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-journal.h"

#include "cs-draw-error.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const CsClueCertificate *certificate;
  const CsClueSeal *seal;
  const CsDrawEntry *entries;
  guint n;
  guint own; /* index of this contest's seal */
  guint result;
} Walk;

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, "%s", sentence);
}

static const char *
digest_before (const Walk *walk,
               guint       i)
{
  return i > 0 ? walk->entries[i - 1].digest : walk->certificate->journal_previous;
}

static gboolean
check_links (const Walk *walk,
             GError    **error)
{
  if (walk->n == 0)
    return refuse (error, _("The journal is empty."));
  if (walk->entries[0].seq != 1 || strcmp (walk->certificate->journal_previous, CS_DRAW_NO_ENTRY) != 0)
    return refuse (error, _("The journal is not shown from its beginning."));
  for (guint i = 0; i < walk->n; i++) {
    CsDrawEntry entry = walk->entries[i];

    if (i > 0 && entry.seq != walk->entries[i - 1].seq + 1)
      return refuse (error, _("Entries of the journal are missing."));
    if ((entry.type == CS_DRAW_GENESIS) != (entry.seq == 1))
      return refuse (error, _("A journal begins with GENESIS, and has it nowhere else."));
    cs_draw_entry_link (&entry, digest_before (walk, i));
    if (strcmp (entry.digest, walk->entries[i].digest) != 0)
      return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("Entry %u of the journal was changed."), (guint) entry.seq);
  }
  return TRUE;
}

static gboolean
is_import (const Walk *walk,
           guint       i,
           const char *payload)
{
  return i < walk->n && walk->entries[i].type == CS_DRAW_IMPORT && strcmp (walk->entries[i].payload, payload) == 0;
}

/* How often it is there from @from on, and where last. */
static guint
count (const Walk *walk,
       guint       from,
       const char *payload,
       guint      *index)
{
  guint n = 0;

  for (guint i = from; i < walk->n; i++)
    if (is_import (walk, i, payload)) {
      *index = i;
      n++;
    }
  return n;
}

static gboolean
stands_as_sealed (const Walk       *walk,
                  guint             i,
                  const CsClueSeal *seal)
{
  return walk->entries[i].time_s == seal->sealed_s && strcmp (digest_before (walk, i), seal->journal) == 0;
}

static gboolean
check_own (Walk    *walk,
           GError **error)
{
  const CsClueCertificate *certificate = walk->certificate;
  CsHex result;

  if (count (walk, 0, walk->seal->digest, &walk->own) != 1 || !stands_as_sealed (walk, walk->own, walk->seal))
    return refuse (error, _("The journal does not hold this seal once, at its time, behind the entry that it names."));
  cs_clue_result_digest (walk->seal, certificate->nonce, certificate->entries_digest, certificate->ranking_digest, result);
  if (count (walk, 0, result, &walk->result) != 1 || walk->result < walk->own || walk->entries[walk->result].time_s < walk->seal->end_s)
    return refuse (error, _("The journal does not hold this result once, after the end."));
  return TRUE;
}

static gboolean
check_voided_one (const Walk         *walk,
                  const CsVoidedSeal *voided,
                  guint              *at,
                  GError            **error)
{
  g_autoptr (CsClueSeal) seal = cs_clue_seal_parse (voided->seal, strlen (voided->seal), CS_SEAL_DEFAULT, NULL);
  CsHex mark, reason;
  guint i = 0, j = 0;

  if (seal == NULL || strcmp (seal->digest, voided->digest) != 0)
    return refuse (error, _("A void seal is not given in full."));
  cs_clue_payload_void (seal->digest, mark);
  cs_clue_payload_reason (seal->digest, voided->reason, reason);
  if (count (walk, 0, seal->digest, &i) != 1 || i >= walk->own || i < *at || !stands_as_sealed (walk, i, seal))
    return refuse (error, _("A void seal does not stand where it says in the journal."));
  if (count (walk, i, mark, &j) != 1 || !is_import (walk, j + 1, reason) || walk->entries[j].time_s != voided->time_s)
    return refuse (error, _("A seal that is listed as void is not void in the journal."));
  *at = i + 1;
  return TRUE;
}

static gboolean
is_listed (const Walk *walk,
           const char *digest)
{
  GPtrArray *voided = walk->certificate->voided;

  for (guint i = 0; i < voided->len; i++)
    if (strcmp (((const CsVoidedSeal *) voided->pdata[i])->digest, digest) == 0)
      return TRUE;
  return FALSE;
}

/* A void seal that is not told leaves its mark all the same: every entry could be a seal. */
static gboolean
check_nothing_hidden (const Walk *walk,
                      GError    **error)
{
  g_autoptr (GHashTable) payloads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < walk->n; i++)
    if (walk->entries[i].type == CS_DRAW_IMPORT)
      g_hash_table_add (payloads, (gpointer) walk->entries[i].payload);
  for (guint i = 0; i <= walk->own; i++) {
    CsHex mark;

    if (walk->entries[i].type != CS_DRAW_IMPORT)
      continue;
    cs_clue_payload_void (walk->entries[i].payload, mark);
    if (!g_hash_table_contains (payloads, mark))
      continue;
    if (i == walk->own)
      return refuse (error, _("This contest was declared void."));
    if (!is_listed (walk, walk->entries[i].payload))
      return refuse (error, _("The journal has a void seal that the certificate hides."));
  }
  return TRUE;
}

static gboolean
check_voided (const Walk *walk,
              GError    **error)
{
  guint at = 0;

  for (guint i = 0; i < walk->certificate->voided->len; i++)
    if (!check_voided_one (walk, walk->certificate->voided->pdata[i], &at, error))
      return FALSE;
  return check_nothing_hidden (walk, error);
}

/* Ranks and codes are few: what is in the journal and not told can be guessed. */
static GHashTable *
guess_events (const Walk *walk)
{
  GHashTable *guesses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *codes = cs_prize_event_codes ();
  guint n_ranks = MIN (walk->certificate->shown->len, CS_SEAL_MAX_WINNERS);
  guint n_events = MIN (walk->certificate->events->len, n_ranks);

  for (guint rank = 1; rank <= n_ranks; rank++)
    for (guint i = 0; codes[i] != NULL; i++)
      for (guint j = 0; j <= n_events + 1; j++) {
        guint next = walk->seal->n_winners + j;
        guint replaced_by = j > 0 && next <= walk->certificate->n_entries ? next : 0;
        CsHex declined, disqualified;

        cs_clue_payload_event (walk->seal->digest, FALSE, rank, codes[i], replaced_by, declined);
        cs_clue_payload_event (walk->seal->digest, TRUE, rank, codes[i], replaced_by, disqualified);
        g_hash_table_add (guesses, g_strdup (declined));
        g_hash_table_add (guesses, g_strdup (disqualified));
      }
  return guesses;
}

static gboolean
is_entry_of (const Walk        *walk,
             guint              i,
             const CsDrawEvent *event)
{
  CsHex payload;

  cs_clue_payload_event (walk->seal->digest, event->disqualified, event->rank, event->code, event->replaced_by, payload);
  return walk->entries[i].time_s == event->time_s && strcmp (walk->entries[i].payload, payload) == 0;
}

static gboolean
check_events (const Walk *walk,
              GError    **error)
{
  GPtrArray *events = walk->certificate->events;
  g_autoptr (GHashTable) guesses = NULL;
  guint next = 0;

  for (guint i = walk->result + 1; i < walk->n; i++) {
    if (walk->entries[i].type != CS_DRAW_IMPORT)
      continue;
    if (next < events->len && is_entry_of (walk, i, events->pdata[next])) {
      next++;
      continue;
    }
    if (guesses == NULL)
      guesses = guess_events (walk);
    if (g_hash_table_contains (guesses, walk->entries[i].payload))
      return refuse (error, _("The journal has a declined prize or a disqualification that the certificate does not tell."));
  }
  if (next < events->len)
    return refuse (error, _("The certificate tells a declined prize or a disqualification that is not in the journal."));
  return TRUE;
}

/**
 * cs_clue_payload_void:
 * @seal_digest: F of the seal that is void
 * @payload: (out): what the journal holds
 *
 * Whoever has F can see that it is void, also when nobody tells the reason.
 */
void
cs_clue_payload_void (const char *seal_digest,
                      CsHex       payload)
{
  cs_digest_of_format (payload, "SEALED-CLUE/1 void\n%s\n", seal_digest);
}

/**
 * cs_clue_payload_reason:
 * @seal_digest: F of the seal that is void
 * @reason: why
 * @payload: (out): what the journal holds right behind
 */
void
cs_clue_payload_reason (const char *seal_digest,
                        const char *reason,
                        CsHex       payload)
{
  cs_digest_of_format (payload, "SEALED-CLUE/1 reason\n%s\n%s\n", seal_digest, reason);
}

/**
 * cs_clue_payload_event:
 * @seal_digest: F
 * @disqualified: the rules take the prize, not the winner's own will
 * @rank: who gives it up
 * @code: why
 * @replaced_by: who gets it, or 0 for nobody
 * @payload: (out): what the journal holds
 */
void
cs_clue_payload_event (const char *seal_digest,
                       gboolean    disqualified,
                       guint       rank,
                       const char *code,
                       guint       replaced_by,
                       CsHex       payload)
{
  g_autofree char *next = replaced_by > 0 ? g_strdup_printf ("%u", replaced_by) : g_strdup ("-");

  cs_digest_of_format (payload, "SEALED-CLUE/1 %s\n%s\n%u\t%s\t%s\n", disqualified ? "disqualified" : "declined", seal_digest, rank, code,
                       next);
}

/**
 * cs_clue_verify_journal:
 * @certificate: a certificate whose ranking is exact
 * @seal: its seal
 * @error: return location for %CS_DRAW_ERROR_JOURNAL
 *
 * A clue contest stands in the journal of draws as things that came in: its seal, its result, and what happened afterwards.
 *
 * Returns: whether the journal holds this contest and hides nothing of it, nor a void seal before it
 */
gboolean
cs_clue_verify_journal (const CsClueCertificate *certificate,
                        const CsClueSeal        *seal,
                        GError                 **error)
{
  Walk walk = { certificate, seal, (const CsDrawEntry *) (gpointer) certificate->journal->data, certificate->journal->len };

  return check_links (&walk, error) && check_own (&walk, error) && check_voided (&walk, error) && check_events (&walk, error);
}
