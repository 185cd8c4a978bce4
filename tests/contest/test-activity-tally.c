/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-tally.h"

#define START_S 1792000200 /* a slot begins */
#define END_S (START_S + 7200)

static void
put (CsActivityTally *tally,
     const char      *id,
     gint64           after_s,
     const char      *text)
{
  const CsTallyPost post = { id, START_S + after_s, text, TRUE, FALSE, FALSE };

  cs_activity_tally_put (tally, "x:anna", &post);
}

static void
assert_kept (CsActivityTally *tally,
             const char      *id,
             gboolean         kept)
{
  if (cs_activity_tally_is_kept (tally, "x:anna", id) != kept)
    g_error ("post %s should%s count", id, kept ? "" : " not");
}

static void
test_normal_text (void)
{
  static const char *const texts[][2] = {
    { "Bravo  LE \u3000 Show", "bravo le show" },
    { "@anna bravo https://a.example/x HTTP://b.example", "bravo" },
    { "\uff20anna e\u0301t\u00c9", "\u00e9t\u00c9" },
    { "a@b https:/x", "a@b https:/x" },
    { " \t\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *normal = cs_activity_normal_text (texts[i][0]);

    g_assert_cmpstr (normal, ==, texts[i][1]);
  }
}

static void
test_window (void)
{
  g_autoptr (CsActivityTally) tally = cs_activity_tally_new (START_S, END_S);

  put (tally, "early", -1, "a");
  put (tally, "first", 0, "b");
  put (tally, "last", 7199, "c");
  put (tally, "late", 7200, "d");
  assert_kept (tally, "early", FALSE);
  assert_kept (tally, "first", TRUE);
  assert_kept (tally, "last", TRUE);
  assert_kept (tally, "late", FALSE);
  g_assert_cmpuint (cs_activity_tally_get_score (tally, "x:anna"), ==, 2);
}

static void
test_flood (void)
{
  g_autoptr (CsActivityTally) tally = cs_activity_tally_new (START_S, END_S);

  for (guint i = 0; i < 50; i++) {
    g_autofree char *id = g_strdup_printf ("%03u", i);

    put (tally, id, i * 5, id);
  }
  g_assert_cmpuint (cs_activity_tally_get_score (tally, "x:anna"), ==, 1);
  assert_kept (tally, "000", TRUE);
  assert_kept (tally, "001", FALSE); /* the same minute */
  assert_kept (tally, "012", TRUE);
}

/* What was said before is said before, also where it did not count; a repost says nothing. */
static void
test_repeats (void)
{
  g_autoptr (CsActivityTally) tally = cs_activity_tally_new (START_S, END_S);
  const CsTallyPost untagged = { "a", START_S + 10, "Bravo", FALSE, FALSE, FALSE };
  const CsTallyPost repost = { "b", START_S + 400, "Encore", TRUE, TRUE, FALSE };
  const CsTallyPost rejected = { "e", START_S + 1600, "Pff", TRUE, FALSE, TRUE };

  cs_activity_tally_put (tally, "x:anna", &untagged);
  cs_activity_tally_put (tally, "x:anna", &repost);
  put (tally, "c", 700, "bravo @host");
  put (tally, "d", 1000, "encore");
  cs_activity_tally_put (tally, "x:anna", &rejected);
  assert_kept (tally, "a", FALSE);
  assert_kept (tally, "b", FALSE);
  assert_kept (tally, "c", FALSE);
  assert_kept (tally, "d", TRUE);
  assert_kept (tally, "e", FALSE);
}

/* In whatever order posts come in, the count is the same. */
static void
test_order (void)
{
  for (guint round = 0; round < 200; round++) {
    g_autoptr (CsActivityTally) forward = cs_activity_tally_new (START_S, END_S);
    g_autoptr (CsActivityTally) backward = cs_activity_tally_new (START_S, END_S);
    int n = g_test_rand_int_range (1, 40);
    g_autofree int *times = g_new (int, n);
    g_autofree int *texts = g_new (int, n);

    for (int i = 0; i < n; i++) {
      times[i] = g_test_rand_int_range (-100, 2000);
      texts[i] = g_test_rand_int_range (0, 30);
    }
    for (int i = 0; i < n; i++) {
      g_autofree char *id = g_strdup_printf ("p%d", i);
      g_autofree char *text = g_strdup_printf ("t%d", texts[i]);
      g_autofree char *other_id = g_strdup_printf ("p%d", n - 1 - i);
      g_autofree char *other_text = g_strdup_printf ("t%d", texts[n - 1 - i]);

      put (forward, id, times[i], text);
      put (backward, other_id, times[n - 1 - i], other_text);
    }
    g_assert_cmpuint (cs_activity_tally_get_score (forward, "x:anna"), ==,
                      cs_activity_tally_get_score (backward, "x:anna"));
  }
}

/* A decision, an edit or a removal counts at once. */
static void
test_changes (void)
{
  g_autoptr (CsActivityTally) tally = cs_activity_tally_new (START_S, END_S);
  const CsTallyPost rejected = { "a", START_S + 10, "Bravo", TRUE, FALSE, TRUE };

  put (tally, "a", 10, "Bravo");
  put (tally, "b", 20, "Encore");
  g_assert_cmpuint (cs_activity_tally_get_score (tally, "x:anna"), ==, 1);
  assert_kept (tally, "b", FALSE);
  cs_activity_tally_put (tally, "x:anna", &rejected);
  assert_kept (tally, "b", TRUE);
  g_assert_true (cs_activity_tally_remove (tally, "x:anna", "b"));
  g_assert_cmpuint (cs_activity_tally_get_score (tally, "x:anna"), ==, 0);
}

static void
test_merge (void)
{
  g_autoptr (CsActivityTally) tally = cs_activity_tally_new (START_S, END_S);
  const CsTallyPost other = { "1", START_S + 700, "Encore", TRUE, FALSE, FALSE };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) chosen = NULL;

  put (tally, "1", 10, "Bravo");
  cs_activity_tally_put (tally, "yt:anna", &other);
  cs_activity_tally_merge (tally, "yt:anna", "x:anna", TRUE);
  g_assert_cmpuint (cs_activity_tally_get_score (tally, "x:anna"), ==, 2);
  g_assert_false (cs_activity_tally_exclude (tally, "yt:anna", "staff", TRUE)); /* the first reason stays */
  rows = cs_activity_tally_get_rows (tally);
  g_assert_cmpuint (rows->len, ==, 2);
  chosen = cs_activity_choose (rows, 1, 0);
  g_assert_cmpuint (chosen->len, ==, 1);
}

/* Ties with the last of the top N are in. */
static void
test_ties (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_row_free);

  for (guint i = 0; i < 20; i++) {
    CsActivityRow *row = g_new0 (CsActivityRow, 1);

    row->id = g_strdup_printf ("x:%02u", i);
    row->score = i / 4; /* four of each score, 0 to 4 */
    g_ptr_array_add (rows, row);
  }
  for (guint top = 0; top <= 20; top++) {
    g_autoptr (GPtrArray) chosen = cs_activity_choose (rows, 1, top);

    g_assert_cmpuint (chosen->len, ==, top == 0 ? 16 : MIN ((top + 3) / 4 * 4, 16));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/activity/normal-text", test_normal_text);
  g_test_add_func ("/contest/activity/window", test_window);
  g_test_add_func ("/contest/activity/flood", test_flood);
  g_test_add_func ("/contest/activity/repeats", test_repeats);
  g_test_add_func ("/contest/activity/order", test_order);
  g_test_add_func ("/contest/activity/changes", test_changes);
  g_test_add_func ("/contest/activity/merge", test_merge);
  g_test_add_func ("/contest/activity/ties", test_ties);
  return g_test_run ();
}
