/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen-pictures.h"

#define MANY 20000

typedef struct {
  CsSeenPictures *seen;
  GBytes *face;
  GBytes *other;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->seen = cs_seen_pictures_new ();
  fixture->face = g_bytes_new_static ("face", 4);
  fixture->other = g_bytes_new_static ("other", 5);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->seen);
  g_bytes_unref (fixture->face);
  g_bytes_unref (fixture->other);
}

static void
test_address (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_false (cs_seen_pictures_has (fixture->seen, "a", fixture->face));
  cs_seen_pictures_note (fixture->seen, "a", fixture->face);
  cs_seen_pictures_note (fixture->seen, "b", fixture->other);
  g_assert_true (cs_seen_pictures_has (fixture->seen, "a", fixture->face));
  g_assert_true (cs_seen_pictures_has (fixture->seen, "b", fixture->other));
  /* Seen, but not there. */
  g_assert_false (cs_seen_pictures_has (fixture->seen, "a", fixture->other));
  g_assert_false (cs_seen_pictures_has (fixture->seen, "b", fixture->face));
}

/* Shown again and again it stays what it is; an address that gives now this, now that, is never trusted again. */
static void
test_change (Fixture      *fixture,
             gconstpointer data)
{
  cs_seen_pictures_note (fixture->seen, "a", fixture->face);
  cs_seen_pictures_note (fixture->seen, "a", fixture->face);
  g_assert_true (cs_seen_pictures_has (fixture->seen, "a", fixture->face));
  cs_seen_pictures_note (fixture->seen, "a", fixture->other);
  g_assert_false (cs_seen_pictures_has (fixture->seen, "a", fixture->other));
  cs_seen_pictures_note (fixture->seen, "a", fixture->face);
  g_assert_false (cs_seen_pictures_has (fixture->seen, "a", fixture->face));
}

/* What is forgotten is not trusted; what is recent is kept. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  cs_seen_pictures_note (fixture->seen, "first", fixture->face);
  for (guint i = 0; i < MANY; i++) {
    g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

    cs_seen_pictures_note (fixture->seen, url, fixture->other);
  }
  g_assert_false (cs_seen_pictures_has (fixture->seen, "first", fixture->face));
  g_assert_true (cs_seen_pictures_has (fixture->seen, "https://example.org/19999", fixture->other));
  g_assert_true (cs_seen_pictures_has (fixture->seen, "https://example.org/15000", fixture->other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/media/seen-pictures/address", Fixture, NULL, set_up, test_address, tear_down);
  g_test_add ("/media/seen-pictures/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/media/seen-pictures/many", Fixture, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}
