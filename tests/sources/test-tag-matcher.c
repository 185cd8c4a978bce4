/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-matcher.h"

#include "scratch.h"

#include <locale.h>

static void
test_folds (void)
{
  static const struct {
    const char *tag;
    const char *by_case;
    const char *ascii;
  } cases[] = {
    { "Coulisses", "coulisses", "coulisses" },
    { "#Coulisses", "coulisses", "coulisses" },
    { " ＃Coulisses ", "coulisses", "coulisses" },
    { "ÉTÉ", "été", "ete" },
    { "e\xcc\x81t\xc3\xa9", "été", "ete" },
    { "EUROVISIÓN", "eurovisión", "eurovision" },
    { "Ｆｕｌｌ", "ｆｕｌｌ", "full" },
    { "Łódź", "łódź", "lodz" },
    { "Ærø", "ærø", "æro" },
    { "東京ガ", "東京ガ", "東京ガ" },
    { "مساء", "مساء", "مساء" },
    { "", "", "" },
    { NULL, "", "" },
    { "a\xff", "a\xef\xbf\xbd", "a\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *by_case = cs_tag_fold_case (cases[i].tag);
    g_autofree char *ascii = cs_tag_fold_ascii (cases[i].tag);

    g_assert_cmpstr (by_case, ==, cases[i].by_case);
    g_assert_cmpstr (ascii, ==, cases[i].ascii);
  }
}

static void
test_matches (void)
{
  char *any[] = { (char *) "#Été", (char *) "scène", (char *) "ÉTÉ", (char *) "", NULL };
  char *all[] = { (char *) "direct", NULL };
  char *none[] = { (char *) "répétition", NULL };
  const CsTagMatch match = { any, all, none };
  g_autoptr (CsTagMatcher) matcher = cs_tag_matcher_new (&match, cs_tag_fold_ascii);
  static const struct {
    const char *tags[4];
    gboolean matches;
    gboolean allows;
  } cases[] = {
    { { "ete", "Direct", NULL }, TRUE, TRUE },
    { { "DIRECT", "SCENE", NULL }, TRUE, TRUE },
    { { "ete", NULL }, FALSE, FALSE },
    { { "direct", NULL }, FALSE, TRUE },
    { { "ete", "direct", "Repetition", NULL }, FALSE, FALSE },
    { { NULL }, FALSE, FALSE },
  };
  g_autofree char *title = cs_tag_matcher_to_title (matcher);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (cs_tag_matcher_matches (matcher, cases[i].tags), ==, cases[i].matches);
    g_assert_cmpint (cs_tag_matcher_allows (matcher, cases[i].tags), ==, cases[i].allows);
  }
  g_assert_cmpuint (g_strv_length ((char **) cs_tag_matcher_get_any (matcher)), ==, 2);
  g_assert_cmpstr (title, ==, "#Été #scène");
}

static void
test_accents_count (void)
{
  char *any[] = { (char *) "été", NULL };
  const CsTagMatch match = { any, NULL, NULL };
  g_autoptr (CsTagMatcher) matcher = cs_tag_matcher_new (&match, cs_tag_fold_case);

  g_assert_true (cs_tag_matcher_matches (matcher, (const char *[]){ "ÉTÉ", NULL }));
  g_assert_false (cs_tag_matcher_matches (matcher, (const char *[]){ "ete", NULL }));
}

/* In Turkish a small “I” has no dot: hashtags are not Turkish. */
static void
test_turkish_desk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-locale-XXXXXX", NULL);
  g_autofree char *made = g_build_filename (folder, "tr_TR.UTF-8", NULL);
  const char *const command[] = { "localedef", "-c", "-i", "tr_TR", "-f", "UTF-8", made, NULL };

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                NULL, NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  if (setlocale (LC_CTYPE, "tr_TR.UTF-8") != NULL) {
    g_autofree char *by_case = cs_tag_fold_case ("INFO");
    g_autofree char *ascii = cs_tag_fold_ascii ("INFO");

    setlocale (LC_CTYPE, "C");
    g_assert_cmpstr (by_case, ==, "info");
    g_assert_cmpstr (ascii, ==, "info");
  } else {
    g_test_skip ("This machine cannot make a Turkish locale");
  }
  g_unsetenv ("LOCPATH");
  scratch_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/tag-matcher/folds", test_folds);
  g_test_add_func ("/sources/tag-matcher/matches", test_matches);
  g_test_add_func ("/sources/tag-matcher/accents-count", test_accents_count);
  g_test_add_func ("/sources/tag-matcher/turkish-desk", test_turkish_desk);
  return g_test_run ();
}
