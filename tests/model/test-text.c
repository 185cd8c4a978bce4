/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-text-private.h"
#include "text-checks.h"
#include "text-pieces.h"

#include <string.h>

static void
assert_cleans (const char *raw,
               CsTextKind  kind,
               const char *expected)
{
  g_autofree char *text = text_assert_cleans_to (raw, kind);

  g_assert_cmpstr (text, ==, expected);
}

static char *
repeat (const char *piece,
        guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

static void
test_ordinary (void)
{
  static const char *const texts[] = {
    "Bravo à toutes et à tous, quelle soirée !",
    "Two lines\nof text",
    "L’été « enfin\u00a0» 🎶",
    "日本語のテキストも大丈夫です。",
    "مرحبا بالعالم",
    "می‌خواهم", /* Persian, with its ZWNJ */
    "हिन्दी में लिखा क्‍ष", /* with ZWJ after a virama */
    "ශ්‍රී ලංකා",
    "👩‍👩‍👧‍👦 🏳️‍🌈 ❤️ 1️⃣ 👍🏽 🧑🏽‍🚀 🇫🇷",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland",
    "한국어 텍스트",
    "สวัสดีครับ",
    "Ünïcödé, Việt Nam, Čeština",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_cleans (texts[i], CS_TEXT_BODY, texts[i]);
}

static void
test_repair (void)
{
  assert_cleans (NULL, CS_TEXT_BODY, "");
  assert_cleans ("", CS_TEXT_NAME, "");
  assert_cleans ("a\xff" "b", CS_TEXT_BODY, "a\xef\xbf\xbd" "b");
  assert_cleans ("\xed\xa0\x80", CS_TEXT_BODY, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  assert_cleans ("\xc0\xaf", CS_TEXT_BODY, "\xef\xbf\xbd\xef\xbf\xbd");
  assert_cleans ("e\u0301te\u0301", CS_TEXT_BODY, "été");
  assert_cleans ("\u212bngstro\u0308m", CS_TEXT_NAME, "Ångström");
}

static void
test_unseen (void)
{
  assert_cleans ("\u202elive\u202c news\u2066\u2069\u200f\u061c", CS_TEXT_NAME, "live news");
  assert_cleans ("a\u200bb\u2060c\ufeffd\u00ade\u180ef", CS_TEXT_NAME, "abcdef");
  assert_cleans ("\u3164\u115f\u1160\uffa0\u2800", CS_TEXT_NAME, "");
  assert_cleans ("x\001\007\033[31my\177\302\200", CS_TEXT_BODY, "x[31my");
  assert_cleans ("a\ufff9b\ufffac\ufffbd\ufffce", CS_TEXT_BODY, "abcde");
  assert_cleans ("a\ufdd0b\uffffc\U0010ffff", CS_TEXT_BODY, "abc");
  assert_cleans ("a\u200db\u200cc", CS_TEXT_BODY, "abc");
  assert_cleans ("a\ufe0fb 1\ufe0f2", CS_TEXT_BODY, "ab 12");
  assert_cleans ("hidden\U000e0068\U000e0069\U000e007f", CS_TEXT_BODY, "hidden");
  assert_cleans ("🏴\U000e0067\U000e0062", CS_TEXT_BODY, "🏴");
  assert_cleans ("👩\u200d\u200d\u200d👧", CS_TEXT_BODY, "👩\u200d👧");
  assert_cleans ("👩\u200d", CS_TEXT_BODY, "👩");
  assert_cleans ("e\u200b\u0301", CS_TEXT_BODY, "é");
}

static void
test_space (void)
{
  assert_cleans ("  a   b \t c  ", CS_TEXT_BODY, "a b c");
  assert_cleans ("a\u2003\u3000b", CS_TEXT_BODY, "a b");
  assert_cleans ("Oui\u202f!", CS_TEXT_BODY, "Oui\u202f!");
  assert_cleans ("a\u00a0\u00a0\u00a0b", CS_TEXT_BODY, "a b");
  assert_cleans ("a\r\nb\rc\u2028d\u2029e\302\205" "f\vg\fh", CS_TEXT_BODY, "a\nb\nc\nd\ne\nf\ng\nh");
  assert_cleans ("a\r\nb\rc\u2028d", CS_TEXT_NAME, "a b c d");
  assert_cleans ("\n\n a \n\n\n\n b \n", CS_TEXT_BODY, "a\n\nb");
  assert_cleans (" \n \t\u00a0\n", CS_TEXT_BODY, "");
}

static void
test_marks (void)
{
  g_autofree char *marks = repeat ("\u0336", 20000);
  g_autofree char *on_letter = g_strconcat ("a", marks, "b", NULL);
  g_autofree char *cleaned = text_assert_cleans_to (on_letter, CS_TEXT_BODY);

  g_assert_cmpuint (strlen (marks), ==, 40000);
  assert_cleans (marks, CS_TEXT_BODY, "");
  g_assert_cmpuint (g_utf8_strlen (cleaned, -1), ==, 1 + 8 + 1);
  assert_cleans ("\u0301a", CS_TEXT_BODY, "a");
  assert_cleans ("a\n\u0301b \u0301c", CS_TEXT_BODY, "a\nb c");
}

/* Sorting marks is quadratic where their classes fall: the cap comes before it. */
static void
test_falling_marks (void)
{
  g_autofree char *above = repeat ("\u0301", 16000);
  g_autofree char *below = repeat ("\u0316", 16000);
  g_autofree char *text = g_strconcat ("a", above, below, NULL);

  assert_cleans (text, CS_TEXT_BODY, "á\u0301\u0301\u0301\u0301\u0301\u0301\u0301");
}

static void
test_long_words (void)
{
  g_autofree char *word = repeat ("a", 20000);
  g_autofree char *cleaned = text_assert_cleans_to (word, CS_TEXT_BODY);
  g_auto (GStrv) parts = g_strsplit (cleaned, " ", -1);
  g_autofree char *glued = repeat ("a\u00a0", 450);
  g_autofree char *glued_cleaned = text_assert_cleans_to (glued, CS_TEXT_BODY);
  g_autofree char *japanese = repeat ("日", 900);

  g_assert_cmpuint (g_strv_length (parts), >=, 5);
  for (guint i = 0; parts[i] != NULL; i++)
    g_assert_cmpuint (g_utf8_strlen (parts[i], -1), <=, 200);
  g_assert_true (g_str_has_suffix (cleaned, "…"));
  g_assert_nonnull (strchr (glued_cleaned, ' '));
  assert_cleans (japanese, CS_TEXT_BODY, japanese);
}

static void
test_chains (void)
{
  g_autofree char *chain = repeat ("👩\u200d", 100);
  g_autofree char *cleaned = text_assert_cleans_to (chain, CS_TEXT_BODY);
  g_autofree char *skins = repeat ("👍🏽", 1);
  g_autofree char *many_skins = repeat ("🏽", 1000);
  g_autofree char *hangul = repeat ("\u1100", 1000);
  g_autofree char *signs = repeat ("\u0600", 1000);
  guint longest, n_links = 0;

  for (const char *p = cleaned; *p != '\0'; p = g_utf8_next_char (p))
    n_links += g_utf8_get_char (p) == 0x200d;
  g_assert_cmpuint (text_count_graphemes (cleaned, &longest), ==, 10);
  g_assert_cmpuint (n_links, ==, 90);
  /* Newer Unicode counts a whole conjunct as one character. */
  assert_cleans ("क्क्क्क्क्क्क्क्क", CS_TEXT_BODY, "क्क्क्क्क्कक्क्क");
  assert_cleans ("कार्त्स्न्य", CS_TEXT_BODY, "कार्त्स्न्य");
  assert_cleans (skins, CS_TEXT_BODY, "👍🏽");
  g_free (text_assert_cleans_to (many_skins, CS_TEXT_BODY));
  g_free (text_assert_cleans_to (hangul, CS_TEXT_BODY));
  g_free (text_assert_cleans_to (signs, CS_TEXT_BODY));
}

static void
test_cuts (void)
{
  g_autofree char *sixty = repeat ("é", 60);
  g_autofree char *more = repeat ("é", 61);
  g_autofree char *name = text_assert_cleans_to (more, CS_TEXT_NAME);
  g_autofree char *lines = repeat ("line\n", 30);
  g_autofree char *twenty = text_assert_cleans_to (lines, CS_TEXT_BODY);
  g_autofree char *families = repeat ("👩‍👩‍👧‍👦", 1200);
  g_autofree char *cut = text_assert_cleans_to (families, CS_TEXT_BODY);
  g_autofree char *words = repeat ("mot ", 400);
  g_autofree char *handle = text_assert_cleans_to (words + 1200, CS_TEXT_HANDLE);

  assert_cleans (sixty, CS_TEXT_NAME, sixty);
  g_assert_cmpuint (g_utf8_strlen (name, -1), ==, 60);
  g_assert_true (g_str_has_suffix (name, "é…"));
  g_assert_cmpuint (text_count_lines (twenty), ==, 20);
  g_assert_true (g_str_has_suffix (twenty, "line…"));
  g_assert_true (g_str_has_suffix (cut, "👩‍👩‍👧‍👦…"));
  g_assert_true (g_str_has_suffix (handle, "mot…"));
}

static void
test_too_long (void)
{
  g_autofree char *just = repeat ("abcdefg ", 8192);
  g_autofree char *above = g_strconcat (just, "a", NULL);
  g_autofree char *name = repeat ("a", 1025);
  g_autofree char *text = text_assert_cleans_to (just, CS_TEXT_BODY);

  g_assert_true (g_str_has_suffix (text, "…"));
  assert_cleans (above, CS_TEXT_BODY, "");
  assert_cleans (name, CS_TEXT_NAME, "");
  assert_cleans (name, CS_TEXT_HANDLE, "");
}

static void
test_isolate (void)
{
  g_autofree char *wrapped = cs_text_isolate ("a\u2069b\u202ec");

  g_assert_cmpstr (wrapped, ==, "\u2068abc\u2069");
  g_assert_cmpint (cs_text_get_direction ("1 abc"), ==, CS_TEXT_LEFT_TO_RIGHT);
  g_assert_cmpint (cs_text_get_direction ("! مرحبا abc"), ==, CS_TEXT_RIGHT_TO_LEFT);
  g_assert_cmpint (cs_text_get_direction ("שלום"), ==, CS_TEXT_RIGHT_TO_LEFT);
  g_assert_cmpint (cs_text_get_direction ("123 !"), ==, CS_TEXT_NEUTRAL);
}

/* Every calm code point, beside others of all scripts: the long way changes nothing. */
static void
test_calm (void)
{
  g_autoptr (GArray) calm = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (gunichar c = 1; c <= 0x110000; c++)
    if (cs_text_is_calm_char (c))
      g_array_append_val (calm, c);
  g_assert_cmpuint (calm->len, >, 50000);
  for (guint i = 0; i < calm->len; i += 100) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint j = i; j < MIN (i + 100, calm->len); j++) {
      g_string_append_unichar (text, g_array_index (calm, gunichar, j));
      g_string_append_unichar (text, g_array_index (calm, gunichar, g_rand_int_range (random, 0, calm->len)));
    }
    g_assert_true (cs_text_is_calm (text->str, 1000, 1, 200));
    assert_cleans (text->str, CS_TEXT_BODY, text->str);
  }
}

static void
test_not_calm (void)
{
  static const char *const texts[] = { " a", "a ", "a  b", "a \u00a0b", "a \nb", "\na", "a\n", "a\n b", "a\n\n\nb", "a\tb", "a\rb",
                                       "e\u0301", "\u1100\u1161", "1\ufe0f\u20e3", "👍🏽", "🇫🇷", "a\u200db", "\u202ea", "\ufffc", "\u212b", "a\177" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (cs_text_is_calm (texts[i], 1000, 20, 200));
  g_assert_false (cs_text_is_calm ("abc", 2, 1, 200));
  g_assert_false (cs_text_is_calm ("abc", 10, 1, 2));
  g_assert_false (cs_text_is_calm ("a\nb", 10, 1, 200));
  g_assert_true (cs_text_is_calm ("", 10, 1, 200));
  g_assert_true (cs_text_is_calm ("L’été «\u00a0enfin\u202f!\u00a0»\n\n東京 🎶", 100, 3, 200));
}

/* Random texts from the nastiest pieces: what comes out is safe, and cleaning it again changes nothing. */
static void
test_random (void)
{
  for (guint i = 0; i < 1500; i++) {
    g_autofree char *raw = text_pieces_random (i % 10 == 0 ? 3000 : 60);
    guint64 n_steps = 0;
    guint n_rounds;

    for (CsTextKind kind = 0; kind < CS_N_TEXT_KINDS; kind++) {
      g_free (cs_text_clean_counted (raw, kind, &n_steps, &n_rounds));
      g_assert_cmpuint (n_rounds, <, 6);
      g_free (text_assert_cleans_to (raw, kind));
    }
  }
}

/* Twice the text, at most about twice the work, for each piece alone. */
static void
test_growth (void)
{
  for (guint i = 0; i < text_pieces_count (); i++) {
    const char *piece = text_pieces_get (i);
    guint n = 30000 / strlen (piece);
    g_autofree char *once = repeat (piece, n);
    g_autofree char *twice = repeat (piece, 2 * n);
    guint64 steps_once = 0, steps_twice = 0;
    guint n_rounds;

    g_free (cs_text_clean_counted (once, CS_TEXT_BODY, &steps_once, &n_rounds));
    g_free (cs_text_clean_counted (twice, CS_TEXT_BODY, &steps_twice, &n_rounds));
    g_assert_cmpuint (steps_twice, <=, steps_once * 5 / 2 + 1000);
    g_assert_cmpuint (steps_twice, <=, 12 * strlen (twice) + 60000);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/text/ordinary", test_ordinary);
  g_test_add_func ("/model/text/repair", test_repair);
  g_test_add_func ("/model/text/unseen", test_unseen);
  g_test_add_func ("/model/text/space", test_space);
  g_test_add_func ("/model/text/marks", test_marks);
  g_test_add_func ("/model/text/falling-marks", test_falling_marks);
  g_test_add_func ("/model/text/long-words", test_long_words);
  g_test_add_func ("/model/text/chains", test_chains);
  g_test_add_func ("/model/text/cuts", test_cuts);
  g_test_add_func ("/model/text/too-long", test_too_long);
  g_test_add_func ("/model/text/isolate", test_isolate);
  g_test_add_func ("/model/text/calm", test_calm);
  g_test_add_func ("/model/text/not-calm", test_not_calm);
  g_test_add_func ("/model/text/random", test_random);
  g_test_add_func ("/model/text/growth", test_growth);
  return g_test_run ();
}
