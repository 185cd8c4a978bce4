/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-skeleton.h"
#include "cs-text-private.h"
#include "text-pieces.h"

#include <string.h>

#define MIN_CAUGHT 0.95

static const char *const officials[] = {
  "Télé Soleil", "radiolune", "Canal Sud", "lagrandesoiree", "coulisses", "BBC News", "Matin8", "CanalSud1", "TV5Ouest",
  "Le Grand Débat", "sportline", "nuitblanche",
};

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "tests", "data", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (g_strchomp (content), "\n", -1);
}

static gboolean
is_alike (const char *official,
          const char *other)
{
  g_autofree char *one = cs_skeleton_of (official);
  g_autofree char *two = cs_skeleton_of (other);

  return cs_skeleton_is_alike (one, two);
}

static void
test_look_alikes (void)
{
  g_auto (GStrv) lines = read_lines ("look-alikes.tsv");
  guint n_pairs = 0, n_caught = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

    if (lines[i][0] == '#' || g_strv_length (fields) != 3)
      continue;
    n_pairs++;
    if (is_alike (fields[0], fields[1]))
      n_caught++;
    else
      g_test_message ("missed: %s, %s", fields[2], fields[1]);
  }
  g_test_message ("%u of %u caught", n_caught, n_pairs);
  g_assert_cmpuint (n_pairs, >=, 200);
  g_assert_cmpfloat (n_caught, >=, MIN_CAUGHT * n_pairs);
}

static void
assert_ordinary (const char *handle,
                 char      **skeletons)
{
  g_autofree char *skeleton = cs_skeleton_of (handle);

  for (guint i = 0; skeletons[i] != NULL; i++)
    if (cs_skeleton_is_alike (skeletons[i], skeleton))
      g_error ("False alarm: %s is said to look like %s", handle, officials[i]);
}

/* Ordinary first names and words, alone and two by two. */
static void
test_no_false_alarms (void)
{
  static const char *const patterns[] = { "%s_%s", "%s.%s", "%s%s", "%s %s", "%s%s75" };
  g_auto (GStrv) words = read_lines ("ordinary-names.txt");
  char *skeletons[G_N_ELEMENTS (officials) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (officials); i++)
    skeletons[i] = cs_skeleton_of (officials[i]);
  for (guint i = 0; words[i] != NULL; i++) {
    assert_ordinary (words[i], skeletons);
    for (guint k = i; words[k] != NULL; k++, n++) {
      const char *pattern = patterns[n % G_N_ELEMENTS (patterns)];
      g_auto (GStrv) parts = g_strsplit (pattern, "%s", -1);
      g_autofree char *handle = g_strconcat (parts[0], words[i], parts[1], words[k], parts[2], NULL);

      assert_ordinary (handle, skeletons);
    }
  }
  g_test_message ("%u ordinary handles", n);
  g_assert_cmpuint (n, >=, 9000);
  for (guint i = 0; i < G_N_ELEMENTS (officials); i++)
    g_free (skeletons[i]);
}

static void
test_apart (void)
{
  g_assert_false (is_alike ("France 2", "France 3"));
  g_assert_false (is_alike ("France 3", "France"));
  g_assert_false (is_alike ("Canal Sud", "Canal Nord"));
  g_assert_false (is_alike ("coulisses", "coulisse"));
  g_assert_false (is_alike ("coulisses", "lescoulissesdemarie"));
  g_assert_false (is_alike ("", ""));
  g_assert_false (is_alike ("🎶", "🎸"));
  g_assert_false (is_alike ("coulisses", "officiel"));
  g_assert_true (is_alike ("Москва", "Mockba"));
}

static void
test_any_bytes (void)
{
  g_autofree char *marks = g_strnfill (200000, 'x');

  g_free (cs_skeleton_of (marks));
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *raw = text_pieces_random (40);
    g_autofree char *name = cs_skeleton_of (raw);
    g_autofree char *text = cs_skeleton_of_text (raw);

    g_assert_true (g_utf8_validate (name, -1, NULL));
    g_assert_true (g_utf8_validate (text, -1, NULL));
    cs_skeleton_is_alike (name, text);
  }
}

static void
assert_near (const char *one,
             const char *two,
             gboolean    expected)
{
  g_autofree char *first = cs_skeleton_of_text (one);
  g_autofree char *second = cs_skeleton_of_text (two);

  g_assert_true ((strcmp (first, second) == 0) == expected);
}

static void
test_texts (void)
{
  assert_near ("Bravo à tous !", "BRAVO   A TOUS", TRUE);
  assert_near ("Bravo", "Bravooooo 🎉🎉 !!!", TRUE);
  assert_near ("Gagnez 100 € https://a.example/x1", "gagnez 250 € http://b.example/y2 @toi@b.example", TRUE);
  assert_near ("voir www.a.example maintenant", "Voir maintenant", TRUE);
  assert_near ("1️⃣ un", "2️⃣ un", TRUE);
  assert_near ("Bravo à tous", "Bravo à toutes", FALSE);
  assert_near ("a@b", "ac", FALSE);
  assert_near ("की", "का", FALSE);
  assert_near ("🎉🎉", "", TRUE);
}

/* The table says of every text what the long way says. */
static void
test_table (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (gunichar first = 1; first < 0x20400; first += 24) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *quick = NULL;
    g_autofree char *slow = NULL;

    for (gunichar c = first; c < first + 24; c++) {
      gunichar other = g_rand_int_range (random, 0x41, 0x3000);

      if (g_unichar_validate (c) && c != '@')
        g_string_append_unichar (text, c);
      if (c % 3 == 0)
        g_string_append_unichar (text, other);
    }
    quick = cs_skeleton_of_text (text->str);
    slow = cs_skeleton_of_words (text->str);
    g_assert_cmpstr (quick, ==, slow);
  }
  for (guint i = 0; i < 3000; i++) {
    g_autofree char *raw = text_pieces_random (12);
    g_autofree char *words = g_strdelimit (g_utf8_make_valid (raw, -1), "@", ' ');
    g_autofree char *quick = cs_skeleton_of_text (words);
    g_autofree char *slow = cs_skeleton_of_words (words);

    if (strstr (words, "http") == NULL && strstr (words, "www") == NULL)
      g_assert_cmpstr (quick, ==, slow);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/skeleton/look-alikes", test_look_alikes);
  g_test_add_func ("/model/skeleton/no-false-alarms", test_no_false_alarms);
  g_test_add_func ("/model/skeleton/apart", test_apart);
  g_test_add_func ("/model/skeleton/any-bytes", test_any_bytes);
  g_test_add_func ("/model/skeleton/texts", test_texts);
  g_test_add_func ("/model/skeleton/table", test_table);
  return g_test_run ();
}
