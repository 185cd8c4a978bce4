/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-viewers.h"

#define SECOND G_USEC_PER_SEC

static const CsRate rate = { 2, 5 };

static guint
drain (CsBucket *bucket,
       gint64    now_us)
{
  guint n = 0;

  while (n < 100 && cs_bucket_take (bucket, &rate, 1, now_us))
    n++;
  return n;
}

static void
test_bucket (void)
{
  CsBucket bucket = { 0 };

  g_assert_cmpuint (drain (&bucket, 10 * SECOND), ==, 5);
  g_assert_cmpuint (drain (&bucket, 10 * SECOND), ==, 0);
  g_assert_cmpuint (drain (&bucket, 11 * SECOND), ==, 2);
  g_assert_cmpuint (drain (&bucket, 1000 * SECOND), ==, 5);
  g_assert_false (cs_bucket_take (&bucket, &rate, 6, 2000 * SECOND));
  g_assert_true (cs_bucket_take (&bucket, &rate, 5, 2000 * SECOND));
}

/* However many names strangers think of, no more are remembered, and those who were there are not shut out. */
static void
test_names (void)
{
  CsRates *rates = cs_rates_new (&rate, 10);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("n%u", i);

    g_assert_cmpint (cs_rates_take (rates, name, SECOND), ==, i < 10);
  }
  g_assert_true (cs_rates_take (rates, "n3", SECOND));
  g_assert_true (cs_rates_take (rates, "later", 100 * SECOND));
  cs_rates_free (rates);
}

static void
test_crowd (void)
{
  CsViewers *viewers = cs_viewers_new ();
  gint64 now_us = SECOND;

  for (guint i = 0; i < 2 * CS_VIEWERS_MAX_PER_ADDRESS; i++)
    g_assert_cmpint (cs_viewers_join (viewers, "a", now_us) != NULL, ==, i < CS_VIEWERS_MAX_PER_ADDRESS);
  for (guint i = CS_VIEWERS_MAX_PER_ADDRESS; i < CS_VIEWERS_MAX + 10; i++) {
    g_autofree char *address = g_strdup_printf ("b%u", i);

    g_assert_cmpint (cs_viewers_join (viewers, address, now_us) != NULL, ==, i < CS_VIEWERS_MAX);
  }
  g_assert_cmpuint (cs_viewers_count (viewers, now_us), ==, CS_VIEWERS_MAX);
  now_us += 100 * SECOND;
  g_assert_cmpuint (cs_viewers_count (viewers, now_us), ==, 0);
  g_assert_nonnull (cs_viewers_join (viewers, "a", now_us));
  cs_viewers_free (viewers);
}

static void
test_who_is_here (void)
{
  CsViewers *viewers = cs_viewers_new ();
  CsViewer *one = cs_viewers_join (viewers, "a", SECOND);
  CsViewer *two = cs_viewers_join (viewers, "a", SECOND);

  g_assert_cmpstr (one->token, !=, two->token);
  g_assert_cmpuint (one->hue, !=, two->hue);
  g_assert_cmpuint (cs_viewers_get_colour (one->hue), !=, cs_viewers_get_colour (two->hue));
  g_assert_true (cs_viewers_find (viewers, one->token, 9 * SECOND) == one);
  g_assert_null (cs_viewers_find (viewers, "nobody", 9 * SECOND));
  g_assert_null (cs_viewers_find (viewers, NULL, 9 * SECOND));
  g_assert_cmpuint (cs_viewers_count (viewers, 15 * SECOND), ==, 1);
  cs_viewers_clear (viewers);
  g_assert_cmpuint (cs_viewers_count (viewers, 15 * SECOND), ==, 0);
  cs_viewers_free (viewers);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewers/bucket", test_bucket);
  g_test_add_func ("/viewers/names", test_names);
  g_test_add_func ("/viewers/crowd", test_crowd);
  g_test_add_func ("/viewers/who-is-here", test_who_is_here);
  return g_test_run ();
}
