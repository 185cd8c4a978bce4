/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-private.h"

#include "cs-activity-file.h"
#include "cs-stamp.h"

#include <string.h>

#define SEAL_PT 190.0 /* heading and code, never parted */

/**
 * cs_record_isolate:
 * @name: a stranger's name
 *
 * Returns: (transfer full): the same, which cannot turn the line around it
 */
char *
cs_record_isolate (const char *name)
{
  return g_strdup_printf ("\u2068%s\u2069", name);
}

/**
 * cs_record_utc_time:
 * @time_s: seconds since 1970 UTC
 *
 * Returns: (transfer full): the time for people
 */
char *
cs_record_utc_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

/**
 * cs_record_local_time:
 * @self: a printing
 * @time_s: seconds since 1970 UTC
 *
 * Returns: (transfer full): the time where the draw was held, with how far that is from UTC
 */
char *
cs_record_local_time (const CsRecordPrint *self,
                      gint64               time_s)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S (UTC%:z)") : g_strdup ("?");
}

void
cs_record_print_fact (const CsRecordPrint *self,
                      const char          *label,
                      CsPaperStyle         style,
                      const char          *value)
{
  cs_paper_row (self->paper, cs_words_get (self->words, label), style, value);
}

void
cs_record_print_time (const CsRecordPrint *self,
                      const char          *label,
                      gint64               time_s)
{
  g_autofree char *utc = cs_record_utc_time (time_s);
  g_autofree char *local = cs_record_local_time (self, time_s);
  g_autofree char *both = g_strdup_printf ("%s = %s UTC", local, utc);

  cs_record_print_fact (self, label, CS_PAPER_BODY, both);
}

static void
print_identity (const CsRecordPrint *self)
{
  const CsVerification *draw = self->record->draw;
  const CsRecordDetails *details = self->record->details;
  g_autofree char *revision = g_strdup_printf ("%" G_GUINT64_FORMAT, draw->certificate->revision);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s1"));
  cs_record_print_fact (self, "draw", CS_PAPER_BOLD, draw->seal->draw);
  cs_record_print_fact (self, "organiser", CS_PAPER_BODY, draw->seal->organiser);
  cs_record_print_fact (self, "show", CS_PAPER_BODY, draw->seal->show);
  cs_record_print_fact (self, "rules", CS_PAPER_MONO, draw->seal->rules);
  cs_record_print_fact (self, "deposit", CS_PAPER_BODY, details->deposit != NULL ? details->deposit : "…");
  if (details->address != NULL)
    cs_record_print_fact (self, "address", CS_PAPER_BODY, details->address);
  if (!self->record->rehearsal)
    cs_record_print_fact (self, "revision", CS_PAPER_BODY, revision);
  cs_record_print_fact (self, "software", CS_PAPER_BODY, draw->seal->software);
}

static gint64
result_time (const CsVerification *draw)
{
  gint64 time_s = 0;
  gboolean own = FALSE;

  for (guint i = 0; i < draw->certificate->entries->len; i++) {
    const CsDrawEntry *entry = &g_array_index (draw->certificate->entries, CsDrawEntry, i);

    if (entry->type == CS_DRAW_SEAL)
      own = strcmp (entry->payload, draw->seal->digest) == 0;
    if (entry->type == CS_DRAW_RESULT && own && time_s == 0)
      time_s = entry->time_s;
  }
  return time_s;
}

static void
print_lines (const CsRecordPrint *self,
             const char          *label,
             char               **lines,
             const char          *otherwise)
{
  g_autofree char *joined = lines[0] != NULL ? g_strjoinv ("\n", lines) : g_strdup (otherwise);

  cs_record_print_fact (self, label, CS_PAPER_BODY, joined);
}

static void
print_moment (const CsRecordPrint *self)
{
  const CsVerification *draw = self->record->draw;
  const CsRecordDetails *details = self->record->details;
  gint64 result_s = result_time (draw);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s2"));
  cs_record_print_fact (self, "place", CS_PAPER_BODY, details->place != NULL ? details->place : "…");
  cs_record_print_time (self, "sealed-at", draw->seal->sealed_s);
  if (draw->seal->round > 0)
    cs_record_print_time (self, "round-at", draw->seal->round_s);
  else if (draw->rolled_s > 0)
    cs_record_print_time (self, "rolled-at", draw->rolled_s);
  if (result_s > 0)
    cs_record_print_time (self, "drawn-at", result_s);
  print_lines (self, "present", details->present, "…\n…\n…");
}

static void
print_counts (const CsRecordPrint *self)
{
  const CsRecord *record = self->record;
  g_autofree char *admitted = g_strdup_printf ("%" G_GUINT64_FORMAT, record->draw->seal->n_participants);
  guint n_excluded = 0;

  for (guint i = 0; record->rows != NULL && i < record->rows->len; i++)
    n_excluded += ((const CsActivityRow *) record->rows->pdata[i])->exclusion != NULL;
  if (record->rows != NULL) {
    g_autofree char *seen = g_strdup_printf ("%u", record->rows->len);
    g_autofree char *excluded = g_strdup_printf ("%u", n_excluded);
    g_autofree char *below =
      g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) record->rows->len - n_excluded - (gint64) record->draw->seal->n_participants);

    cs_record_print_fact (self, "seen", CS_PAPER_BODY, seen);
    cs_record_print_fact (self, "excluded", CS_PAPER_BODY, excluded);
    cs_record_print_fact (self, "below", CS_PAPER_BODY, below);
  }
  cs_record_print_fact (self, "admitted", CS_PAPER_BOLD, admitted);
}

/* The sealed file knows; what never came into it, the certificate alone. */
static guint64
count_code (const CsRecord *record,
            const char     *code)
{
  GPtrArray *exclusions = record->draw->certificate->exclusions;
  guint64 n = 0;

  for (guint i = 0; record->rows != NULL && i < record->rows->len; i++)
    n += g_strcmp0 (((const CsActivityRow *) record->rows->pdata[i])->exclusion, code) == 0;
  for (guint i = 0; n == 0 && i < exclusions->len; i++) {
    const CsExclusionCount *one = exclusions->pdata[i];

    if (strcmp (one->code, code) == 0)
      n = one->count;
  }
  return n;
}

static void
print_exclusions (const CsRecordPrint *self)
{
  static const char *const codes[] = {
    "staff", "partner", "official", "recent-winner", "bot", "new-account", "moderation", "country", "opt-out", "duplicate", "invalid-id",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *manual = g_strdup_printf ("%" G_GUINT64_FORMAT, count_code (self->record, "manual"));

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, count_code (self->record, codes[i]));
    g_autofree char *line = cs_words_fill (self->words, "count", "what", cs_words_choose (self->words, "code-", codes[i]), "n", n, NULL);

    if (strcmp (n, "0") != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  }
  cs_record_print_fact (self, "by-code", CS_PAPER_BODY, text->len > 0 ? text->str : cs_words_get (self->words, "code-none"));
  cs_record_print_fact (self, "manual", CS_PAPER_BODY, manual);
}

static char *
number_or_unknown (const CsRecordPrint *self,
                   gint64               number)
{
  return number < 0 ? g_strdup (cs_words_get (self->words, "unknown")) : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static void
print_imports (const CsRecordPrint *self)
{
  GPtrArray *imports = self->record->draw->certificate->imports;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < imports->len; i++) {
    const CsImportReport *one = imports->pdata[i];
    g_autofree char *announced = number_or_unknown (self, one->announced);
    g_autofree char *received = number_or_unknown (self, one->received);
    g_autofree char *gaps = number_or_unknown (self, one->gaps);
    g_autofree char *line = cs_words_fill (self->words, "import-line", "network", one->platform, "announced", announced,
                                           "received", received, "gaps", gaps, NULL);

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
  }
  cs_record_print_fact (self, "import", CS_PAPER_BODY, imports->len > 0 ? text->str : cs_words_get (self->words, "import-none"));
}

static void
print_accounts (const CsRecordPrint *self)
{
  const CsRecordDetails *details = self->record->details;
  const CsSeal *seal = self->record->draw->seal;
  g_autofree char *threshold = g_strdup_printf ("%u", details->threshold);
  g_autofree char *top = g_strdup_printf ("%u", details->top);
  g_autofree char *told = cs_words_fill (self->words, details->top > 0 ? "threshold-top" : "threshold-told", "threshold",
                                         threshold, "top", top, NULL);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s3"));
  print_counts (self);
  if (details->threshold > 0)
    cs_record_print_fact (self, "threshold", CS_PAPER_BODY, told);
  cs_record_print_fact (self, "form", CS_PAPER_BODY, cs_words_get (self->words, seal->salt != NULL ? "form-pseudonym" : "form-clear"));
  cs_record_print_fact (self, "chances", CS_PAPER_BODY, cs_words_get (self->words, seal->tickets ? "chances-tickets" : "chances-equal"));
  print_exclusions (self);
  print_imports (self);
}

static void
print_method (const CsRecordPrint *self)
{
  const CsSeal *seal = self->record->draw->seal;
  g_autofree char *round = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->round);
  g_autofree char *method = cs_words_fill (self->words, seal->round > 0 ? "method-beacon" : "method-dice", "round", round, NULL);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s4"));
  cs_paper_text (self->paper, CS_PAPER_BODY, method);
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "method-more"));
}

/* By what time a proof has to be dated to prove anything. */
static gint64
proof_limit (const CsVerification *draw)
{
  return draw->seal->round > 0 ? draw->seal->round_s : draw->rolled_s;
}

/* Of a time stamp only what its own bytes say counts. */
static CsStamp *
read_stamp (const CsRecordPrint *self,
            const CsPriorProof  *proof)
{
  g_autoptr (GBytes) response = NULL;
  guchar *data;
  gsize length;

  if (proof->token == NULL)
    return NULL;
  data = g_base64_decode (proof->token, &length);
  response = g_bytes_new_take (data, length);
  return cs_stamp_read (response, NULL, self->record->draw->seal->digest, NULL, NULL);
}

/* Returns whether it may prove anything. */
static gboolean
print_proof (const CsRecordPrint *self,
             const CsPriorProof  *proof)
{
  gboolean stamped = strcmp (proof->type, "rfc3161") == 0;
  g_autoptr (CsStamp) stamp = stamped ? read_stamp (self, proof) : NULL;
  gint64 time_s = stamp != NULL ? stamp->time_s : proof->time_s;
  g_autofree char *name = g_strconcat ("proof-", proof->type, NULL);
  g_autofree char *utc = cs_record_utc_time (time_s);
  g_autofree char *line =
    cs_words_fill (self->words, name, "utc", utc, "ref", stamp != NULL ? stamp->authority : proof->reference, NULL);
  gboolean late = time_s >= proof_limit (self->record->draw);

  cs_record_print_fact (self, "proofs", CS_PAPER_BODY, line);
  if (stamped && stamp == NULL)
    cs_paper_text (self->paper, CS_PAPER_ALARM, cs_words_get (self->words, "proof-bad"));
  else if (late)
    cs_paper_text (self->paper, CS_PAPER_ALARM, cs_words_get (self->words, "proof-late"));
  else if (stamped)
    cs_paper_text (self->paper, CS_PAPER_SMALL, cs_words_get (self->words, "stamp-told"));
  return !late && (!stamped || stamp != NULL);
}

static void
print_proofs (const CsRecordPrint *self)
{
  GPtrArray *proofs = self->record->draw->certificate->proofs;
  const CsRecordDetails *details = self->record->details;
  guint n_good = 0;

  for (guint i = 0; i < proofs->len; i++)
    n_good += print_proof (self, proofs->pdata[i]);
  if (n_good == 0)
    cs_record_print_fact (self, "proofs", CS_PAPER_ALARM, cs_words_get (self->words, "proof-none"));
  if (details->stamp_trouble != NULL) {
    g_autofree char *missing = cs_words_fill (self->words, "stamp-missing", "authority", details->stamp_authority, "reason",
                                              details->stamp_trouble, NULL);

    cs_paper_text (self->paper, CS_PAPER_ALARM, missing);
  }
}

/* Four groups a line, twice: as on stage. */
static char *
group_in_two_lines (const char *digest)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < CS_DIGEST_HEX / 8; i++)
    g_string_append_printf (text, "%s%.8s", i == 0 ? "" : i % 4 == 0 ? "\n" : " ", digest + 8 * i);
  return g_string_free (text, FALSE);
}

static void
print_seal (const CsRecordPrint *self)
{
  const CsSeal *seal = self->record->draw->seal;
  g_autofree char *groups = group_in_two_lines (seal->digest);
  g_autofree char *n_seals = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->n_seals);

  cs_paper_keep (self->paper, SEAL_PT);
  cs_paper_heading (self->paper, cs_words_get (self->words, "s5"));
  cs_paper_text (self->paper, CS_PAPER_SMALL, cs_words_get (self->words, "fingerprint"));
  cs_paper_code (self->paper, seal->digest, groups, cs_words_get (self->words, "qr"));
  cs_record_print_fact (self, "journal-head", CS_PAPER_MONO, seal->journal);
  cs_record_print_fact (self, "journal-seals", CS_PAPER_BODY, n_seals);
  print_proofs (self);
}

static void
print_beacon (const CsRecordPrint *self)
{
  const CsVerification *draw = self->record->draw;
  g_autofree char *round = g_strdup_printf ("%" G_GUINT64_FORMAT, draw->seal->round);
  g_autofree char *source = cs_words_fill (self->words, "source-beacon", "round", round, NULL);

  cs_record_print_fact (self, "source", CS_PAPER_BODY, source);
  cs_record_print_time (self, "time", draw->seal->round_s);
  cs_record_print_fact (self, "signature", CS_PAPER_MONO, draw->certificate->signature != NULL ? draw->certificate->signature : "-");
  for (guint i = 0; i < draw->certificate->relays->len; i++) {
    const CsRelayVisit *visit = draw->certificate->relays->pdata[i];
    g_autofree char *line = cs_words_fill (self->words, "relay", "url", visit->url, "utc", visit->fetched, NULL);

    cs_paper_row (self->paper, "", CS_PAPER_SMALL, line);
  }
}

static void
print_dice (const CsRecordPrint *self)
{
  g_auto (GStrv) parts = g_strsplit (self->record->draw->certificate->value, "/", 2);

  cs_record_print_fact (self, "source", CS_PAPER_BODY, cs_words_get (self->words, "source-dice"));
  cs_record_print_fact (self, "dice", CS_PAPER_MONO, parts[0]);
  cs_record_print_fact (self, "nonce", CS_PAPER_MONO, parts[0] != NULL && parts[1] != NULL ? parts[1] : "-");
}

static void
print_value (const CsRecordPrint *self)
{
  const CsCertificate *certificate = self->record->draw->certificate;
  const char *level = cs_beacon_level_to_id (certificate->level);
  g_autofree char *name = g_strconcat ("level-", level, NULL);
  g_autofree char *told = cs_words_fill (self->words, name, "method", certificate->method != NULL ? certificate->method : "?", NULL);

  cs_paper_heading (self->paper, cs_words_get (self->words, "s6"));
  if (self->record->draw->seal->round > 0)
    print_beacon (self);
  else
    print_dice (self);
  cs_record_print_fact (self, "value", CS_PAPER_MONO, certificate->value);
  cs_record_print_fact (self, "seed", CS_PAPER_MONO, certificate->seed);
  cs_record_print_fact (self, "level", certificate->level == CS_BEACON_VERIFIED ? CS_PAPER_BOLD : CS_PAPER_ALARM, told);
}

static void
fill_cb (CsPaper *paper,
         gpointer data)
{
  CsRecordPrint *self = data;

  self->paper = paper;
  cs_paper_title (paper, cs_words_get (self->words, "title"));
  if (self->record->rehearsal)
    cs_paper_text (paper, CS_PAPER_ALARM, cs_words_get (self->words, "rehearsal"));
  print_identity (self);
  print_moment (self);
  print_accounts (self);
  print_method (self);
  print_seal (self);
  print_value (self);
  cs_record_print_result (self);
  cs_record_print_end (self);
  cs_record_print_annexes (self);
}

static gint64
newest_time (const CsVerification *draw)
{
  GArray *entries = draw->certificate->entries;

  return entries->len > 0 ? g_array_index (entries, CsDrawEntry, entries->len - 1).time_s : draw->seal->sealed_s;
}

/**
 * cs_record_print:
 * @self: a record
 * @language: "fr" or "en"
 * @in_clear: tell the accounts behind pseudonyms: not for the public
 * @error: return location
 *
 * Prints the record for people, after the protocol's list of what stands in it. Dated by its newest entry, not by the
 * clock: the same record gives the same bytes. Any thread but the main one.
 *
 * Returns: (transfer full) (nullable): a PDF, or %NULL with @error set
 */
GBytes *
cs_record_print (const CsRecord *self,
                 const char     *language,
                 gboolean        in_clear,
                 GError        **error)
{
  const CsSeal *seal = self->draw->seal;
  g_autoptr (CsWords) words = cs_words_new (language);
  g_autofree char *groups = cs_seal_group_digest (seal->digest);
  g_autofree char *foot = cs_words_fill (words, "foot", "seal", groups, NULL);
  g_autofree char *page_foot = cs_words_fill (words, "page", "page", "{page}", "pages", "{pages}", NULL);
  g_autofree char *title = g_strdup_printf ("%s – %s", cs_words_get (words, "title"), seal->draw);
  g_autoptr (GTimeZone) zone = NULL;
  const CsPaperLook look = {
    language, title, seal->organiser, newest_time (self->draw), foot, page_foot,
    self->rehearsal ? cs_words_get (words, "rehearsal") : NULL,
  };
  CsRecordPrint print = { self, words };

  zone = self->details->zone != NULL ? g_time_zone_new_identifier (self->details->zone) : NULL;
  if (zone == NULL)
    zone = g_time_zone_new_local ();
  print.zone = zone;
  print.in_clear = in_clear;
  return cs_paper_print (&look, fill_cb, &print, error);
}
