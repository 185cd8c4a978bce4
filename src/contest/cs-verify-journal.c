/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-verify-private.h"

#include "cs-draw-error.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * Phase:
 * @NOTHING: no seal yet, or the last one is void
 * @SEALED: a seal waits for its value
 * @VALUED: a seal has its value
 * @DRAWN: a seal has its result
 *
 * Where the journal is, walking through it.
 */
typedef enum {
  NOTHING,
  SEALED,
  VALUED,
  DRAWN,
} Phase;

typedef struct {
  CsVerification *verification;
  const CsDrawEntry *entries;
  guint n;
  guint own; /* index of this draw's SEAL */
  guint result; /* index of its RESULT */
  guint last_seal;
  Phase phase;
  guint n_seals; /* up to this draw's */
  gboolean other_draws; /* another draw of this journal has, or may have, a result */
  GHashTable *explained; /* CsVoidedSeal whose VOID was seen */
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
  return i > 0 ? walk->entries[i - 1].digest : walk->verification->certificate->journal_previous;
}

static gboolean
check_links (const Walk *walk,
             GError    **error)
{
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
check_beginning (const Walk *walk,
                 GError    **error)
{
  const char *previous = walk->verification->certificate->journal_previous;

  if (walk->n == 0)
    return refuse (error, _("The journal is empty."));
  if ((walk->entries[0].seq == 1) != (strcmp (previous, CS_DRAW_NO_ENTRY) == 0))
    return refuse (error, _("Entries of the journal are missing."));
  if (walk->entries[0].seq > 1 && walk->entries[0].type != CS_DRAW_SEAL)
    return refuse (error, _("The journal is not shown from an earlier draw or from its beginning."));
  return TRUE;
}

static gboolean
find_own_seal (Walk    *walk,
               GError **error)
{
  const CsSeal *seal = walk->verification->seal;
  guint n_found = 0;

  for (guint i = 0; i < walk->n; i++)
    if (walk->entries[i].type == CS_DRAW_SEAL && strcmp (walk->entries[i].payload, seal->digest) == 0) {
      walk->own = i;
      n_found++;
    }
  if (n_found != 1)
    return refuse (error, _("The journal does not hold this seal exactly once."));
  if (strcmp (digest_before (walk, walk->own), seal->journal) != 0)
    return refuse (error, _("The seal does not stand behind the entry that it names."));
  if (walk->entries[walk->own].time_s != seal->sealed_s)
    return refuse (error, _("The journal has the seal at another time."));
  if (walk->own == 0)
    return refuse (error, _("The journal is not shown from an earlier draw or from its beginning."));
  return TRUE;
}

static gboolean
is_own (const Walk *walk)
{
  return walk->last_seal == walk->own;
}

static gboolean
enter_seal (Walk    *walk,
            guint    i,
            GError **error)
{
  if (walk->phase == SEALED || walk->phase == VALUED)
    return refuse (error, _("A second seal was made before the first had a result or was declared void."));
  walk->phase = SEALED;
  walk->last_seal = i;
  walk->n_seals += i <= walk->own;
  return TRUE;
}

static gboolean
enter_value (Walk    *walk,
             guint    i,
             GError **error)
{
  CsHex payload;

  if (walk->phase != SEALED)
    return refuse (error, _("The journal has a value without a seal, or two for one."));
  walk->phase = VALUED;
  if (!is_own (walk))
    return TRUE;
  cs_draw_payload_value (walk->verification->seal->digest, walk->verification->certificate->value, payload);
  if (strcmp (payload, walk->entries[i].payload) != 0)
    return refuse (error, _("The journal has another value."));
  walk->verification->rolled_s = walk->entries[i].time_s;
  return TRUE;
}

static gboolean
enter_result (Walk    *walk,
              guint    i,
              GError **error)
{
  if (walk->phase != VALUED)
    return refuse (error, _("The journal has a result without a value, or two for one."));
  walk->phase = DRAWN;
  if (!is_own (walk)) {
    walk->other_draws = TRUE;
    return TRUE;
  }
  walk->result = i;
  if (strcmp (cs_ranking_get_digest (walk->verification->ranking), walk->entries[i].payload) != 0)
    return refuse (error, _("The journal has another result."));
  return TRUE;
}

/* The void seal that the certificate lists for the VOID at @i. */
static const CsVoidedSeal *
find_voided (const Walk *walk,
             guint       i)
{
  GPtrArray *voided = walk->verification->certificate->voided;
  const char *digest = walk->entries[walk->last_seal].payload;

  for (guint j = 0; j < voided->len; j++) {
    const CsVoidedSeal *candidate = voided->pdata[j];
    CsHex payload;

    cs_draw_payload_void (candidate->digest, candidate->reason, payload);
    if (strcmp (candidate->digest, digest) == 0 && strcmp (payload, walk->entries[i].payload) == 0 &&
        candidate->time_s == walk->entries[i].time_s)
      return candidate;
  }
  return NULL;
}

static gboolean
enter_void (Walk    *walk,
            guint    i,
            GError **error)
{
  const CsVoidedSeal *voided;

  if (walk->phase == NOTHING)
    return refuse (error, _("The journal declares a seal void that it does not hold."));
  walk->phase = NOTHING;
  if (is_own (walk))
    return refuse (error, _("This draw was declared void."));
  if (i > walk->own)
    return TRUE;
  voided = find_voided (walk, i);
  if (voided == NULL)
    return refuse (error, _("The journal has a void seal that the certificate hides."));
  g_hash_table_add (walk->explained, (gpointer) voided);
  return TRUE;
}

static gboolean
enter (Walk    *walk,
       guint    i,
       GError **error)
{
  switch (walk->entries[i].type) {
  case CS_DRAW_SEAL:
    return enter_seal (walk, i, error);
  case CS_DRAW_VALUE:
    return enter_value (walk, i, error);
  case CS_DRAW_RESULT:
    return enter_result (walk, i, error);
  case CS_DRAW_VOID:
    return enter_void (walk, i, error);
  case CS_DRAW_GENESIS:
  case CS_DRAW_IMPORT:
  case CS_DRAW_EXCLUSION:
  case CS_DRAW_DECLINED:
  case CS_DRAW_DISQUALIFIED:
  case CS_DRAW_EXPORT:
  default:
    return TRUE;
  }
}

static gboolean
walk_through (Walk    *walk,
              GError **error)
{
  guint64 sealed = walk->verification->seal->n_seals;
  gboolean first_drawn = FALSE;

  for (guint i = 0; i < walk->n; i++) {
    if (!enter (walk, i, error))
      return FALSE;
    first_drawn |= walk->phase == DRAWN && walk->last_seal == 0;
  }
  if (walk->entries[0].type == CS_DRAW_SEAL && !first_drawn)
    return refuse (error, _("The journal is not shown from an earlier draw or from its beginning."));
  if (walk->result == 0)
    return refuse (error, _("The journal has no result for this seal."));
  if (walk->entries[0].seq == 1 ? walk->n_seals != sealed : walk->n_seals > sealed)
    return refuse (error, _("The seal counts other seals than the journal holds."));
  return TRUE;
}

static gboolean
check_voided_text (const CsVoidedSeal *voided,
                   const Walk         *walk,
                   GError            **error)
{
  g_autoptr (CsSeal) seal = cs_seal_parse (voided->seal, strlen (voided->seal), CS_SEAL_DEFAULT, NULL);

  if (seal == NULL || strcmp (seal->digest, voided->digest) != 0)
    return refuse (error, _("A void seal is not given in full."));
  if (voided->after_round_time != (seal->round > 0 && voided->time_s >= seal->round_s))
    return refuse (error, _("A void seal does not tell whether it was declared void after its round."));
  for (guint i = 0; i < walk->own; i++) {
    if (walk->entries[i].type != CS_DRAW_SEAL || strcmp (walk->entries[i].payload, seal->digest) != 0)
      continue;
    if (strcmp (digest_before (walk, i), seal->journal) != 0 || walk->entries[i].time_s != seal->sealed_s)
      return refuse (error, _("A void seal does not stand where it says in the journal."));
    return g_hash_table_contains (walk->explained, voided) ||
           refuse (error, _("A seal that is listed as void is not void in the journal."));
  }
  return walk->entries[0].seq > 1 || refuse (error, _("A seal that is listed as void is not in the journal."));
}

static gboolean
check_voided (const Walk *walk,
              GError    **error)
{
  GPtrArray *voided = walk->verification->certificate->voided;
  g_autoptr (GHashTable) digests = g_hash_table_new (g_str_hash, g_str_equal);

  if (voided->len >= walk->verification->seal->n_seals)
    return refuse (error, _("The seal counts other seals than the journal holds."));
  for (guint i = 0; i < voided->len; i++) {
    CsVoidedSeal *one = voided->pdata[i];

    if (!g_hash_table_add (digests, one->digest))
      return refuse (error, _("A void seal is listed twice."));
    if (!check_voided_text (one, walk, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_event_entry (const CsDrawEntry *entry)
{
  return entry->type == CS_DRAW_DECLINED || entry->type == CS_DRAW_DISQUALIFIED;
}

static gboolean
is_entry_of (const CsDrawEntry *entry,
             const CsDrawEvent *event,
             const char        *seal_digest)
{
  CsHex payload;

  cs_draw_payload_event (seal_digest, event->rank, event->code, event->replaced_by, payload);
  return (entry->type == CS_DRAW_DISQUALIFIED) == event->disqualified && entry->time_s == event->time_s &&
         strcmp (entry->payload, payload) == 0;
}

/* An entry of another draw cannot be read here, for only its digest is in the journal: but one of this draw
 * that was left out of the certificate can be guessed, because ranks and codes are few. */
static gboolean
is_hidden_event (const Walk        *walk,
                 const CsDrawEntry *entry)
{
  const char *const *codes = cs_prize_event_codes ();
  const char *digest = walk->verification->seal->digest;
  guint n_ranks = walk->verification->certificate->ranking->len;
  gsize n = cs_ranking_get_n (walk->verification->ranking);

  for (guint rank = 1; rank <= MIN (n_ranks, CS_SEAL_MAX_WINNERS); rank++)
    for (guint i = 0; codes[i] != NULL; i++)
      for (guint j = 0; j <= walk->verification->certificate->events->len + 1; j++) {
        guint next = walk->verification->seal->n_winners + j;
        CsHex payload;

        cs_draw_payload_event (digest, rank, codes[i], j > 0 && next <= n ? next : 0, payload);
        if (strcmp (payload, entry->payload) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
check_events (const Walk *walk,
              GError    **error)
{
  GPtrArray *events = walk->verification->certificate->events;
  const char *digest = walk->verification->seal->digest;
  guint next = 0;

  for (guint i = walk->result + 1; i < walk->n; i++) {
    const CsDrawEntry *entry = &walk->entries[i];

    if (!is_event_entry (entry))
      continue;
    if (next < events->len && is_entry_of (entry, events->pdata[next], digest))
      next++;
    else if (!walk->other_draws || is_hidden_event (walk, entry))
      return refuse (error, _("The journal has a declined prize or a disqualification that the certificate does not tell."));
  }
  if (next < events->len)
    return refuse (error, _("The certificate tells a declined prize or a disqualification that is not in the journal."));
  return TRUE;
}

/**
 * cs_verify_journal:
 * @verification: a verification that has come to check V11; the time of the value is set in it
 * @error: return location for %CS_DRAW_ERROR_JOURNAL
 *
 * Returns: whether the journal shown proves that this draw is the only one of its seal, and hides no other
 */
gboolean
cs_verify_journal (CsVerification *verification,
                   GError        **error)
{
  const GArray *entries = verification->certificate->entries;
  g_autoptr (GHashTable) explained = g_hash_table_new (NULL, NULL);
  Walk walk = { verification, (const CsDrawEntry *) (gpointer) entries->data, entries->len };

  walk.explained = explained;
  walk.other_draws = entries->len > 0 && walk.entries[0].seq > 1;
  return check_beginning (&walk, error) && check_links (&walk, error) && find_own_seal (&walk, error) &&
         walk_through (&walk, error) && check_voided (&walk, error) && check_events (&walk, error);
}
