/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-backoff.h"

static void
test_doubles (void)
{
  g_autoptr (CsBackoff) backoff = cs_backoff_new (1000, 60000, g_rand_new_with_seed (7));
  guint expected_ms = 1000;

  for (guint i = 0; i < 200; i++) {
    guint wait_ms = cs_backoff_next_ms (backoff);

    g_assert_cmpuint (wait_ms, >=, MAX (1000, expected_ms * 0.7 - 1));
    g_assert_cmpuint (wait_ms, <=, expected_ms * 1.3 + 1);
    expected_ms = MIN (expected_ms * 2, 60000);
  }
  g_assert_cmpuint (cs_backoff_get_n_failures (backoff), ==, 200);
}

static void
test_chance (void)
{
  g_autoptr (CsBackoff) one = cs_backoff_new (100, 60000, g_rand_new_with_seed (1));
  g_autoptr (CsBackoff) same = cs_backoff_new (100, 60000, g_rand_new_with_seed (1));
  g_autoptr (CsBackoff) other = cs_backoff_new (100, 60000, g_rand_new_with_seed (2));
  guint n_different = 0;

  for (guint i = 0; i < 20; i++) {
    guint wait_ms = cs_backoff_next_ms (one);

    g_assert_cmpuint (wait_ms, ==, cs_backoff_next_ms (same));
    n_different += wait_ms != cs_backoff_next_ms (other);
  }
  g_assert_cmpuint (n_different, >=, 15);
}

static void
test_reset (void)
{
  g_autoptr (CsBackoff) backoff = cs_backoff_new (500, 60000, g_rand_new_with_seed (3));

  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (cs_backoff_next_ms (backoff), >=, 500);
  cs_backoff_reset (backoff);
  g_assert_cmpuint (cs_backoff_get_n_failures (backoff), ==, 0);
  g_assert_cmpuint (cs_backoff_next_ms (backoff), <=, 650);
}

static void
test_asked (void)
{
  g_autoptr (CsBackoff) backoff = cs_backoff_new (500, 60000, g_rand_new_with_seed (4));

  cs_backoff_at_least (backoff, 20000);
  g_assert_cmpuint (cs_backoff_next_ms (backoff), ==, 20000);
  g_assert_cmpuint (cs_backoff_next_ms (backoff), <=, 1300);
  cs_backoff_at_least (backoff, G_MAXUINT);
  g_assert_cmpuint (cs_backoff_next_ms (backoff), ==, 60000);
}

static void
test_extremes (void)
{
  g_autoptr (CsBackoff) backoff = cs_backoff_new (G_MAXUINT, G_MAXUINT, g_rand_new_with_seed (5));

  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (cs_backoff_next_ms (backoff), ==, G_MAXUINT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/backoff/doubles", test_doubles);
  g_test_add_func ("/base/backoff/chance", test_chance);
  g_test_add_func ("/base/backoff/reset", test_reset);
  g_test_add_func ("/base/backoff/asked", test_asked);
  g_test_add_func ("/base/backoff/extremes", test_extremes);
  return g_test_run ();
}
