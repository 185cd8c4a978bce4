/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen.h"

#include <malloc.h>

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
  cs_seen_set (seen, "900", 2, "y");
  g_assert_cmpuint (cs_seen_get_size (seen), ==, 100);
  cs_seen_set (seen, "new", 1, "x");
  g_assert_false (cs_seen_contains (seen, "900"));
  g_assert_true (cs_seen_contains (seen, "901"));
}

/* What comes round again is as good as new. */
static void
test_round (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (3000);

  for (guint i = 0; i < 10000; i++) {
    g_autofree char *id = g_strdup_printf ("at://did:plc:%u", i);

    g_assert_cmpint (cs_seen_compare (seen, id, 1, "x"), ==, CS_SEEN_NEW);
    if (i % 2 == 0)
      cs_seen_set_gone (seen, id, 1);
    else
      cs_seen_set (seen, id, 1, "x");
  }
  g_assert_cmpuint (cs_seen_get_size (seen), ==, 3000);
  g_assert_cmpint (cs_seen_get_age (seen, "at://did:plc:6999"), ==, G_MININT64);
  g_assert_true (cs_seen_is_gone (seen, "at://did:plc:7000"));
  g_assert_true (cs_seen_contains (seen, "at://did:plc:9999"));
  g_assert_false (cs_seen_is_gone (seen, "at://did:plc:9999"));
}

/* Whatever was forgotten before, exactly the last hundred are known after each step. */
static void
test_last (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (100);

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    cs_seen_set (seen, id, i, "x");
    for (guint back = 0; back <= MIN (i, 120); back++) {
      g_autofree char *past = g_strdup_printf ("%u", i - back);

      g_assert_cmpint (cs_seen_get_age (seen, past), ==, back < 100 ? i - back : G_MININT64);
    }
  }
}

static gsize
get_heap (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* A long evening needs no more memory than its first minute. */
static void
test_memory (void)
{
  g_autoptr (CsSeen) seen = cs_seen_new (CS_SEEN_MAX);
  gsize before = get_heap ();

  for (guint i = 0; i < CS_SEEN_MAX + CS_SEEN_MAX / 4; i++) {
    char id[32];

    g_snprintf (id, sizeof id, "at://did:plc:%u", i);
    cs_seen_set (seen, id, 1, "x");
  }
  g_assert_cmpuint (get_heap (), <=, before + 4096);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/seen/forms", test_forms);
  g_test_add_func ("/sources/seen/gone", test_gone);
  g_test_add_func ("/sources/seen/forgets", test_forgets);
  g_test_add_func ("/sources/seen/round", test_round);
  g_test_add_func ("/sources/seen/last", test_last);
  g_test_add_func ("/sources/seen/memory", test_memory);
  return g_test_run ();
}
