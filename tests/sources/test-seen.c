/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen.h"

static void
test_forms (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (10);

  g_assert_cmpint (cs_seen_compare (seen, "a", 5, "x"), ==, CS_SEEN_NEW);
  cs_seen_set (seen, "a", 5, "x");
  g_assert_cmpint (cs_seen_compare (seen, "a", 5, "x"), ==, CS_SEEN_SAME);
  g_assert_cmpint (cs_seen_compare (seen, "a", 5, "y"), ==, CS_SEEN_NEWER);
  g_assert_cmpint (cs_seen_compare (seen, "a", 4, "y"), ==, CS_SEEN_OLDER);
  g_assert_cmpint (cs_seen_compare (seen, "a", 6, "x"), ==, CS_SEEN_NEWER);
  g_assert_cmpint (cs_seen_get_age (seen, "a"), ==, 5);
  g_assert_cmpint (cs_seen_get_age (seen, "b"), ==, G_MININT64);
}

/* Whatever comes after a removal and is not newer came too late. */
static void
test_gone (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (10);

  cs_seen_set_gone (seen, "a", 5);
  g_assert_false (cs_seen_contains (seen, "a"));
  g_assert_true (cs_seen_is_gone (seen, "a"));
  g_assert_cmpint (cs_seen_compare (seen, "a", 4, "x"), ==, CS_SEEN_OLDER);
  g_assert_cmpint (cs_seen_compare (seen, "a", 5, "x"), ==, CS_SEEN_OLDER);
  g_assert_cmpint (cs_seen_compare (seen, "a", 6, "x"), ==, CS_SEEN_NEW);
  cs_seen_set_gone (seen, "b", G_MAXINT64);
  g_assert_cmpint (cs_seen_compare (seen, "b", G_MAXINT64, "x"), ==, CS_SEEN_OLDER);
}

static void
test_forgets (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (100);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    cs_seen_set (seen, id, 1, "x");
  }
  g_assert_cmpuint (cs_seen_get_size (seen), ==, 100);
  g_assert_false (cs_seen_contains (seen, "899"));
  g_assert_true (cs_seen_contains (seen, "900"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/seen/forms", test_forms);
  g_test_add_func ("/sources/seen/gone", test_gone);
  g_test_add_func ("/sources/seen/forgets", test_forgets);
  return g_test_run ();
}
