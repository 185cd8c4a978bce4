/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-export.h"
#include "cs-draw-test.h"
#include "cs-record-files.h"
#include "cs-record-posts.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const both[] = { "fr", "en", NULL };

static GHashTable *
read_words (const char *language)
{
  g_autofree char *name = g_strdup_printf ("words.%s.ini", language);
  g_autofree char *path = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "src", "contest", "words", name, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) keys = NULL;
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  keys = g_key_file_get_keys (file, "words", NULL, NULL);
  for (char **key = keys; *key != NULL; key++)
    g_hash_table_insert (words, g_strdup (*key), g_key_file_get_string (file, "words", *key, NULL));
  return words;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
list_braces (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{[a-z]+\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (found, g_match_info_fetch (match, 0));
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (char **) found->pdata);
}

/* Both languages say the same things with the same facts. */
static void
test_words (void)
{
  g_autoptr (GHashTable) english = read_words ("en");
  g_autoptr (GHashTable) french = read_words ("fr");
  GHashTableIter iter;
  gpointer key, text;

  g_assert_cmpuint (g_hash_table_size (english), >, 150);
  g_assert_cmpuint (g_hash_table_size (english), ==, g_hash_table_size (french));
  g_hash_table_iter_init (&iter, english);
  while (g_hash_table_iter_next (&iter, &key, &text)) {
    const char *other = g_hash_table_lookup (french, key);
    g_autofree char *braces = list_braces (text);
    g_autofree char *other_braces = list_braces (other != NULL ? other : "");

    g_test_message ("%s", (const char *) key);
    g_assert_nonnull (other);
    g_assert_cmpstr (braces, ==, other_braces);
  }
}

/* What a stranger wrote between braces stays what it is. */
static void
test_braces (void)
{
  g_autoptr (CsWords) words = cs_words_new ("en");
  g_autofree char *text = cs_words_fill (words, "winners-post-line", "place", "1", "who", "{prize}", "prize", "{who}{place", NULL);

  g_assert_cmpstr (text, ==, "1. {prize}: {who}{place");
}

static void
test_count (void)
{
  g_assert_cmpuint (cs_posts_count (""), ==, 0);
  g_assert_cmpuint (cs_posts_count ("été"), ==, 3);
  g_assert_cmpuint (cs_posts_count ("e\u0301"), ==, 1);
  g_assert_cmpuint (cs_posts_count ("👩🏽‍🎤🇫🇷"), ==, 2);
}

static void
finish (CsDrawTest *test,
        gboolean    reveal)
{
  cs_clock_advance (test->clock, CS_CONTEST_FAST_LEAD_S * G_USEC_PER_SEC);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  if (reveal)
    cs_draw_end_reveal (test->draw);
}

static void
seal (CsDrawTest           *test,
      const CsContestSetup *setup)
{
  g_autoptr (GError) error = NULL;

  cs_draw_test_seal (test, setup, &error);
  g_assert_no_error (error);
}

static gboolean
export (CsDrawTest *test,
        const char *folder,
        gboolean    list,
        GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (list)
    cs_draw_export_list_async (test->draw, folder, NULL, cs_draw_test_answered_cb, &answer);
  else
    cs_draw_export_async (test->draw, NULL, both, folder, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return list ? cs_draw_export_list_finish (test->draw, result, error) : cs_draw_export_finish (test->draw, result, error);
}

static gboolean
has (const char *folder,
     const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static char *
read_text (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
read_pdf (const char *folder,
          const char *name,
          guint       page)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *number = g_strdup_printf ("%u", page);
  const char *argv[] = { "pdftotext", "-f", number, "-l", number, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  int status;
  char *text;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  return text;
}

static guint
count_exports (CsDrawTest *test)
{
  const CsDrawJournal *journal = cs_draw_get_journal (test->draw);
  guint n = 0;

  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++)
    n += cs_draw_journal_get (journal, i)->type == CS_DRAW_EXPORT;
  return n;
}

/* The whole record, once the reveal is over and not before; journaled, and replaced by its next revision. */
static void
test_export (CsDrawTest   *test,
             gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *folder = g_build_filename (test->folder, "record", NULL);
  g_autofree char *certificate = NULL;
  g_autofree char *again = NULL;
  g_autofree char *sums = NULL;
  g_autofree char *posts = NULL;
  g_autoptr (GError) error = NULL;
  CsHex digest;

  seal (test, setup);
  finish (test, FALSE);
  g_assert_false (export (test, folder, FALSE, NULL));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  cs_draw_end_reveal (test->draw);
  export (test, folder, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (has (folder, "certificate.json") && has (folder, "list.txt") && has (folder, "rules.txt") && has (folder, "seal.txt"));
  g_assert_true (has (folder, "record.fr.pdf") && has (folder, "record.en.pdf") && has (folder, "draw-verifier.html"));
  g_assert_true (has (folder, "README.txt") && has (folder, "private/participants.csv") && has (folder, "private/messages.fr.txt"));
  sums = read_text (folder, "SHA256SUMS");
  cs_digest_of_bytes (sums, strlen (sums), digest);
  g_assert_cmpuint (count_exports (test), ==, 1);
  g_assert_cmpstr (cs_draw_journal_get (cs_draw_get_journal (test->draw), cs_draw_journal_get_n (cs_draw_get_journal (test->draw)) - 1)->payload,
                   ==, digest);
  posts = read_text (folder, "private/posts.en.txt");
  g_assert_nonnull (strstr (posts, "two seats")); /* told by the set-up */
  certificate = read_text (folder, "certificate.json");
  export (test, folder, FALSE, &error);
  g_assert_no_error (error);
  again = read_text (folder, "certificate.json");
  g_assert_cmpstr (certificate, !=, again); /* it has one entry more */
  cs_draw_test_reopen (test);
  cs_draw_test_until (test, CS_DRAW_DONE);
}

/* What is not a record stays where it is, and no half of one is left. */
static void
test_foreign_folder (CsDrawTest   *test,
                     gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *folder = g_build_filename (test->folder, "letters", NULL);
  g_autofree char *letter = g_build_filename (folder, "letter.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  seal (test, setup);
  finish (test, TRUE);
  g_mkdir (folder, 0755);
  g_file_set_contents (letter, "dear\n", -1, NULL);
  g_assert_false (export (test, folder, FALSE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_assert_true (has (folder, "letter.txt"));
  dir = g_dir_open (test->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".coulisses-record"));
}

/* The bailiff's list goes out before the result, tells nothing of it, and does not end the reveal. */
static void
test_list (CsDrawTest   *test,
           gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *early = g_build_filename (test->folder, "early", NULL);
  g_autofree char *late = g_build_filename (test->folder, "late", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  setup->pseudonyms = TRUE;
  g_assert_false (export (test, early, TRUE, NULL));
  seal (test, setup);
  export (test, early, TRUE, &error);
  g_assert_no_error (error);
  finish (test, FALSE);
  export (test, late, TRUE, &error);
  g_assert_no_error (error);
  before = read_text (early, "private/participants.csv");
  after = read_text (late, "private/participants.csv");
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (before, "bluesky:fan0001.example"));
  g_assert_null (strstr (before, "winner"));
  cs_draw_test_reopen (test);
  cs_draw_test_until (test, CS_DRAW_REVEALING);
  g_assert_cmpuint (cs_draw_get_n_revealed (test->draw), ==, 0);
}

/* A rehearsal has pages that say so, each of them, and no certificate. */
static void
test_rehearsal (CsDrawTest   *test,
                gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *folder = g_build_filename (test->folder, "record", NULL);
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;

  setup->rehearsal = TRUE;
  seal (test, setup);
  finish (test, TRUE);
  export (test, folder, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (has (folder, "certificate.json"));
  for (guint page = 1;; page++) {
    g_autofree char *text = read_pdf (folder, "record.fr.pdf", page);

    if (text[0] == '\0')
      break;
    n_pages++;
    g_assert_nonnull (strstr (text, "RÉPÉTITION"));
  }
  g_assert_cmpuint (n_pages, >=, 3);
  g_assert_cmpuint (cs_draw_journal_get_n (cs_draw_get_journal (test->draw)), ==, 0);
}

/* However long names and prizes are, every post is within its network's limit and tells all of them. */
static void
test_posts (CsDrawTest   *test,
            gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autofree char *folder = g_build_filename (test->folder, "record", NULL);
  g_autofree char *posts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("\\[(\\d+)/(\\d+)\\]\n", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *prize = g_strnfill (190, 'p');
  guint n = 0;

  cs_contest_setup_add_prize (setup, prize, 20);
  seal (test, setup);
  finish (test, TRUE);
  export (test, folder, FALSE, &error);
  g_assert_no_error (error);
  posts = read_text (folder, "private/posts.fr.txt");
  for (g_regex_match (regex, posts, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *length = g_match_info_fetch (match, 1);
    g_autofree char *limit = g_match_info_fetch (match, 2);

    g_assert_cmpint (atoi (length), <=, atoi (limit));
    n++;
  }
  g_assert_cmpuint (n, >, 20);
  for (guint rank = 1; rank <= 23; rank++) {
    g_autofree char *name = cs_draw_dup_name (test->draw, rank);

    g_assert_nonnull (strstr (posts, strchr (name, ':') + 1));
  }
}

static void
set_up (CsDrawTest   *test,
        gconstpointer data)
{
  cs_draw_test_set_up (test, NULL);
}

static void
tear_down (CsDrawTest   *test,
           gconstpointer data)
{
  cs_draw_test_tear_down (test);
}

#define ADD(path, func) g_test_add (path, CsDrawTest, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/words", test_words);
  g_test_add_func ("/record/braces", test_braces);
  g_test_add_func ("/record/count", test_count);
  ADD ("/record/export", test_export);
  ADD ("/record/foreign-folder", test_foreign_folder);
  ADD ("/record/list", test_list);
  ADD ("/record/rehearsal", test_rehearsal);
  ADD ("/record/posts", test_posts);
  return g_test_run ();
}
