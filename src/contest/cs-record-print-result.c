/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-private.h"

#include <string.h>

/* Prize, rank, account, what happened. */
static const double columns[] = { 0.30, 0.09, 0.36, 0.25 };

static char *
tell_account (const CsRecordPrint *self,
              guint                rank)
{
  g_autofree char *id = cs_record_dup_id (self->record, rank);
  g_autofree char *name = cs_record_dup_name (self->record, rank);
  g_autofree char *isolated = cs_record_isolate (name);
  g_autofree char *real = NULL;

  if (strcmp (id, name) == 0)
    return g_steal_pointer (&isolated);
  if (!self->in_clear)
    return g_strdup (id);
  real = cs_words_fill (self->words, "real-name", "id", isolated, NULL);
  return g_strdup_printf ("%s\n%s", id, real);
}

static char *
tell_prize (const CsRecordPrint *self,
            guint                place)
{
  g_autofree char *number = g_strdup_printf ("%u", place);
  g_autofree char *nth = cs_words_fill (self->words, "prize-n", "n", number, NULL);
  g_autofree char *prize = cs_record_dup_prize (self->record, place);

  return prize != NULL ? g_strdup_printf ("%s – %s", number, prize) : g_steal_pointer (&nth);
}

char *
cs_record_tell_fate (const CsWords        *words,
                     const CsRecordHolder *holder)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (holder->before != NULL) {
    g_autofree char *rank = g_strdup_printf ("%u", holder->before->rank);
    g_autofree char *called = cs_words_fill (words, "called", "rank", rank, NULL);

    g_string_append_printf (text, "%s; ", called);
  }
  if (holder->lost == NULL) {
    g_string_append (text, cs_words_get (words, "holds"));
  } else {
    g_autofree char *lost = cs_words_fill (words, holder->lost->disqualified ? "lost-disqualified" : "lost-declined", "code",
                                           cs_words_choose (words, "code-", holder->lost->code), NULL);

    g_string_append (text, lost);
  }
  if (cs_words_is_french (words))
    g_string_replace (text, "; ", "\u202f; ", 0);
  return g_strdup (text->str);
}

static void
print_place (const CsRecordPrint *self,
             const char          *prize,
             guint                rank,
             const char          *fate,
             gboolean             strong)
{
  g_autofree char *number = g_strdup_printf ("%u", rank);
  g_autofree char *account = tell_account (self, rank);
  const char *const cells[] = { prize, number, account, fate };
  const char *key_cells[] = { "", NULL };
  const double key_columns[] = { 0.02, 0.98 };
  g_autofree char *told = NULL;
  CsHex key;

  cs_ranking_get_key (self->record->draw->ranking, rank, key);
  told = g_strdup_printf ("%s %s", cs_words_get (self->words, "key"), key);
  key_cells[1] = told;
  cs_paper_keep (self->paper, 40);
  cs_paper_cells (self->paper, strong ? CS_PAPER_BOLD : CS_PAPER_BODY, columns, cells, G_N_ELEMENTS (cells));
  cs_paper_cells (self->paper, CS_PAPER_MONO, key_columns, (const char *const *) key_cells, 2);
  cs_paper_space (self->paper, 2);
}

static void
print_winners (const CsRecordPrint *self)
{
  GArray *holders = self->record->holders;

  for (guint i = 0; i < holders->len; i++) {
    const CsRecordHolder *holder = &g_array_index (holders, CsRecordHolder, i);
    g_autofree char *prize = tell_prize (self, holder->place);
    g_autofree char *fate = cs_record_tell_fate (self->words, holder);

    print_place (self, prize, holder->rank, fate, holder->lost == NULL);
    if (holder->lost != NULL && holder->lost->replaced_by == 0) {
      g_autofree char *number = g_strdup_printf ("%u", holder->place);
      g_autofree char *named = cs_record_dup_prize (self->record, holder->place);
      g_autofree char *line = cs_words_fill (self->words, "not-awarded", "n", number, "prize", named != NULL ? named : "–", NULL);

      cs_paper_text (self->paper, CS_PAPER_ALARM, line);
    }
  }
}

static void
print_alternates (const CsRecordPrint *self)
{
  gsize n = cs_ranking_get_n_named (self->record->draw->ranking);

  for (guint rank = cs_record_get_n_winners (self->record) + 1; rank <= n; rank++)
    if (cs_record_find_holder (self->record, rank) == NULL)
      print_place (self, "–", rank, cs_words_get (self->words, "not-called"), FALSE);
}

/**
 * cs_record_print_result:
 * @self: a printing
 *
 * Who won what, who stands behind, and what became of each prize.
 */
void
cs_record_print_result (const CsRecordPrint *self)
{
  const CsRanking *ranking = self->record->draw->ranking;
  const char *cutoff = cs_ranking_get_cutoff (ranking);
  const char *heads[] = {
    cs_words_get (self->words, "prize"), cs_words_get (self->words, "rank"), cs_words_get (self->words, "account"),
    cs_words_get (self->words, "fate"),
  };

  cs_paper_heading (self->paper, cs_words_get (self->words, "s7"));
  cs_paper_text (self->paper, strcmp (cs_ranking_get_status (ranking), "ok") == 0 ? CS_PAPER_BODY : CS_PAPER_ALARM,
                 cs_words_choose (self->words, "status-", cs_ranking_get_status (ranking)));
  if (cs_ranking_get_n (ranking) > 0) {
    cs_paper_keep (self->paper, 60);
    cs_paper_cells (self->paper, CS_PAPER_SMALL, columns, heads, G_N_ELEMENTS (heads));
  }
  print_winners (self);
  print_alternates (self);
  if (cutoff != NULL)
    cs_record_print_fact (self, "cutoff", CS_PAPER_MONO, cutoff);
  cs_record_print_fact (self, "ranking-digest", CS_PAPER_MONO, cs_ranking_get_digest (ranking));
}

static void
print_void (const CsRecordPrint *self,
            const CsVoidedSeal  *voided)
{
  g_autoptr (CsSeal) seal = cs_seal_parse (voided->seal, strlen (voided->seal), CS_SEAL_DEFAULT, NULL);
  g_autofree char *utc = cs_record_utc_time (voided->time_s);
  g_autofree char *line = cs_words_fill (self->words, "void-line", "draw", seal != NULL ? seal->draw : "?", "seal",
                                         voided->digest, "utc", utc, "reason", voided->reason, NULL);

  cs_record_print_fact (self, "voids", CS_PAPER_BODY, line);
  if (voided->after_round_time)
    cs_paper_text (self->paper, CS_PAPER_ALARM, cs_words_get (self->words, "void-after"));
}

static void
print_conclusion (const CsRecordPrint *self)
{
  const CsRecord *record = self->record;
  GPtrArray *voided = record->draw->certificate->voided;
  g_autofree char *remarks = g_strjoinv ("\n", record->details->remarks);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s8"));
  cs_record_print_fact (self, "checks", record->rehearsal ? CS_PAPER_ALARM : CS_PAPER_BODY,
                        cs_words_get (self->words, record->rehearsal ? "checks-rehearsal" : "checks-made"));
  for (guint i = 0; i < voided->len; i++)
    print_void (self, voided->pdata[i]);
  if (voided->len == 0)
    cs_record_print_fact (self, "voids", CS_PAPER_BODY, cs_words_get (self->words, "none"));
  cs_record_print_fact (self, "remarks", CS_PAPER_BODY, remarks[0] != '\0' ? remarks : cs_words_get (self->words, "remarks-none"));
  cs_paper_keep (self->paper, 110);
  cs_paper_text (self->paper, CS_PAPER_SMALL, cs_words_get (self->words, "conclusion"));
  if (record->rehearsal) {
    cs_paper_text (self->paper, CS_PAPER_ALARM, cs_words_get (self->words, "rehearsal"));
    return;
  }
  cs_paper_box (self->paper, cs_words_get (self->words, "conclude-valid"));
  cs_paper_box (self->paper, cs_words_get (self->words, "conclude-repeat"));
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "conclude-why"));
  cs_paper_space (self->paper, 44);
}

void
cs_record_print_event (const CsRecordPrint *self,
                       guint                place,
                       const CsDrawEvent   *event)
{
  g_autofree char *rank = g_strdup_printf ("%u", event->rank);
  g_autofree char *number = g_strdup_printf ("%u", place);
  g_autofree char *next = g_strdup_printf ("%u", event->replaced_by);
  g_autofree char *local = cs_record_local_time (self, event->time_s);
  g_autofree char *what = cs_words_fill (self->words, event->disqualified ? "event-disqualified" : "event-declined", "rank", rank,
                                         "n", number, "code", cs_words_choose (self->words, "code-", event->code), NULL);
  g_autofree char *then = cs_words_fill (self->words, event->replaced_by > 0 ? "event-next" : "event-nobody", "rank", next, NULL);
  g_autofree char *line = g_strdup_printf ("%s, %s", what, then);

  cs_paper_row (self->paper, local, CS_PAPER_BODY, line);
}

/**
 * cs_record_print_end:
 * @self: a printing
 *
 * Conclusion, prizes given up, and places to sign.
 */
void
cs_record_print_end (const CsRecordPrint *self)
{
  GPtrArray *events = self->record->draw->certificate->events;
  g_autofree char *organiser =
    cs_words_fill (self->words, "sign-organiser", "organiser", self->record->draw->seal->organiser, NULL);
  const char *heads[] = { cs_words_get (self->words, "sign-bailiff"), organiser, NULL };

  print_conclusion (self);
  cs_paper_heading (self->paper, cs_words_get (self->words, "s9"));
  for (guint i = 0; i < events->len; i++) {
    const CsDrawEvent *event = events->pdata[i];
    const CsRecordHolder *holder = cs_record_find_holder (self->record, event->rank);

    cs_record_print_event (self, holder != NULL ? holder->place : 0, event);
  }
  if (events->len == 0)
    cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "events-none"));
  cs_paper_keep (self->paper, 190);
  cs_paper_heading (self->paper, cs_words_get (self->words, "s10"));
  cs_paper_signatures (self->paper, heads, cs_words_get (self->words, "sign-name"), cs_words_get (self->words, "sign-date"));
}
