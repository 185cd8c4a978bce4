/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-error.h"
#include "cs-draw-test.h"
#include "cs-verify.h"

#include <glib/gstdio.h>
#include <string.h>

static void
seal (CsDrawTest *test,
      const char *draw)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup (draw);
  g_autoptr (GError) error = NULL;

  cs_draw_test_seal (test, setup, &error);
  g_assert_no_error (error);
}

static void
let_round_come (CsDrawTest *test)
{
  cs_clock_advance (test->clock, CS_CONTEST_FAST_LEAD_S * G_USEC_PER_SEC);
}

static CsCertificate *
finish_and_certify (CsDrawTest *test)
{
  g_autoptr (GError) error = NULL;
  CsCertificate *certificate;

  cs_draw_test_until (test, CS_DRAW_REVEALING);
  while (cs_draw_reveal_next (test->draw) > 0)
    ;
  cs_draw_end_reveal (test->draw);
  certificate = cs_draw_make_certificate (test->draw, &error);
  g_assert_no_error (error);
  return certificate;
}

/* From the seal to the certificate, which a stranger's checks find exact. */
static void
test_whole (CsDrawTest   *test,
            gconstpointer data)
{
  g_autoptr (CsCertificate) certificate = NULL;
  const CsSeal *sealed;

  seal (test, "finale");
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  sealed = cs_draw_get_seal (test->draw);
  g_assert_cmpuint (sealed->round, ==, CS_TEST_ROUND);
  g_assert_cmpuint (sealed->n_winners, ==, 3);
  g_assert_null (cs_draw_get_ranking (test->draw));
  let_round_come (test);
  certificate = finish_and_certify (test);
  g_assert_cmpstr (certificate->signature, ==, CS_TEST_SIGNATURE);
  g_assert_cmpint (certificate->level, ==, CS_BEACON_VERIFIED);
  g_assert_cmpuint (certificate->relays->len, >=, 2);
  g_assert_cmpuint (certificate->imports->len, ==, 1);
  g_assert_cmpuint (certificate->entries->len, ==, 5); /* GENESIS IMPORT SEAL VALUE RESULT */
}

/* No name can be had before its rank is revealed. */
static void
test_reveal (CsDrawTest   *test,
             gconstpointer data)
{
  seal (test, "finale");
  let_round_come (test);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_null (cs_draw_make_certificate (test->draw, NULL));
  for (guint rank = 1; rank <= 5; rank++)
    g_assert_null (cs_draw_dup_name (test->draw, rank));
  for (guint rank = 3; rank >= 1; rank--) {
    g_autofree char *shown = NULL;

    g_assert_cmpuint (cs_draw_reveal_next (test->draw), ==, rank);
    shown = cs_draw_dup_name (test->draw, rank);
    g_assert_nonnull (shown);
    if (rank > 1)
      g_assert_null (cs_draw_dup_name (test->draw, rank - 1));
    g_assert_null (cs_draw_dup_name (test->draw, 4));
  }
  g_assert_cmpuint (cs_draw_reveal_next (test->draw), ==, 0);
  cs_draw_end_reveal (test->draw);
  {
    g_autofree char *alternate = cs_draw_dup_name (test->draw, 4);

    g_assert_nonnull (alternate);
  }
}

/* Nothing is asked before a second ahead of the round. */
static void
test_etiquette (CsDrawTest   *test,
                gconstpointer data)
{
  seal (test, "finale");
  cs_clock_advance (test->clock, (CS_CONTEST_FAST_LEAD_S - 2) * G_USEC_PER_SEC);
  cs_draw_test_run_ms (500);
  g_assert_cmpuint (test->relays->n_asked, ==, 0);
  cs_clock_advance (test->clock, G_USEC_PER_SEC);
  cs_draw_test_run_ms (500);
  g_assert_cmpuint (test->relays->n_asked, ==, CS_TEST_N_RELAYS); /* once each, however long it takes */
  g_assert_cmpint (test->relays->first_asked_us, >=, (cs_beacon_time_of (CS_TEST_ROUND) - 1) * G_USEC_PER_SEC);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  cs_clock_advance (test->clock, G_USEC_PER_SEC);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_cmpuint (test->relays->n_asked, ==, 2 * CS_TEST_N_RELAYS);
}

/* "Not yet" is waited out; after a minute more patiently. */
static void
test_not_yet (CsDrawTest   *test,
              gconstpointer data)
{
  guint n_asked;

  seal (test, "finale");
  for (guint i = 0; i < CS_TEST_N_RELAYS; i++)
    test->relays->moods[i] = i % 2 == 0 ? CS_TEST_NOT_YET_404 : CS_TEST_NOT_YET_425;
  let_round_come (test);
  cs_draw_test_run_ms (300);
  cs_clock_advance (test->clock, 61 * G_USEC_PER_SEC);
  cs_draw_test_run_ms (300);
  n_asked = test->relays->n_asked;
  g_assert_cmpuint (n_asked, ==, 2 * CS_TEST_N_RELAYS);
  cs_clock_advance (test->clock, 4 * G_USEC_PER_SEC);
  cs_draw_test_run_ms (300);
  g_assert_cmpuint (test->relays->n_asked, ==, n_asked);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  memset (test->relays->moods, 0, sizeof test->relays->moods);
  cs_clock_advance (test->clock, G_USEC_PER_SEC);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
}

static void
set_moods (CsDrawTest *test,
           CsTestMood  first,
           CsTestMood  second,
           CsTestMood  third)
{
  test->relays->moods[0] = first;
  test->relays->moods[1] = second;
  test->relays->moods[2] = third;
}

/* Relays that disagree: both are shown, none is picked, and it stays so. */
static void
test_dispute (CsDrawTest   *test,
              gconstpointer data)
{
  g_auto (GStrv) claims = NULL;

  seal (test, "finale");
  set_moods (test, CS_TEST_GOOD, CS_TEST_OTHER_SIGNATURE, CS_TEST_GOOD);
  let_round_come (test);
  cs_draw_test_until (test, CS_DRAW_DISPUTED);
  claims = cs_beacon_watch_dup_claims (cs_draw_get_watch (test->draw));
  g_assert_cmpuint (g_strv_length (claims), >=, 2);
  g_assert_nonnull (cs_draw_get_trouble (test->draw));
  set_moods (test, CS_TEST_GOOD, CS_TEST_GOOD, CS_TEST_GOOD);
  cs_clock_advance (test->clock, 10 * G_USEC_PER_SEC);
  cs_draw_test_run_ms (300);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_DISPUTED);
  g_assert_null (cs_draw_get_value (test->draw));
}

/* All relays say the same, but it is not the beacon's signature. */
static void
test_forged (CsDrawTest   *test,
             gconstpointer data)
{
  seal (test, "finale");
  set_moods (test, CS_TEST_OTHER_SIGNATURE, CS_TEST_OTHER_SIGNATURE, CS_TEST_OTHER_SIGNATURE);
  let_round_come (test);
  cs_draw_test_until (test, CS_DRAW_DISPUTED);
  g_assert_null (cs_draw_get_value (test->draw));
}

/* Wrong answers count as none; the good one, verified, is enough in the end. */
static void
test_wrong_answers (CsDrawTest   *test,
                    gconstpointer data)
{
  seal (test, "finale");
  set_moods (test, CS_TEST_OTHER_ROUND, CS_TEST_WRONG_RANDOMNESS, CS_TEST_BROKEN);
  let_round_come (test);
  cs_draw_test_run_ms (400);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  g_assert_nonnull (cs_draw_get_trouble (test->draw));
  set_moods (test, CS_TEST_GOOD, CS_TEST_WRONG_RANDOMNESS, CS_TEST_DEAD);
  cs_clock_advance (test->clock, 4 * G_USEC_PER_SEC);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_cmpint (cs_draw_get_level (test->draw), ==, CS_BEACON_VERIFIED);
}

/* Dead network: the round comes from a phone; a typing mistake is no dispute. */
static void
test_paste (CsDrawTest   *test,
            gconstpointer data)
{
  char other[2 * CS_BEACON_SIGNATURE_BYTES + 1];
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_draw_paste (test->draw, CS_TEST_SIGNATURE, NULL));
  seal (test, "finale");
  set_moods (test, CS_TEST_DEAD, CS_TEST_DEAD, CS_TEST_DEAD);
  let_round_come (test);
  g_assert_false (cs_draw_paste (test->draw, "hello", &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_RELAYS);
  cs_test_signature (7, other);
  g_assert_true (cs_draw_paste (test->draw, other, NULL));
  cs_draw_test_run_ms (1500);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  g_assert_nonnull (cs_draw_get_trouble (test->draw));
  g_assert_true (cs_draw_paste (test->draw, " B44679b9 a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39\n", NULL));
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_cmpint (cs_draw_get_level (test->draw), ==, CS_BEACON_VERIFIED);
}

/* Without the verifying program: two organisations are needed, or the word "not confirmed". */
static void
test_unverified (CsDrawTest   *test,
                 gconstpointer data)
{
  g_autofree char *program = g_strdup (g_getenv ("COULISSES_BEACON_CHECK"));

  g_setenv ("COULISSES_BEACON_CHECK", "/nowhere", TRUE);
  seal (test, "finale");
  set_moods (test, CS_TEST_GOOD, CS_TEST_DEAD, CS_TEST_GOOD); /* one organisation */
  let_round_come (test);
  cs_clock_advance (test->clock, 30 * G_USEC_PER_SEC);
  cs_draw_test_run_ms (500);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  g_assert_cmpint (cs_beacon_watch_get_state (cs_draw_get_watch (test->draw)), ==, CS_BEACON_ALONE);
  if (data != NULL) {
    g_assert_true (cs_draw_accept_alone (test->draw));
  } else {
    set_moods (test, CS_TEST_GOOD, CS_TEST_GOOD, CS_TEST_GOOD);
    cs_clock_advance (test->clock, 10 * G_USEC_PER_SEC);
  }
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_cmpint (cs_draw_get_level (test->draw), ==, data != NULL ? CS_BEACON_UNCONFIRMED : CS_BEACON_TWO_RELAYS);
  g_setenv ("COULISSES_BEACON_CHECK", program, TRUE);
}

static void
roll (CsDrawTest *test,
      const char *dice,
      GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_draw_roll_async (test->draw, dice, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  cs_draw_roll_finish (test->draw, result, error);
}

/* Dice, with a crash before the roll: same seal, same secret number. */
static void
test_dice (CsDrawTest   *test,
           gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("dice");
  g_autoptr (CsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) few = NULL;
  CsHex sealed;

  setup->dice = TRUE;
  setup->pseudonyms = TRUE;
  set_moods (test, CS_TEST_DEAD, CS_TEST_DEAD, CS_TEST_DEAD); /* no network is needed */
  cs_draw_test_seal (test, setup, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_ROLLING);
  g_strlcpy (sealed, cs_draw_get_seal (test->draw)->digest, sizeof sealed);
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_ROLLING);
  g_assert_cmpstr (cs_draw_get_seal (test->draw)->digest, ==, sealed);
  roll (test, "1 2 3", &few);
  g_assert_error (few, CS_DRAW_ERROR, CS_DRAW_ERROR_VALUE);
  roll (test, "4 2 6 1 5 3 3 6 1 2 5 5 4 1 6 2 3 4 6 1", &error);
  g_assert_no_error (error);
  certificate = finish_and_certify (test);
  g_assert_true (g_str_has_prefix (certificate->value, "42615336125541623461/"));
  g_assert_cmpint (certificate->level, ==, CS_BEACON_NOT_APPLICABLE);
  {
    g_autofree char *name = cs_draw_dup_name (test->draw, 1);

    g_assert_true (g_str_has_prefix (name, "bluesky:"));
  }
}

static void
void_it (CsDrawTest *test)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_draw_void_async (test->draw, "one account was forgotten", NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_draw_void_finish (test->draw, result, NULL));
}

/* A void seal stays on every later certificate; its name is used up. */
static void
test_void (CsDrawTest   *test,
           gconstpointer data)
{
  g_autoptr (CsContestSetup) same = cs_draw_test_setup ("finale");
  g_autoptr (CsContestSetup) next = cs_draw_test_setup ("finale-2");
  g_autoptr (CsCertificate) certificate = NULL;
  const CsVoidedSeal *voided;

  seal (test, "finale");
  cs_clock_advance (test->clock, G_USEC_PER_SEC);
  void_it (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_IDLE);
  g_assert_false (cs_draw_test_seal (test, same, NULL));
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_IDLE);
  next->lead_s = 16;
  g_assert_true (cs_draw_test_seal (test, next, NULL));
  g_assert_cmpuint (cs_draw_get_seal (test->draw)->n_seals, ==, 2);
  let_round_come (test);
  certificate = finish_and_certify (test);
  g_assert_cmpuint (certificate->voided->len, ==, 1);
  voided = certificate->voided->pdata[0];
  g_assert_cmpstr (voided->reason, ==, "one account was forgotten");
  g_assert_false (voided->after_round_time);
}

/* What a relay says of itself goes into the journal, and must not break it. */
static void
test_strange_date (CsDrawTest   *test,
                   gconstpointer data)
{
  g_autoptr (CsCertificate) certificate = NULL;

  test->relays->date = "Wed, 23 Ao\xfbt 2023 15:11:30 GMT";
  seal (test, "finale");
  let_round_come (test);
  certificate = finish_and_certify (test);
  g_assert_cmpuint (certificate->relays->len, >=, 2);
  g_assert_null (((CsRelayVisit *) certificate->relays->pdata[0])->http_date);
  cs_draw_test_reopen (test);
  g_assert_null (cs_draw_get_trouble (test->draw));
}

/* A show file may be called anything that a file system takes. */
static void
test_strange_name (CsDrawTest   *test,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "soir\xe9" "e.coulisses", NULL);

  cs_draw_test_close (test);
  g_free (test->path);
  test->path = g_steal_pointer (&path);
  g_assert_true (cs_draw_test_open (test, NULL));
  seal (test, "finale");
  void_it (test);
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_IDLE);
  g_assert_null (cs_draw_get_trouble (test->draw));
}

static gboolean
replace (CsDrawTest *test,
         guint       rank,
         const char *code)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_draw_replace_async (test->draw, rank, FALSE, code, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_draw_replace_finish (test->draw, result, NULL);
}

static void
test_replace (CsDrawTest   *test,
              gconstpointer data)
{
  g_autoptr (CsCertificate) first = NULL;
  g_autoptr (CsCertificate) second = NULL;
  const CsDrawEvent *event;

  seal (test, "finale");
  g_assert_false (replace (test, 1, "declined"));
  let_round_come (test);
  first = finish_and_certify (test);
  g_assert_false (replace (test, 4, "declined"));
  g_assert_false (replace (test, 2, "No Code"));
  g_assert_true (replace (test, 2, "unreachable"));
  g_assert_false (replace (test, 2, "unreachable"));
  g_assert_true (replace (test, 4, "declined"));
  second = cs_draw_make_certificate (test->draw, NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (second->revision, >, first->revision);
  g_assert_cmpuint (second->events->len, ==, 2);
  event = second->events->pdata[1];
  g_assert_cmpuint (event->replaced_by, ==, 5);
  g_assert_cmpstr (second->ranking_digest, ==, first->ranking_digest);
}

/* Opened again at every point, the draw goes on and ends alike. */
static void
test_resume (CsDrawTest   *test,
             gconstpointer data)
{
  g_autoptr (CsCertificate) before = NULL;
  g_autoptr (CsCertificate) after = NULL;
  CsHex sealed;

  seal (test, "finale");
  g_strlcpy (sealed, cs_draw_get_seal (test->draw)->digest, sizeof sealed);
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_SEALED);
  g_assert_cmpstr (cs_draw_get_seal (test->draw)->digest, ==, sealed);
  let_round_come (test);
  before = finish_and_certify (test);
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_REVEALING); /* nothing has gone out yet */
  g_assert_null (cs_draw_dup_name (test->draw, 1));
  after = finish_and_certify (test);
  g_assert_cmpstr (after->ranking_digest, ==, before->ranking_digest);
  g_assert_cmpuint (after->entries->len, ==, before->entries->len);
  g_assert_cmpint (after->level, ==, before->level);
  g_assert_cmpuint (after->relays->len, ==, before->relays->len);
}

static void
assert_not_sealed (CsDrawTest *test,
                   CsDrawError code)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_draw_test_seal (test, setup, &error));
  g_assert_error (error, CS_DRAW_ERROR, (int) code);
  g_assert_cmpuint (cs_draw_journal_count_seals (cs_draw_get_journal (test->draw)), ==, 0);
}

/* What keeps a draw from being sealed. */
static void
test_refusals (CsDrawTest   *test,
               gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autoptr (GError) error = NULL;

  set_moods (test, CS_TEST_GOOD, CS_TEST_DEAD, CS_TEST_GOOD);
  assert_not_sealed (test, CS_DRAW_ERROR_RELAYS);
  set_moods (test, CS_TEST_GOOD, CS_TEST_OTHER_SIGNATURE, CS_TEST_GOOD);
  assert_not_sealed (test, CS_DRAW_ERROR_RELAYS);
  set_moods (test, CS_TEST_GOOD, CS_TEST_GOOD, CS_TEST_GOOD);
  test->relays->clock_error_s = 3;
  assert_not_sealed (test, CS_DRAW_ERROR_CLOCK);
  test->relays->clock_error_s = -3;
  assert_not_sealed (test, CS_DRAW_ERROR_CLOCK);
  test->relays->clock_error_s = 1;
  g_free (setup->rules);
  setup->rules = g_strdup ("Rules of [organiser].");
  g_assert_false (cs_draw_test_seal (test, setup, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE);
  seal (test, "finale");
  g_assert_false (cs_draw_test_seal (test, setup, NULL)); /* one at a time */
}

/* A rehearsal leaves nothing behind, and no verifier takes it. */
static void
test_rehearsal (CsDrawTest   *test,
                gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *files = g_build_filename (test->folder, "draws", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  setup->rehearsal = TRUE;
  g_assert_true (cs_draw_test_seal (test, setup, NULL));
  text = cs_draw_dup_seal_text (test->draw);
  g_assert_true (g_str_has_prefix (text, "SEALED-DRAW/1 REHEARSAL\n"));
  g_assert_null (cs_seal_parse (text, strlen (text), CS_SEAL_DEFAULT, NULL));
  let_round_come (test);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  cs_draw_end_reveal (test->draw);
  g_assert_null (cs_draw_make_certificate (test->draw, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE);
  g_assert_cmpuint (cs_draw_journal_get_n (cs_draw_get_journal (test->draw)), ==, 0);
  g_assert_false (g_file_test (files, G_FILE_TEST_EXISTS));
  cs_draw_test_reopen (test);
  g_assert_cmpint (cs_draw_get_phase (test->draw), ==, CS_DRAW_IDLE);
}

/* The list on disk was touched while the round was waited for: nothing is drawn from it. */
static void
test_touched_list (CsDrawTest   *test,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "draws", "finale", "list.txt", NULL);
  g_autoptr (GError) error = NULL;

  seal (test, "finale");
  cs_draw_test_close (test);
  g_assert_true (g_file_set_contents (path, "bluesky:friend\n", -1, NULL));
  g_assert_false (cs_draw_test_open (test, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_LIST);
}

/* Nobody else can read the list or the secret number. */
static void
test_modes (CsDrawTest   *test,
            gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("dice");
  g_autofree char *folder = g_build_filename (test->folder, "draws", "dice", NULL);
  g_autofree char *nonce = g_build_filename (folder, "secret-number.txt", NULL);
  GStatBuf info;

  setup->dice = TRUE;
  g_assert_true (cs_draw_test_seal (test, setup, NULL));
  g_assert_cmpint (g_stat (nonce, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
}

static void
set_up_cb (CsDrawTest   *test,
           gconstpointer data)
{
  cs_draw_test_set_up (test, NULL);
}

static void
tear_down_cb (CsDrawTest   *test,
              gconstpointer data)
{
  cs_draw_test_tear_down (test);
}

static void
add (const char *name,
     void (*test) (CsDrawTest *, gconstpointer),
     gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/contest/draw/", name, NULL);

  g_test_add (path, CsDrawTest, data, set_up_cb, test, tear_down_cb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("whole", test_whole, NULL);
  add ("reveal", test_reveal, NULL);
  add ("etiquette", test_etiquette, NULL);
  add ("not-yet", test_not_yet, NULL);
  add ("dispute", test_dispute, NULL);
  add ("forged", test_forged, NULL);
  add ("wrong-answers", test_wrong_answers, NULL);
  add ("paste", test_paste, NULL);
  add ("two-relays", test_unverified, NULL);
  add ("alone", test_unverified, "alone");
  add ("dice", test_dice, NULL);
  add ("void", test_void, NULL);
  add ("strange-date", test_strange_date, NULL);
  add ("strange-name", test_strange_name, NULL);
  add ("replace", test_replace, NULL);
  add ("resume", test_resume, NULL);
  add ("refusals", test_refusals, NULL);
  add ("rehearsal", test_rehearsal, NULL);
  add ("touched-list", test_touched_list, NULL);
  add ("modes", test_modes, NULL);
  return g_test_run ();
}
