/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-clue-text.h"
#include "cs-clue.h"
#include "cs-draw-error.h"
#include "cs-draw-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define START_S (cs_beacon_time_of (CS_TEST_ROUND))
#define END_S (START_S + 600)
#define CANARY "Ornithorynque"

static void
test_normal (void)
{
  static const struct {
    const char *text, *words;
  } cases[] = {
    { "L’Arc-en-ciel !", "L ARC EN CIEL" },
    { "l'ARC en  CIEL", "L ARC EN CIEL" },
    { "Éléphant", "ELEPHANT" },
    { "E\u0301le\u0301phant", "ELEPHANT" },
    { "ﬁn ① straße", "FIN 1 STRASSE" },
    { "ΟΔΥΣΣΕΥΣ Οδυσσεύς", "ΟΔΥΣΣΕΥΣ ΟΔΥΣΣΕΥΣ" },
    { "ＡＢＣ １２", "ABC 12" },
    { "كِتَاب", "كتاب" },
    { "答えは東京です", "答 え は 東 京 て す" },
    { "#ArcEnCiel 🌈 oui", "ARCENCIEL OUI" },
    { "a\u200db\u00adc", "AB C" },
    { "🌈 !", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_clue_normal (cases[i].text);
    g_autofree char *again = cs_clue_normal (words);

    g_assert_cmpstr (words, ==, cases[i].words);
    g_assert_cmpstr (again, ==, words);
  }
  g_assert_true (cs_clue_holds ("OUI L ARC EN CIEL", "ARC EN CIEL"));
  g_assert_true (cs_clue_holds ("ARC", "ARC"));
  g_assert_false (cs_clue_holds ("PARC EN CIEL", "ARC EN CIEL"));
  g_assert_false (cs_clue_holds ("ARCS", "ARC"));
  g_assert_true (cs_clue_holds ("ARCS ARC", "ARC"));
  g_assert_true (cs_clue_holds ("答 え は 東 京 て す", "東 京"));
  g_assert_false (cs_clue_holds ("", "ARC"));
}

static const char *const answers[] = { CANARY, "platypus", "PLATYPUS", NULL };

static CsContestSetup *
make_setup (const char *contest)
{
  CsContestSetup *setup = cs_draw_test_setup (contest);

  setup->clue = TRUE;
  g_ptr_array_set_size (setup->prizes, 0);
  cs_contest_setup_add_prize (setup, "Lot A", 1);
  cs_contest_setup_add_prize (setup, "Lot B", 1);
  setup->n_alternates = 1;
  setup->start_s = START_S;
  setup->end_s = END_S;
  return setup;
}

typedef struct {
  CsDrawTest draw;
  CsClue *clue;
} Hunt;

static gboolean
seal_with (Hunt                 *hunt,
           const CsContestSetup *setup,
           const char *const    *ways,
           GError              **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_seal_async (hunt->clue, setup, ways, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

static gboolean
seal (Hunt                 *hunt,
      const CsContestSetup *setup,
      GError              **error)
{
  return seal_with (hunt, setup, answers, error);
}

static gboolean
close_with (Hunt      *hunt,
            GPtrArray *posts,
            GError   **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_close_async (hunt->clue, posts, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

static gboolean
reopen (Hunt       *hunt,
        const char *contest,
        GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&hunt->clue);
  cs_draw_test_reopen (&hunt->draw);
  hunt->clue = cs_clue_new (hunt->draw.draw);
  cs_clue_open_async (hunt->clue, contest, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

static gboolean
export (Hunt       *hunt,
        const char *folder,
        GError    **error)
{
  static const char *const languages[] = { "fr", "en", NULL };
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_export_async (hunt->clue, NULL, languages, folder, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

static void
add (GPtrArray  *posts,
     const char *id,
     const char *post,
     gint64      time_s,
     gboolean    approved,
     const char *text)
{
  g_ptr_array_add (posts, cs_clue_post_new (id, post, text, time_s, approved));
}

static GPtrArray *
make_posts (void)
{
  GPtrArray *posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_post_free);

  add (posts, "bluesky:early", "https://x.example/1", START_S - 1, TRUE, "ornithorynque"); /* before the start */
  add (posts, "bluesky:anna", "https://x.example/2", START_S + 50, TRUE, "C’est l’ORNITHORYNQUE !");
  add (posts, "bluesky:anna", "https://x.example/3", START_S + 40, TRUE, "un Platypus ?"); /* her first */
  add (posts, "mastodon:bob", "https://x.example/4", START_S, TRUE, "ornithorynques"); /* another word */
  add (posts, "mastodon:bob", "https://x.example/5", START_S + 60, TRUE, "ornithorynque"); /* edited into it: at its edit time */
  add (posts, "twitch:cleo", "https://x.example/6", START_S + 10, FALSE, "ornithorynque"); /* deleted, or not approved */
  add (posts, "twitch:dan", "https://x.example/7", START_S + 70, TRUE, "#Ornithorynque");
  add (posts, "twitch:eve", "https://x.example/8", END_S, TRUE, "ornithorynque"); /* at the end: too late */
  add (posts, "twitch:fay", "https://x.example/9", END_S - 1, TRUE, "ornithorynque");
  add (posts, "not an id", "https://x.example/10", START_S + 1, TRUE, "ornithorynque");
  return posts;
}

static void
let_end (Hunt *hunt)
{
  cs_clock_advance (hunt->draw.clock, (END_S - START_S + CS_CONTEST_FAST_LEAD_S) * G_USEC_PER_SEC);
}

static gboolean
file_holds (const char *path,
            const char *needle)
{
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) && memmem (text, length, needle, strlen (needle)) != NULL;
}

/* Every file of the show that holds the words, one a line. */
static void
find_words (const char *folder,
            const char *needle,
            GString    *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      find_words (path, needle, found);
    else if (file_holds (path, needle))
      g_string_append_printf (found, "%s\n", name);
  }
}

/* From the seal to a certificate that strangers find exact. */
static void
test_whole (Hunt         *hunt,
            gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autoptr (CsClueCertificate) certificate = NULL;
  g_autofree char *folder = g_build_filename (hunt->draw.folder, "record", NULL);
  g_autofree char *path = g_build_filename (folder, "record.fr.pdf", NULL);
  g_autoptr (GError) error = NULL;

  seal (hunt, setup, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cs_clue_get_seal (hunt->clue)->n_forms, ==, 2); /* two of the three are one */
  g_assert_false (close_with (hunt, posts, NULL)); /* answers still count */
  let_end (hunt);
  close_with (hunt, posts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cs_clue_get_n_entries (hunt->clue), ==, 4);
  g_assert_null (cs_clue_make_certificate (hunt->clue, NULL));
  g_assert_null (cs_clue_get_entry (hunt->clue, 1));
  g_assert_cmpuint (cs_clue_reveal_next (hunt->clue), ==, 2);
  g_assert_cmpstr (cs_clue_get_entry (hunt->clue, 2)->id, ==, "mastodon:bob");
  g_assert_null (cs_clue_get_entry (hunt->clue, 1));
  cs_clue_end_reveal (hunt->clue);
  g_assert_cmpstr (cs_clue_get_entry (hunt->clue, 1)->id, ==, "bluesky:anna");
  g_assert_cmpstr (cs_clue_get_entry (hunt->clue, 1)->post, ==, "https://x.example/3");
  g_assert_cmpstr (cs_clue_get_entry (hunt->clue, 3)->id, ==, "twitch:dan");
  certificate = cs_clue_make_certificate (hunt->clue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificate->shown->len, ==, 3);
  export (hunt, folder, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (reopen (hunt, "hunt", NULL));
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_DONE);
}

/* Until it is closed, nothing but the one secret file holds the answer: neither the show, nor the seal, nor the journal. */
static void
test_canary (Hunt         *hunt,
             gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *path = g_build_filename (hunt->draw.folder, "draws", "hunt", "secret-answer.txt", NULL);
  GStatBuf found_stat;

  g_assert_true (seal (hunt, setup, NULL));
  find_words (hunt->draw.folder, "ORNITHORYNQUE", found);
  find_words (hunt->draw.folder, CANARY, found);
  g_assert_cmpstr (found->str, ==, "secret-answer.txt\n");
  g_assert_cmpint (g_stat (path, &found_stat), ==, 0);
  g_assert_cmpint (found_stat.st_mode & 0777, ==, 0600);
}

/* Killed at any point, it goes on with the same seal and the same result, whatever became of the posts. */
static void
test_resume (Hunt         *hunt,
             gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autoptr (GPtrArray) fewer = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_post_free);
  g_auto (GStrv) list = NULL;
  g_autoptr (GError) error = NULL;
  CsHex digest;

  g_assert_true (seal (hunt, setup, NULL));
  g_strlcpy (digest, cs_clue_get_seal (hunt->clue)->digest, sizeof digest);
  reopen (hunt, "hunt", &error);
  g_assert_no_error (error);
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_SEALED);
  g_assert_cmpstr (cs_clue_get_seal (hunt->clue)->digest, ==, digest);
  g_assert_false (seal (hunt, setup, NULL));
  let_end (hunt);
  g_assert_true (close_with (hunt, posts, NULL));
  reopen (hunt, "hunt", &error);
  g_assert_no_error (error);
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_REVEALING);
  g_assert_cmpuint (cs_clue_get_n_entries (hunt->clue), ==, 4);
  g_assert_false (close_with (hunt, fewer, NULL)); /* there is one result */
  list = cs_clue_list (hunt->draw.draw);
  g_assert_cmpuint (g_strv_length (list), ==, 1);
}

/* A result on disk that is not the journal's is refused. */
static void
test_changed (Hunt         *hunt,
              gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autofree char *path = g_build_filename (hunt->draw.folder, "draws", "hunt", "secret-entries.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (seal (hunt, setup, NULL));
  let_end (hunt);
  g_assert_true (close_with (hunt, posts, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "twitch:fay", "twitch:foe", 0), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  g_assert_false (reopen (hunt, "hunt", &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_JOURNAL);
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_IDLE);
}

/* A draw goes on beside a hunt, in the same journal, and both certificates are exact. */
static void
test_beside (Hunt         *hunt,
             gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (CsContestSetup) draw = cs_draw_test_setup ("finale");
  g_autoptr (CsContestSetup) same = cs_draw_test_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autoptr (CsClueCertificate) certificate = NULL;
  g_autoptr (CsCertificate) drawn = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (seal (hunt, setup, NULL));
  g_assert_false (cs_draw_test_seal (&hunt->draw, same, NULL)); /* its name is taken */
  cs_draw_test_seal (&hunt->draw, draw, &error);
  g_assert_no_error (error);
  let_end (hunt);
  cs_draw_test_until (&hunt->draw, CS_DRAW_REVEALING);
  g_assert_true (close_with (hunt, posts, NULL));
  cs_draw_end_reveal (hunt->draw.draw);
  cs_clue_end_reveal (hunt->clue);
  drawn = cs_draw_make_certificate (hunt->draw.draw, &error);
  g_assert_no_error (error);
  certificate = cs_clue_make_certificate (hunt->clue, &error);
  g_assert_no_error (error);
}

static gboolean
replace (Hunt    *hunt,
         guint    rank,
         GError **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_replace_async (hunt->clue, rank, FALSE, "declined", NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

static gboolean
declare_void (Hunt       *hunt,
              const char *reason,
              GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_void_async (hunt->clue, reason, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_clue_finish (hunt->clue, result, error);
}

/* A prize that is given up goes to whoever was next to have the answer, and every certificate tells it. */
static void
test_declined (Hunt         *hunt,
               gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (CsClueCertificate) certificate = NULL;
  g_autofree char *folder = g_build_filename (hunt->draw.folder, "record", NULL);
  g_autofree char *messages = g_build_filename (folder, "private", "messages.en.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (seal (hunt, setup, NULL));
  g_assert_false (replace (hunt, 1, NULL)); /* there is no result */
  let_end (hunt);
  g_assert_true (close_with (hunt, posts, NULL));
  cs_clue_end_reveal (hunt->clue);
  g_assert_false (replace (hunt, 3, NULL)); /* an alternate holds nothing */
  replace (hunt, 1, &error);
  g_assert_no_error (error);
  g_assert_false (replace (hunt, 1, NULL));
  replace (hunt, 3, &error);
  g_assert_no_error (error);
  g_assert_true (replace (hunt, 2, NULL)); /* nobody is left */
  g_assert_true (reopen (hunt, "hunt", NULL));
  cs_clue_end_reveal (hunt->clue);
  events = cs_clue_list_events (hunt->clue);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpuint (((const CsDrawEvent *) events->pdata[1])->replaced_by, ==, 4);
  g_assert_cmpuint (((const CsDrawEvent *) events->pdata[2])->replaced_by, ==, 0);
  certificate = cs_clue_make_certificate (hunt->clue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificate->revision, ==, 4);
  g_assert_cmpuint (certificate->shown->len, ==, 4);
  export (hunt, folder, &error);
  g_assert_no_error (error);
  g_assert_true (file_holds (messages, "twitch:fay"));
  g_assert_false (file_holds (messages, "bluesky:anna"));
}

/* The only way out of a seal: it stands on every later certificate, and its contest is over. */
static void
test_void (Hunt         *hunt,
           gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (CsContestSetup) other = make_setup ("hunt-2");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autoptr (CsClueCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (declare_void (hunt, "Nothing is sealed.", NULL));
  g_assert_true (seal (hunt, setup, NULL));
  g_assert_false (declare_void (hunt, "two\nlines", NULL));
  declare_void (hunt, "The answer was told on air.", &error);
  g_assert_no_error (error);
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_IDLE);
  g_assert_false (reopen (hunt, "hunt", NULL));
  g_assert_false (seal (hunt, setup, NULL)); /* its name is taken for ever */
  g_assert_true (seal (hunt, other, NULL));
  let_end (hunt);
  g_assert_true (close_with (hunt, posts, NULL));
  cs_clue_end_reveal (hunt->clue);
  certificate = cs_clue_make_certificate (hunt->clue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificate->voided->len, ==, 1);
  g_assert_cmpstr (((const CsVoidedSeal *) certificate->voided->pdata[0])->reason, ==, "The answer was told on air.");
}

/* A rehearsal leaves nothing behind, and its seal is refused. */
static void
test_rehearsal (Hunt         *hunt,
                gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = make_posts ();
  g_autofree char *folder = g_build_filename (hunt->draw.folder, "draws", NULL);
  g_autofree char *record = g_build_filename (hunt->draw.folder, "rehearsed", NULL);
  g_autofree char *page = g_build_filename (record, "record.en.pdf", NULL);
  g_autofree char *certified = g_build_filename (record, "certificate.json", NULL);
  g_autofree char *drafts = g_build_filename (record, "private", "posts.en.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  setup->rehearsal = TRUE;
  g_assert_true (seal (hunt, setup, NULL));
  text = g_strdup (cs_clue_get_seal_text (hunt->clue));
  let_end (hunt);
  g_assert_true (close_with (hunt, posts, NULL));
  cs_clue_end_reveal (hunt->clue);
  g_assert_null (cs_clue_make_certificate (hunt->clue, NULL));
  g_assert_false (replace (hunt, 1, NULL));
  export (hunt, record, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (page, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (certified, G_FILE_TEST_EXISTS));
  g_assert_true (file_holds (drafts, "REHEARSAL"));
  g_assert_cmpuint (cs_draw_journal_get_n (cs_draw_get_journal (hunt->draw.draw)), ==, 0);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_null (cs_clue_seal_parse (text, strlen (text), CS_SEAL_DEFAULT, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_SEAL);
}

/* What cannot be a contest is refused in a sentence, and nothing is left. */
static void
test_refused (Hunt         *hunt,
              gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  static const char *const signs[] = { "oui", "🌈 !", NULL };
  static const char *const nothing[] = { NULL };
  static const char *const told[] = { "Test RULES", NULL };
  g_autoptr (GError) error = NULL;

  setup->start_s -= 3600;
  g_assert_false (seal (hunt, setup, NULL));
  setup->start_s += 3600;
  setup->end_s = setup->start_s;
  g_assert_false (seal (hunt, setup, NULL));
  setup->end_s = END_S;
  g_assert_false (seal_with (hunt, setup, signs, NULL));
  g_assert_false (seal_with (hunt, setup, nothing, NULL));
  g_assert_false (seal_with (hunt, setup, told, &error)); /* the rules tell it */
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE);
  g_ptr_array_set_size (setup->prizes, 0);
  g_assert_false (seal (hunt, setup, NULL));
  cs_contest_setup_add_prize (setup, "Lot A", 1);
  g_assert_cmpint (cs_clue_get_phase (hunt->clue), ==, CS_CLUE_IDLE);
  g_assert_true (seal (hunt, setup, NULL));
}

/* Accounts of the same second stand in an order that nobody could choose, whatever order their posts come in. */
static void
test_ties (Hunt         *hunt,
           gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = make_setup ("hunt");
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_post_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GArray) one = NULL;
  g_autoptr (GArray) other = NULL;
  static const char *const forms[] = { "ORNITHORYNQUE", NULL };
  guint n_moved = 0;
  CsHex nonce;

  g_assert_true (seal (hunt, setup, NULL));
  for (guint i = 0; i < 50; i++) {
    g_autofree char *id = g_strdup_printf ("twitch:fan%02u", i);

    add (posts, id, "https://x.example/1", START_S + 5, TRUE, "ornithorynque");
  }
  memset (nonce, 'a', CS_DIGEST_HEX);
  nonce[CS_DIGEST_HEX] = '\0';
  first = cs_clue_collect (cs_clue_get_seal (hunt->clue), forms, posts);
  one = cs_clue_rank (cs_clue_get_seal (hunt->clue), nonce, first);
  for (guint i = 0; i < 25; i++) {
    gpointer swapped = posts->pdata[i];

    posts->pdata[i] = posts->pdata[49 - i];
    posts->pdata[49 - i] = swapped;
  }
  second = cs_clue_collect (cs_clue_get_seal (hunt->clue), forms, posts);
  other = cs_clue_rank (cs_clue_get_seal (hunt->clue), nonce, second);
  for (guint i = 0; i < 50; i++) {
    g_autofree char *ith = g_strdup_printf ("twitch:fan%02u", i);

    g_assert_cmpstr (g_array_index (one, CsCluePlace, i).entry->id, ==, g_array_index (other, CsCluePlace, i).entry->id);
    n_moved += strcmp (g_array_index (one, CsCluePlace, i).entry->id, ith) != 0;
  }
  g_assert_cmpuint (n_moved, >, 25);
}

static void
set_up (Hunt         *hunt,
        gconstpointer data)
{
  cs_draw_test_set_up (&hunt->draw, NULL);
  hunt->clue = cs_clue_new (hunt->draw.draw);
}

static void
tear_down (Hunt         *hunt,
           gconstpointer data)
{
  g_clear_object (&hunt->clue);
  cs_draw_test_tear_down (&hunt->draw);
}

#define ADD(path, func) g_test_add (path, Hunt, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clue/normal", test_normal);
  ADD ("/clue/whole", test_whole);
  ADD ("/clue/canary", test_canary);
  ADD ("/clue/resume", test_resume);
  ADD ("/clue/changed", test_changed);
  ADD ("/clue/beside", test_beside);
  ADD ("/clue/declined", test_declined);
  ADD ("/clue/void", test_void);
  ADD ("/clue/rehearsal", test_rehearsal);
  ADD ("/clue/refused", test_refused);
  ADD ("/clue/ties", test_ties);
  return g_test_run ();
}
