/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-diff.h"

/* Marks ranges with brackets, so that a test reads as what a moderator sees. */
static char *
mark (const char *text,
      GArray     *ranges)
{
  GString *out = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < ranges->len; i++) {
    CsTextRange range = g_array_index (ranges, CsTextRange, i);

    g_assert_cmpuint (range.start, >=, at);
    g_assert_cmpuint (range.end, >, range.start);
    g_string_append_len (out, text + at, range.start - at);
    g_string_append_c (out, '[');
    g_string_append_len (out, text + range.start, range.end - range.start);
    g_string_append_c (out, ']');
    at = range.end;
  }
  g_string_append (out, text + at);
  return g_string_free (out, FALSE);
}

static void
check (const char *old_text,
       const char *new_text,
       const char *old_marked,
       const char *new_marked)
{
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;
  g_autofree char *old_found = NULL;
  g_autofree char *new_found = NULL;

  cs_word_diff (old_text, new_text, &removed, &added);
  old_found = mark (old_text, removed);
  new_found = mark (new_text, added);
  g_assert_cmpstr (old_found, ==, old_marked);
  g_assert_cmpstr (new_found, ==, new_marked);
}

static void
test_same (void)
{
  check ("", "", "", "");
  check ("That voice…", "That voice…", "That voice…", "That voice…");
}

static void
test_inserted (void)
{
  check ("in tears.", "in tears, and the usher too.", "in tears.", "in tears[, and the usher too].");
  check ("", "hello", "", "[hello]");
}

static void
test_removed (void)
{
  check ("in tears and I cannot stop.", "in tears.", "in tears[ and I cannot stop].", "in tears.");
}

/* Blanks between changed words belong to the change. */
static void
test_replaced (void)
{
  check ("we love this song", "we hate that song", "we [love this] song", "we [hate that] song");
}

static void
test_apart (void)
{
  check ("a red fox and a brown dog", "a grey fox and a black dog", "a [red] fox and a [brown] dog",
         "a [grey] fox and a [black] dog");
}

static void
test_scripts (void)
{
  check ("تحية من تونس", "تحية من باريس", "تحية من [تونس]", "تحية من [باريس]");
  check ("bravo 👏👏", "bravo 🔥", "bravo [👏👏]", "bravo [🔥]");
}

static char *
make_text (GRand *rand)
{
  static const char *const words[] = { "oui", " ", "non", "!", "🔥", "é", "#tag", "\n", "هذا", "曲" };
  GString *text = g_string_new (NULL);

  for (guint n = g_rand_int_range (rand, 0, 20); n > 0; n--)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

/* What is left of a text without its ranges, and without blanks: those may be counted to a change on one
 * side only. */
static char *
keep (const char *text,
      GArray     *ranges)
{
  GString *kept = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < ranges->len; i++) {
    CsTextRange range = g_array_index (ranges, CsTextRange, i);

    g_string_append_len (kept, text + at, range.start - at);
    at = range.end;
  }
  g_string_append (kept, text + at);
  g_assert_true (g_utf8_validate (kept->str, -1, NULL));
  g_string_replace (kept, " ", "", 0);
  g_string_replace (kept, "\n", "", 0);
  return g_string_free (kept, FALSE);
}

/* Without what was removed and what was added, any two texts are the same. */
static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);

  for (guint round = 0; round < 500; round++) {
    g_autofree char *old_text = make_text (rand);
    g_autofree char *new_text = make_text (rand);
    g_autoptr (GArray) removed = NULL;
    g_autoptr (GArray) added = NULL;
    g_autofree char *old_kept = NULL;
    g_autofree char *new_kept = NULL;

    cs_word_diff (old_text, new_text, &removed, &added);
    old_kept = keep (old_text, removed);
    new_kept = keep (new_text, added);
    g_assert_cmpstr (old_kept, ==, new_kept);
  }
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u ", i);
  cs_word_diff (text->str, "nothing of it", &removed, &added);
  g_assert_cmpuint (removed->len, ==, 1);
  g_assert_cmpuint (added->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-diff/same", test_same);
  g_test_add_func ("/word-diff/inserted", test_inserted);
  g_test_add_func ("/word-diff/removed", test_removed);
  g_test_add_func ("/word-diff/replaced", test_replaced);
  g_test_add_func ("/word-diff/apart", test_apart);
  g_test_add_func ("/word-diff/scripts", test_scripts);
  g_test_add_func ("/word-diff/any", test_any);
  g_test_add_func ("/word-diff/long", test_long);
  return g_test_run ();
}
