/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-print.h"

#include "cs-clue-journal.h"
#include "cs-clue-posts.h"
#include "cs-record-files.h"
#include "cs-record-private.h"

#include <gio/gio.h>
#include <string.h>

#define SEAL_PT 190.0
#define RULE "\n----------------------------------------\n\n"

GResource *cs_contest_get_resource (void);

/* One printing. The first member is what facts and times need. */
typedef struct {
  CsRecordPrint print;
  const CsClueVerification *contest;
  const CsRecordDetails *details;
  GPtrArray *files; /* CsRecordFile, so far */
  GArray *holders; /* CsRecordHolder */
  guint section; /* the last one's number */
} CluePrint;

static const double acts[] = { 0.06, 0.33, 0.21, 0.24, 0.16 };
static const double columns[] = { 0.24, 0.08, 0.40, 0.28 };
static const double texts[] = { 0.02, 0.98 };
static const double sums[] = { 0.20, 0.12, 0.68 };

static void
heading (const CluePrint *self,
         const char      *name)
{
  cs_paper_heading (self->print.paper, cs_words_get (self->print.words, name));
}

/* Sections of the record of a draw, of which some have no place here. */
static void
section (CluePrint  *self,
         const char *name)
{
  const char *text = cs_words_get (self->print.words, name);
  const char *dot = strstr (text, ". ");
  g_autofree char *numbered = g_strdup_printf ("%u%s", ++self->section, dot != NULL ? dot : text);

  cs_paper_heading (self->print.paper, numbered);
}

static void
print_identity (CluePrint *self)
{
  const CsClueSeal *seal = self->contest->seal;
  g_autofree char *present = g_strjoinv ("\n", self->details->present);

  section (self, "s1");
  cs_record_print_fact (&self->print, "contest", CS_PAPER_BOLD, seal->contest);
  cs_record_print_fact (&self->print, "organiser", CS_PAPER_BODY, seal->organiser);
  cs_record_print_fact (&self->print, "show", CS_PAPER_BODY, seal->show);
  cs_record_print_fact (&self->print, "rules", CS_PAPER_MONO, seal->rules);
  cs_record_print_fact (&self->print, "software", CS_PAPER_BODY, seal->software);
  section (self, "s2");
  cs_record_print_fact (&self->print, "place", CS_PAPER_BODY, self->details->place != NULL ? self->details->place : "…");
  cs_record_print_time (&self->print, "sealed-at", seal->sealed_s);
  cs_record_print_time (&self->print, "starts-at", seal->start_s);
  cs_record_print_time (&self->print, "ends-at", seal->end_s);
  cs_record_print_fact (&self->print, "present", CS_PAPER_BODY, present[0] != '\0' ? present : "…\n…");
}

static void
print_seal (CluePrint *self)
{
  const CsClueSeal *seal = self->contest->seal;
  GPtrArray *proofs = self->contest->certificate->proofs;
  g_autofree char *groups = cs_seal_group_digest (seal->digest);
  g_autoptr (GString) lines = g_string_new (groups);
  guint n_good = 0;

  lines->str[35] = '\n'; /* four groups a line */
  cs_paper_keep (self->print.paper, SEAL_PT);
  section (self, "s5");
  cs_paper_text (self->print.paper, CS_PAPER_SMALL, cs_words_get (self->print.words, "fingerprint"));
  cs_paper_code (self->print.paper, seal->digest, lines->str, cs_words_get (self->print.words, "qr"));
  for (guint i = 0; i < proofs->len; i++) {
    const CsPriorProof *proof = proofs->pdata[i];
    g_autofree char *name = g_strconcat ("proof-", proof->type, NULL);
    g_autofree char *utc = cs_record_utc_time (proof->time_s);
    g_autofree char *line = cs_words_fill (self->print.words, name, "utc", utc, "ref", proof->reference, NULL);

    n_good += proof->time_s < seal->start_s;
    cs_record_print_fact (&self->print, "proofs", CS_PAPER_BODY, line);
  }
  if (n_good == 0)
    cs_record_print_fact (&self->print, "proofs", CS_PAPER_ALARM, cs_words_get (self->print.words, "proof-none-clue"));
}

static void
print_answer (CluePrint *self)
{
  const CsClueCertificate *certificate = self->contest->certificate;
  g_autofree char *forms = g_strjoinv ("\n", certificate->forms);
  g_autofree char *n = g_strdup_printf ("%u", certificate->n_entries);

  section (self, "clue-answer");
  cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, "clue-method"));
  cs_record_print_fact (&self->print, "clue-forms", CS_PAPER_BOLD, forms);
  cs_record_print_fact (&self->print, "nonce", CS_PAPER_MONO, certificate->nonce);
  cs_record_print_fact (&self->print, "clue-entries", CS_PAPER_BODY, n);
}

static char *
tell_prize (const CluePrint   *self,
            const CsClueShown *shown)
{
  const CsRecordHolder *holder = cs_clue_find_holder (self->holders, shown->rank);
  g_autofree char *number = NULL;
  g_autofree char *nth = NULL;
  g_autofree char *prize = NULL;
  g_autofree char *fate = NULL;

  if (holder == NULL)
    return g_strdup (cs_words_get (self->print.words, "not-called"));
  number = g_strdup_printf ("%u", holder->place);
  nth = cs_words_fill (self->print.words, "prize-n", "n", number, NULL);
  prize = cs_record_details_dup_prize (self->details, holder->place);
  fate = holder->before != NULL || holder->lost != NULL ? cs_record_tell_fate (self->print.words, holder) : NULL;
  return g_strdup_printf ("%s%s%s%s%s", prize != NULL ? number : nth, prize != NULL ? " – " : "", prize != NULL ? prize : "",
                          fate != NULL ? "\n" : "", fate != NULL ? fate : "");
}

static void
print_place (const CluePrint   *self,
             const CsClueShown *shown)
{
  g_autofree char *prize = tell_prize (self, shown);
  g_autofree char *rank = g_strdup_printf ("%u", shown->rank);
  g_autofree char *account = cs_record_isolate (shown->id);
  g_autofree char *utc = cs_record_utc_time (shown->time_s);
  g_autofree char *text = cs_record_isolate (shown->text);
  const char *const cells[] = { prize, rank, account, utc };
  const char *const where[] = { "", shown->post };

  cs_paper_keep (self->print.paper, 50);
  cs_paper_cells (self->print.paper, cs_clue_find_holder (self->holders, shown->rank) != NULL ? CS_PAPER_BOLD : CS_PAPER_BODY, columns, cells, G_N_ELEMENTS (cells));
  cs_paper_cells (self->print.paper, CS_PAPER_SMALL, texts, where, G_N_ELEMENTS (where));
  cs_paper_text (self->print.paper, CS_PAPER_SMALL, text);
}

static void
print_result (CluePrint *self)
{
  const CsClueCertificate *certificate = self->contest->certificate;
  const char *heads[] = {
    cs_words_get (self->print.words, "prize"), cs_words_get (self->print.words, "rank"), cs_words_get (self->print.words, "account"),
    cs_words_get (self->print.words, "utc"),
  };

  section (self, "s7");
  cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_choose (self->print.words, "status-", certificate->status));
  if (certificate->shown->len > 0)
    cs_paper_cells (self->print.paper, CS_PAPER_SMALL, columns, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < certificate->shown->len; i++)
    print_place (self, certificate->shown->pdata[i]);
  cs_record_print_fact (&self->print, "ranking-digest", CS_PAPER_MONO, certificate->ranking_digest);
}

static void
print_voided (const CluePrint *self)
{
  GPtrArray *voided = self->contest->certificate->voided;

  for (guint i = 0; i < voided->len; i++) {
    const CsVoidedSeal *one = voided->pdata[i];
    g_autoptr (CsClueSeal) seal = cs_clue_seal_parse (one->seal, strlen (one->seal), CS_SEAL_DEFAULT, NULL);
    g_autofree char *utc = cs_record_utc_time (one->time_s);
    g_autofree char *line = cs_words_fill (self->print.words, "void-line", "draw", seal != NULL ? seal->contest : "?", "seal", one->digest,
                                           "utc", utc, "reason", one->reason, NULL);

    cs_record_print_fact (&self->print, "voids", CS_PAPER_BODY, line);
  }
  if (voided->len == 0)
    cs_record_print_fact (&self->print, "voids", CS_PAPER_BODY, cs_words_get (self->print.words, "none"));
}

static void
print_events (CluePrint *self)
{
  GPtrArray *events = self->contest->certificate->events;

  section (self, "s9");
  for (guint i = 0; i < events->len; i++) {
    const CsDrawEvent *event = events->pdata[i];
    const CsRecordHolder *holder = cs_clue_find_holder (self->holders, event->rank);

    cs_record_print_event (&self->print, holder != NULL ? holder->place : 0, event);
  }
  if (events->len == 0)
    cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, "events-none"));
}

static void
print_conclusion (CluePrint *self)
{
  gboolean rehearsal = self->contest->seal->rehearsal;
  g_autofree char *remarks = g_strjoinv ("\n", self->details->remarks);
  g_autofree char *organiser =
    cs_words_fill (self->print.words, "sign-organiser", "organiser", self->contest->seal->organiser, NULL);
  const char *heads[] = { cs_words_get (self->print.words, "sign-bailiff"), organiser, NULL };

  section (self, "s8");
  cs_record_print_fact (&self->print, "checks", rehearsal ? CS_PAPER_ALARM : CS_PAPER_BODY,
                        cs_words_get (self->print.words, rehearsal ? "checks-rehearsal" : "clue-checks"));
  print_voided (self);
  cs_record_print_fact (&self->print, "remarks", CS_PAPER_BODY,
                        remarks[0] != '\0' ? remarks : cs_words_get (self->print.words, "remarks-none"));
  if (rehearsal) {
    cs_paper_text (self->print.paper, CS_PAPER_ALARM, cs_words_get (self->print.words, "rehearsal"));
  } else {
    cs_paper_keep (self->print.paper, 90);
    cs_paper_box (self->print.paper, cs_words_get (self->print.words, "conclude-valid"));
    cs_paper_box (self->print.paper, cs_words_get (self->print.words, "conclude-repeat"));
    cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, "conclude-why"));
    cs_paper_space (self->print.paper, 40);
  }
  print_events (self);
  cs_paper_keep (self->print.paper, 190);
  section (self, "s10");
  cs_paper_signatures (self->print.paper, heads, cs_words_get (self->print.words, "sign-name"), cs_words_get (self->print.words, "sign-date"));
}

/* A clue contest stands in the journal as things that came in. */
static const char *
name_entry (const CluePrint   *self,
            const CsDrawEntry *entry,
            const char        *result,
            const char        *type)
{
  const CsClueCertificate *certificate = self->contest->certificate;

  if (strcmp (entry->payload, certificate->seal_digest) == 0)
    return "act-SEAL";
  if (strcmp (entry->payload, result) == 0)
    return "act-RESULT";
  for (guint i = 0; i < certificate->voided->len; i++) {
    CsHex mark;

    cs_clue_payload_void (((const CsVoidedSeal *) certificate->voided->pdata[i])->digest, mark);
    if (strcmp (entry->payload, mark) == 0)
      return "act-VOID";
  }
  for (guint i = 0; i < certificate->events->len; i++) {
    const CsDrawEvent *event = certificate->events->pdata[i];
    CsHex payload;

    cs_clue_payload_event (certificate->seal_digest, event->disqualified, event->rank, event->code, event->replaced_by, payload);
    if (strcmp (entry->payload, payload) == 0)
      return event->disqualified ? "act-DISQUALIFIED" : "act-DECLINED";
  }
  return type;
}

static void
print_journal (const CluePrint *self)
{
  const CsClueCertificate *certificate = self->contest->certificate;
  GArray *journal = certificate->journal;
  CsHex result;

  cs_clue_result_digest (self->contest->seal, certificate->nonce, certificate->entries_digest, certificate->ranking_digest, result);
  heading (self, "a1");
  cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, journal->len > 0 ? "a1-told" : "a1-none"));
  for (guint i = 0; i < journal->len; i++) {
    const CsDrawEntry *entry = &g_array_index (journal, CsDrawEntry, i);
    g_autofree char *type = g_strconcat ("act-", cs_draw_entry_type_to_id (entry->type), NULL);
    const char *name = name_entry (self, entry, result, type);
    g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->seq);
    g_autofree char *local = cs_record_local_time (&self->print, entry->time_s);
    g_autofree char *utc = cs_record_utc_time (entry->time_s);
    g_autofree char *digest = g_strdup_printf ("%.12s…", entry->digest);
    const char *const cells[] = { seq, local, utc, cs_words_get (self->print.words, name), digest };

    cs_paper_cells (self->print.paper, CS_PAPER_SMALL, acts, cells, G_N_ELEMENTS (cells));
  }
}

static void
print_files (const CluePrint *self)
{
  g_autofree char *command = g_strdup_printf ("coulisses-cli draw verify certificate.json --seal-digest %s", self->contest->seal->digest);

  heading (self, "a2");
  for (guint i = 0; i < self->files->len; i++) {
    const CsRecordFile *file = self->files->pdata[i];
    g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (file->bytes));
    CsHex digest;
    const char *const cells[] = { file->name, size, digest };

    cs_digest_of_bytes (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), digest);
    cs_paper_cells (self->print.paper, CS_PAPER_MONO, sums, cells, G_N_ELEMENTS (cells));
  }
  heading (self, "a3");
  cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, "verify-clue-1"));
  cs_paper_text (self->print.paper, CS_PAPER_BODY, cs_words_get (self->print.words, "verify-2"));
  cs_paper_text (self->print.paper, CS_PAPER_MONO, command);
  cs_paper_text (self->print.paper, CS_PAPER_BOLD, cs_words_get (self->print.words, "clue-limits"));
}

static void
fill_cb (CsPaper *paper,
         gpointer data)
{
  CluePrint *self = data;

  self->print.paper = paper;
  self->section = 0;
  cs_paper_title (paper, cs_words_get (self->print.words, "clue-title"));
  if (self->contest->seal->rehearsal)
    cs_paper_text (paper, CS_PAPER_ALARM, cs_words_get (self->print.words, "rehearsal"));
  print_identity (self);
  print_seal (self);
  print_answer (self);
  print_result (self);
  print_conclusion (self);
  print_journal (self);
  print_files (self);
}

static gboolean
add_printed (GPtrArray                *files,
             const CsClueVerification *contest,
             const CsRecordDetails    *details,
             GArray                   *holders,
             const char               *language,
             GError                  **error)
{
  const CsClueSeal *seal = contest->seal;
  GArray *journal = contest->certificate->journal;
  g_autoptr (CsWords) words = cs_words_new (language);
  g_autoptr (GTimeZone) zone = details->zone != NULL ? g_time_zone_new_identifier (details->zone) : NULL;
  g_autofree char *groups = cs_seal_group_digest (seal->digest);
  g_autofree char *foot = cs_words_fill (words, "foot", "seal", groups, NULL);
  g_autofree char *page_foot = cs_words_fill (words, "page", "page", "{page}", "pages", "{pages}", NULL);
  g_autofree char *title = g_strdup_printf ("%s – %s", cs_words_get (words, "clue-title"), seal->contest);
  const CsPaperLook look = { language, title, seal->organiser,
                              journal->len > 0 ? g_array_index (journal, CsDrawEntry, journal->len - 1).time_s : seal->end_s, foot, page_foot,
                              seal->rehearsal ? cs_words_get (words, "rehearsal") : NULL };
  CluePrint print = { { NULL, words }, contest, details, files, holders };
  g_autoptr (GBytes) pdf = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_local ();
  print.print.zone = zone;
  pdf = cs_paper_print (&look, fill_cb, &print, error);
  if (pdf != NULL)
    cs_record_files_add (files, cs_words_get (words, "file"), pdf);
  return pdf != NULL;
}

static void
add_readme (GPtrArray                *files,
            const CsClueVerification *contest,
            const char *const        *languages)
{
  static const struct {
    const char *file, *about;
  } lines[] = {
    { "certificate.json", "readme-certificate" }, { "entries.txt", "readme-entries" },
    { "seal.txt", "readme-seal" },                { "rules.txt", "readme-rules" },
    { "draw-verifier.html", "readme-verifier" },  { CS_RECORD_SUMS, "readme-sums" },
    { "private/", "readme-private" },
  };
  const CsClueSeal *seal = contest->seal;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++) {
    g_autoptr (CsWords) words = cs_words_new (languages[i]);
    g_autofree char *title =
      cs_words_fill (words, "readme-title", "draw", seal->contest, "organiser", seal->organiser, "show", seal->show, NULL);

    g_string_append_printf (text, "%s%s\n\n%s\n%s\n\n", i > 0 ? RULE : "", title, cs_words_get (words, "fingerprint"), seal->digest);
    if (seal->rehearsal)
      g_string_append_printf (text, "%s\n\n", cs_words_get (words, "rehearsal"));
    for (guint j = 0; j < G_N_ELEMENTS (lines); j++)
      if (j > 0 || !seal->rehearsal)
        g_string_append_printf (text, "%-24s %s\n", lines[j].file, cs_words_get (words, lines[j].about));
    g_string_append_printf (text, "\n%s\n\n%s\n", cs_words_get (words, "verify-clue-1"), cs_words_get (words, "clue-limits"));
  }
  cs_record_files_add_text (files, "README.txt", text->str);
}

/**
 * cs_clue_make_files:
 * @contest: a contest whose computation is exact; in a rehearsal as it was
 * @certificate: (nullable): the certificate's bytes; none in a rehearsal
 * @rules: (nullable): the rules
 * @details: what people tell
 * @languages: (array zero-terminated=1): "fr", "en"
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type CsRecordFile): the files with their digests, or %NULL with @error set
 */
GPtrArray *
cs_clue_make_files (const CsClueVerification *contest,
                    GBytes                   *certificate,
                    GBytes                   *rules,
                    const CsRecordDetails    *details,
                    const char *const        *languages,
                    GError                  **error)
{
  g_autoptr (GPtrArray) files = cs_record_files_new ();
  g_autoptr (GArray) holders =
    cs_record_list_holders (contest->certificate->events, MIN (contest->places->len, contest->seal->n_winners));
  g_autoptr (GBytes) entries = cs_clue_entries_write (contest->entries);
  g_autoptr (GBytes) verifier =
    g_resource_lookup_data (cs_contest_get_resource (), "/app/coulisses/contest/draw-verifier.html", 0, NULL);

  if (certificate != NULL)
    cs_record_files_add (files, "certificate.json", certificate);
  cs_record_files_add_text (files, "seal.txt", contest->certificate->seal);
  cs_record_files_add (files, "entries.txt", entries);
  if (rules != NULL)
    cs_record_files_add (files, "rules.txt", rules);
  cs_record_files_add (files, "draw-verifier.html", verifier);
  for (guint i = 0; languages[i] != NULL; i++) {
    if (!add_printed (files, contest, details, holders, languages[i], error))
      return NULL;
    cs_clue_add_letters (files, contest, details, holders, languages[i]);
  }
  add_readme (files, contest, languages);
  cs_record_files_add_sums (files);
  return g_steal_pointer (&files);
}
