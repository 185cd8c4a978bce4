/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-test.h"

#include "cs-clue-feed.h"
#include "cs-drand-relays.h"

#include <string.h>

#define ID(name) "mastodon:" name "@mastodon.example"

static void
set_up_cb (CsContestTest *test,
           gconstpointer  data)
{
  cs_contest_test_set_up (test, NULL);
}

static void
tear_down_cb (CsContestTest *test,
              gconstpointer  data)
{
  cs_contest_test_tear_down (test);
}

static void
save (CsContestTest *test,
      const char    *draw)
{
  g_autoptr (CsContestSetup) setup = cs_contest_test_setup (draw);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (cs_contest_test_save (test, NULL, setup, &error));
  g_assert_no_error (error);
}

static void
assert_score (CsContestTest *test,
              const char    *id,
              guint          score,
              guint          kept,
              guint          rejected)
{
  g_autoptr (CsStanding) standing = NULL;

  cs_contest_test_count (test);
  standing = cs_contest_test_find (test, id);
  g_assert_nonnull (standing);
  g_assert_cmpuint (standing->score, ==, score);
  g_assert_cmpuint (standing->kept, ==, kept);
  g_assert_cmpuint (standing->rejected, ==, rejected);
}

/* Contests are in the show file as soon as they are answered, and there again afterwards. */
static void
test_contests (CsContestTest *test,
               gconstpointer  data)
{
  g_autoptr (CsContestSetup) again = cs_contest_test_setup ("second");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  save (test, "first");
  save (test, "second");
  g_assert_null (cs_contest_test_save (test, NULL, again, &error));
  g_assert_nonnull (error);
  name = cs_contest_desk_suggest_name (test->desk, "second");
  g_assert_cmpstr (name, ==, "second-2");
  cs_contest_desk_set_current (test->desk, g_list_model_get_item (cs_contest_desk_get_contests (test->desk), 0));
  g_object_unref (cs_contest_desk_get_current (test->desk));
  cs_contest_test_reopen (test);
  g_assert_cmpuint (g_list_model_get_n_items (cs_contest_desk_get_contests (test->desk)), ==, 2);
  g_assert_cmpstr (cs_contest_get_name (cs_contest_desk_get_current (test->desk)), ==, "first");
  g_assert_cmpuint (cs_contest_get_setup (cs_contest_desk_get_current (test->desk))->prizes->len, ==, 2);
}

/* What moderation, authors and networks do to posts is in the score. */
static void
test_live (CsContestTest *test,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  save (test, "finale");
  cs_contest_test_post (test, "anna", 0, "Bravo");
  cs_contest_test_post (test, "anna", 1, "Encore");
  cs_contest_test_post (test, "anna", 2, "encore");
  assert_score (test, ID ("anna"), 2, 2, 1);
  cs_contest_test_post (test, "anna", 3, "Merci");
  assert_score (test, ID ("anna"), 3, 3, 1);
  g_ptr_array_add (events, cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "mastodon.example", "000002", 1));
  cs_contest_test_ingest (test, events);
  assert_score (test, ID ("anna"), 3, 3, 0); /* the repeat is the first of its words now */
}


static void
must (CsContestTest *test,
      GAsyncResult **answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = cs_draw_test_await (answer);

  cs_contest_desk_rule_finish (test->desk, result, &error);
  g_assert_no_error (error);
}

/* Merged, excluded, taken back: each is counted at once, and still is when the show is opened again. */
static void
test_people (CsContestTest *test,
             gconstpointer  data)
{
  g_autoptr (CsStanding) anna = NULL, other = NULL, after = NULL;
  GAsyncResult *answer = NULL;
  guint n_before;

  save (test, "finale");
  for (guint slot = 0; slot < 4; slot++)
    cs_contest_test_post (test, slot < 2 ? "anna" : "anna2", slot, slot == 0 ? "a" : slot == 1 ? "b" : slot == 2 ? "c" : "d");
  cs_contest_test_count (test);
  anna = cs_contest_test_find (test, ID ("anna"));
  other = cs_contest_test_find (test, ID ("anna2"));
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->eligible, ==, 0);
  cs_contest_desk_merge_async (test->desk, other, anna, "same person", NULL, cs_draw_test_answered_cb, &answer);
  must (test, &answer);
  assert_score (test, ID ("anna"), 4, 4, 0);
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->eligible, ==, 1);
  cs_contest_test_reopen (test);
  assert_score (test, ID ("anna"), 4, 4, 0);
  after = cs_contest_test_find (test, ID ("anna2"));
  g_assert_cmpstr (after->exclusion, ==, "duplicate");
  g_assert_true (after->manual);
  g_assert_cmpint (after->into_id, ==, anna->account_id);
  n_before = cs_draw_journal_get_n (cs_draw_get_journal (cs_contest_desk_get_draw (test->desk)));
  g_assert_cmpuint (n_before, ==, 2); /* GENESIS and the exclusion */
  cs_contest_desk_take_back_async (test->desk, CS_CONTEST_MERGE, other->account_id, NULL, cs_draw_test_answered_cb, &answer);
  must (test, &answer);
  assert_score (test, ID ("anna"), 2, 2, 0);
  cs_contest_desk_exclude_async (test->desk, anna, "staff", "works here", NULL, cs_draw_test_answered_cb, &answer);
  must (test, &answer);
  cs_contest_test_count (test);
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->excluded, ==, 1);
}

/* From the rows of the show file to the certificate, with a restart in every phase. */
static void
test_draw (CsContestTest *test,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCertificate) certificate = NULL;
  g_autofree char *digest = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) proven = NULL;

  cs_contest_test_fill (test, 60);
  save (test, "finale");
  g_assert_true (cs_contest_test_seal (test, FALSE, &error));
  g_assert_cmpint (cs_contest_get_state (cs_contest_desk_get_current (test->desk)), ==, CS_CONTEST_SEALED);
  g_assert_cmpuint (cs_draw_get_seal (cs_contest_desk_get_draw (test->desk))->n_participants, ==, 40);
  cs_contest_desk_add_proof_async (test->desk, "publication", cs_clock_now_us (test->clock) / G_USEC_PER_SEC,
                                   "https://mastodon.example/@show/1", NULL, NULL, cs_draw_test_answered_cb, &answer);
  proven = cs_draw_test_await (&answer);
  g_assert_true (cs_contest_desk_add_proof_finish (test->desk, proven, &error));
  cs_contest_test_reopen (test);
  g_assert_cmpint (cs_contest_desk_get_phase (test->desk), ==, CS_DRAW_SEALED);
  cs_clock_advance (test->clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_contest_test_until (test, CS_DRAW_REVEALING);
  digest = g_strdup (cs_ranking_get_digest (cs_draw_get_ranking (cs_contest_desk_get_draw (test->desk))));
  cs_contest_test_reopen (test);
  cs_contest_test_until (test, CS_DRAW_REVEALING);
  g_assert_null (cs_draw_dup_name (cs_contest_desk_get_draw (test->desk), 1));
  g_assert_cmpuint (cs_draw_reveal_next (cs_contest_desk_get_draw (test->desk)), ==, 3);
  g_assert_null (cs_draw_make_certificate (cs_contest_desk_get_draw (test->desk), NULL));
  cs_draw_end_reveal (cs_contest_desk_get_draw (test->desk));
  g_assert_cmpint (cs_contest_get_state (cs_contest_desk_get_current (test->desk)), ==, CS_CONTEST_DRAWN);
  cs_draw_test_run_ms (50);
  cs_contest_test_reopen (test);
  cs_contest_test_until (test, CS_DRAW_DONE);
  certificate = cs_draw_make_certificate (cs_contest_desk_get_draw (test->desk), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (certificate->ranking_digest, ==, digest);
  g_assert_cmpuint (certificate->proofs->len, ==, 1);
  g_assert_cmpuint (certificate->imports->len, ==, 1);
}

static CsListReport *
import_list (CsContestTest *test,
             const char    *code,
             const char    *text,
             GError       **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_desk_import_list_async (test->desk, code, "people.csv", bytes, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_contest_desk_import_list_finish (test->desk, result, error);
}

/* Whoever is on a list is left out, whether they wrote before it was read or write after. */
static void
test_lists (CsContestTest *test,
            gconstpointer  data)
{
  g_autoptr (CsListReport) report = NULL;
  g_autoptr (CsStanding) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  save (test, "finale");
  cs_contest_test_post (test, "anna", 0, "a");
  report = import_list (test, "staff", "pseudo;nom\n@anna@mastodon.example;Anna\n@bob@mastodon.example;Bob\n@;?\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_taken, ==, 2);
  g_assert_cmpuint (report->refused->len, ==, 1);
  cs_contest_test_post (test, "bob", 0, "b");
  cs_contest_test_count (test);
  first = cs_contest_test_find (test, ID ("anna"));
  second = cs_contest_test_find (test, ID ("bob"));
  g_assert_cmpstr (first->exclusion, ==, "staff");
  g_assert_false (first->manual);
  g_assert_cmpstr (second->exclusion, ==, "staff");
  g_assert_null (import_list (test, "friends", "@anna@mastodon.example\n", &error));
  g_assert_nonnull (error);
}

static CsEvent *
comment_event (const char *name,
               const char *id)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_PAGE, "", id);

  post->account = cs_account_new (CS_NETWORK_PAGE, "", name);
  post->account->handle = g_strdup (name);
  post->account->name = g_strdup (name);
  post->raw_text = g_strdup ("Bravo");
  post->tags = g_strsplit ("victoires", ",", -1);
  post->created_us = post->received_us = cs_beacon_time_of (100) * G_USEC_PER_SEC;
  cs_post_seal (post);
  return cs_event_new_post (CS_EVENT_POST, post);
}

/* Whoever comments on the page near by types a name: it is nobody's, so it neither wins nor solves a clue. */
static void
test_comments (CsContestTest *test,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (GPtrArray) clues = NULL;
  g_autoptr (CsStanding) nobody = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  save (test, "finale");
  g_ptr_array_add (events, comment_event ("anna", "1"));
  cs_contest_test_ingest (test, events);
  cs_contest_test_post (test, "bob", 0, "Bravo");
  assert_score (test, ID ("bob"), 1, 1, 0);
  nobody = cs_contest_test_find (test, "page:anna");
  g_assert_null (nobody);
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->accounts, ==, 1);
  cs_clue_feed_async (test->store, (const char *const[]) { NULL }, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  clues = cs_clue_feed_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clues->len, ==, 1);
  g_assert_cmpstr (((const CsCluePost *) clues->pdata[0])->id, ==, ID ("bob"));
}

/* What is told of an account is what the protocol says of each of its posts. */
static void
test_explain (CsContestTest *test,
              gconstpointer  data)
{
  static const CsTallyVerdict verdicts[] = {
    CS_TALLY_KEPT, CS_TALLY_SAME_MINUTE, CS_TALLY_REPEATED, CS_TALLY_UNTAGGED, CS_TALLY_OUTSIDE,
  };
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (CsStanding) standing = NULL;
  g_autoptr (CsReason) reason = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start_s = cs_beacon_time_of (100) / 300 * 300;

  save (test, "finale");
  g_ptr_array_add (events, cs_contest_test_event (test, "anna", start_s, "a", "victoires"));
  g_ptr_array_add (events, cs_contest_test_event (test, "anna", start_s + 1, "b", "victoires"));
  g_ptr_array_add (events, cs_contest_test_event (test, "anna", start_s + 70, "A", "victoires"));
  g_ptr_array_add (events, cs_contest_test_event (test, "anna", start_s + 140, "c", "autre"));
  g_ptr_array_add (events, cs_contest_test_event (test, "anna", cs_beacon_time_of (900), "d", "victoires"));
  cs_contest_test_ingest (test, events);
  cs_contest_test_count (test);
  standing = cs_contest_test_find (test, ID ("anna"));
  cs_contest_counter_explain_async (cs_contest_desk_get_counter (test->desk), standing->account_id, NULL,
                                    cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  reason = cs_contest_counter_explain_finish (cs_contest_desk_get_counter (test->desk), result, &error);
  g_assert_no_error (error);
  g_assert_false (reason->standing->eligible);
  g_assert_cmpuint (reason->lowest, ==, 3);
  g_assert_cmpuint (reason->lines->len, ==, G_N_ELEMENTS (verdicts));
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    g_assert_cmpint (g_array_index (reason->lines, CsTallyLine, i).verdict, ==, verdicts[i]);
}

static gboolean
is_in_file (const char *path,
            CsDraw     *draw,
            guint       rank)
{
  g_autofree char *text = NULL;
  g_autofree char *id = cs_draw_dup_name (draw, rank);

  g_assert_nonnull (id);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return strstr (text, id) != NULL;
}

/* Whoever held a prize in the end won: not who gave it up. */
static void
test_handed_on (CsContestTest *test,
                gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CsDraw *draw = cs_contest_desk_get_draw (test->desk);

  cs_contest_test_fill (test, 12);
  save (test, "finale");
  g_assert_true (cs_contest_test_seal (test, FALSE, &error));
  cs_clock_advance (test->clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_contest_test_until (test, CS_DRAW_REVEALING);
  cs_draw_end_reveal (draw);
  cs_reveal_replace_async (CS_REVEAL (draw), 1, FALSE, "declined", cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_reveal_finish (CS_REVEAL (draw), result, &error));
  path = cs_contest_desk_dup_winner_path (test->desk, "Exemple Média SAS");
  cs_contest_test_reopen (test); /* what was begun is finished */
  draw = cs_contest_desk_get_draw (test->desk);
  cs_contest_test_until (test, CS_DRAW_DONE);
  g_assert_false (is_in_file (path, draw, 1));
  for (guint rank = 2; rank <= 4; rank++)
    g_assert_true (is_in_file (path, draw, rank));
}

/* Who won is left out of the next show of the same organiser, and of no other's. */
static void
test_winners (CsContestTest *test,
              gconstpointer  data)
{
  g_autoptr (CsContestSetup) next = cs_contest_test_setup ("next");
  g_autoptr (CsContestSetup) other = cs_contest_test_setup ("other");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  cs_contest_test_fill (test, 12);
  save (test, "finale");
  g_assert_true (cs_contest_test_seal (test, FALSE, &error));
  cs_clock_advance (test->clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_contest_test_until (test, CS_DRAW_REVEALING);
  path = cs_contest_desk_dup_winner_path (test->desk, "Exemple Média SAS");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  cs_draw_end_reveal (cs_contest_desk_get_draw (test->desk));
  cs_contest_test_reopen (test); /* what was begun is finished */
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  next->start_s = cs_beacon_time_of (1100);
  next->end_s = next->start_s + 3600;
  next->winner_months = 12;
  g_assert_nonnull (cs_contest_test_save (test, NULL, next, &error));
  cs_draw_test_run_ms (100);
  cs_contest_test_count (test);
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->excluded, ==, 3);
  other->start_s = next->start_s;
  other->end_s = next->end_s;
  other->winner_months = 12;
  g_free (other->organiser);
  other->organiser = g_strdup ("Another");
  g_assert_nonnull (cs_contest_test_save (test, NULL, other, &error));
  cs_draw_test_run_ms (100);
  cs_contest_test_count (test);
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->excluded, ==, 0);
}

/* How complete the posts are: how many came, how often the network was out of reach; what it announced nobody knows. */
static void
test_imports (CsContestTest *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsDrawIntake) intake = NULL;
  const CsImportReport *report;
  GPtrArray *live;

  save (test, "finale");
  cs_contest_test_post (test, "anna", 0, "a");
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (events, cs_event_new_id (CS_EVENT_GAP, CS_NETWORK_MASTODON, "mastodon.example", NULL, 1));
  cs_contest_test_ingest (test, events);
  cs_contest_test_reopen (test);
  cs_contest_counter_intake_async (cs_contest_desk_get_counter (test->desk), NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  intake = cs_contest_counter_intake_finish (cs_contest_desk_get_counter (test->desk), result, NULL);
  g_assert_cmpuint (intake->imports->len, ==, 1);
  report = intake->imports->pdata[0];
  g_assert_cmpstr (report->platform, ==, "mastodon");
  g_assert_cmpint (report->announced, ==, -1);
  g_assert_cmpint (report->received, ==, 1);
  g_assert_cmpint (report->gaps, ==, 2);
  cs_draw_test_run_ms (100); /* the figures follow */
  live = cs_contest_counter_get_imports (cs_contest_desk_get_counter (test->desk));
  g_assert_cmpuint (live->len, ==, 1);
  g_assert_cmpint (((const CsImportReport *) live->pdata[0])->gaps, ==, 2);
}

/* Whatever top and threshold are, who is sealed is who the protocol's text says: everybody at least as active as the
 * N-th, in every combination; tickets and lots arrive in the seal. */
static void
test_tops (CsContestTest *test,
           gconstpointer  data)
{
  static const struct {
    guint threshold, top, n;
  } cases[] = {
    /* Ten accounts of each score, 1 to 6. */
    { 1, 0, 60 }, { 3, 0, 40 }, { 6, 0, 10 }, { 7, 0, 0 }, { 1, 1, 10 }, { 1, 10, 10 }, { 1, 11, 20 }, { 1, 60, 60 },
    { 1, 61, 60 }, { 5, 11, 20 }, { 6, 11, 10 },
  };

  cs_contest_test_fill (test, 60);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = g_strdup_printf ("top-%u", i);
    g_autoptr (CsContestSetup) setup = cs_contest_test_setup (name);
    g_autoptr (GError) error = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    GAsyncResult *answer = NULL;
    const CsSeal *seal;

    setup->threshold = cases[i].threshold;
    setup->top = cases[i].top;
    setup->tickets = i % 2 == 1;
    setup->n_alternates = i;
    g_assert_nonnull (cs_contest_test_save (test, NULL, setup, &error));
    g_assert_true (cs_contest_test_seal (test, FALSE, &error));
    seal = cs_draw_get_seal (cs_contest_desk_get_draw (test->desk));
    g_assert_cmpuint (seal->n_participants, ==, cases[i].n);
    g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->eligible, ==, cases[i].n);
    g_assert_cmpuint (seal->n_winners, ==, 3);
    g_assert_cmpuint (seal->n_alternates, ==, i);
    g_assert_cmpint (seal->tickets, ==, i % 2 == 1);
    cs_draw_void_async (cs_contest_desk_get_draw (test->desk), "the next one", NULL, cs_draw_test_answered_cb, &answer);
    result = cs_draw_test_await (&answer);
    g_assert_true (cs_draw_void_finish (cs_contest_desk_get_draw (test->desk), result, &error));
  }
}

/* Tickets from a list weigh in the sealed list. */
static void
test_tickets (CsContestTest *test,
              gconstpointer  data)
{
  g_autoptr (CsContestSetup) setup = cs_contest_test_setup ("tickets");
  g_autofree char *path = g_build_filename (test->folder, "show.draws", "tickets", "list.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CsListReport) report = NULL;
  g_autoptr (GError) error = NULL;

  cs_contest_test_fill (test, 6);
  setup->tickets = TRUE;
  g_assert_nonnull (cs_contest_test_save (test, NULL, setup, &error));
  report = import_list (test, CS_CONTEST_TICKETS, "pseudo,tickets\n@fan0003q@mastodon.example,7\n", &error);
  g_assert_no_error (error);
  g_assert_true (cs_contest_test_seal (test, FALSE, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpstr (text, ==, ID ("fan0002q") "\t1\n" ID ("fan0003q") "\t7\n" ID ("fan0004q") "\t1\n" ID ("fan0005q") "\t1\n");
}

/* Only relays that a draw could rely on are taken. */
static void
test_relays (void)
{
  static const char *const good[] = { "https://api.drand.sh", "https://drand.cloudflare.com", NULL };
  static const char *const one[] = { "https://api.drand.sh", "https://api2.drand.sh", NULL };
  static const char *const plain[] = { "http://api.drand.sh", "https://drand.cloudflare.com", NULL };
  static const char *const none[] = { NULL };
  static const char *const junk[] = { "drand", "https://drand.cloudflare.com", NULL };

  g_assert_true (cs_drand_relays_check (good, NULL));
  g_assert_false (cs_drand_relays_check (one, NULL));
  g_assert_false (cs_drand_relays_check (plain, NULL));
  g_assert_false (cs_drand_relays_check (none, NULL));
  g_assert_false (cs_drand_relays_check (junk, NULL));
}

/* A rehearsal leaves no trace, and the contest can still be sealed. */
static void
test_rehearsal (CsContestTest *test,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_test_fill (test, 30);
  save (test, "finale");
  g_assert_true (cs_contest_test_seal (test, TRUE, &error));
  g_assert_true (cs_draw_get_seal (cs_contest_desk_get_draw (test->desk))->rehearsal);
  g_assert_cmpint (cs_contest_get_state (cs_contest_desk_get_current (test->desk)), ==, CS_CONTEST_DRAFT);
  cs_draw_void_async (cs_contest_desk_get_draw (test->desk), "end of the rehearsal", NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_draw_void_finish (cs_contest_desk_get_draw (test->desk), result, &error));
  g_assert_true (cs_contest_test_seal (test, FALSE, &error));
  g_assert_cmpint (cs_contest_desk_get_phase (test->desk), ==, CS_DRAW_SEALED);
}

/* Counting remembers every post: only a rehearsal, which is short, is counted before there is a contest. */
static void
test_nothing_set_up (CsContestTest *test,
                     gconstpointer  data)
{
  cs_contest_test_post (test, "anna", 0, "Bravo");
  cs_draw_test_run_ms (60);
  g_assert_false (cs_contest_counter_is_counting (cs_contest_desk_get_counter (test->desk)));
  g_assert_cmpuint (cs_contest_desk_get_sum (test->desk)->accounts, ==, 0);
  cs_contest_desk_set_rehearsal (test->desk, TRUE);
  g_assert_true (cs_contest_counter_is_counting (cs_contest_desk_get_counter (test->desk)));
  assert_score (test, ID ("anna"), 1, 1, 0);
}

/* Files of certificates often tell in words between them whose they are, in whatever letters. */
static void
test_authority (CsContestTest *test,
                gconstpointer  data)
{
  g_autoptr (GBytes) pem = g_bytes_new_static ("subject=Soci\xe9t\xe9\n-----BEGIN CERTIFICATE-----\n", 45);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *kept;

  cs_contest_desk_set_authority_async (test->desk, "https://stamps.example/", pem, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  cs_contest_desk_set_authority_finish (test->desk, result, &error);
  g_assert_no_error (error);
  cs_contest_test_reopen (test);
  kept = cs_contest_desk_get_authority_certificates (test->desk);
  g_assert_nonnull (kept);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "BEGIN CERTIFICATE"));
}

static void
add (const char *name,
     void (*func) (CsContestTest *test,
                   gconstpointer  data))
{
  g_autofree char *path = g_strconcat ("/desk/contest/", name, NULL);

  g_test_add (path, CsContestTest, NULL, set_up_cb, func, tear_down_cb);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/contest/relays", test_relays);
  add ("contests", test_contests);
  add ("live", test_live);
  add ("people", test_people);
  add ("lists", test_lists);
  add ("comments", test_comments);
  add ("explain", test_explain);
  add ("winners", test_winners);
  add ("handed-on", test_handed_on);
  add ("imports", test_imports);
  add ("tops", test_tops);
  add ("tickets", test_tickets);
  add ("draw", test_draw);
  add ("rehearsal", test_rehearsal);
  add ("nothing-set-up", test_nothing_set_up);
  add ("authority", test_authority);
  return g_test_run ();
}
