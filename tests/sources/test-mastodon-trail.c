/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-trail.h"

#define N_POSTS CS_MASTODON_TRAIL_POSTS

static CsMastodonPage *
page_of (guint    newest,
         guint    n,
         gboolean full)
{
  CsMastodonPage *page = g_new0 (CsMastodonPage, 1);

  page->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_post_unref);
  page->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->ids, g_strdup_printf ("%u", newest - i));
  page->n_items = n;
  page->newest = n > 0 ? g_strdup_printf ("%u", newest) : NULL;
  page->full = full;
  return page;
}

static void
test_nothing_yet (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new (NULL);
  g_autoptr (CsMastodonPage) empty = page_of (0, 0, FALSE);

  g_assert_null (cs_mastodon_trail_get_start (trail));
  cs_mastodon_trail_add_page (trail, empty);
  g_assert_cmpstr (cs_mastodon_trail_get_start (trail), ==, "0");
}

/* Having seen a post on a stream says nothing about the ones before it. */
static void
test_streamed_is_not_certain (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new ("100");

  cs_mastodon_trail_add_streamed (trail, g_strdup ("105"), 1000);
  cs_mastodon_trail_add_streamed (trail, g_strdup ("103"), 2000);
  g_assert_cmpstr (cs_mastodon_trail_get_newest (trail), ==, "100");
  cs_mastodon_trail_settle (trail, 999);
  g_assert_cmpstr (cs_mastodon_trail_get_newest (trail), ==, "100");
  cs_mastodon_trail_lose (trail);
  cs_mastodon_trail_settle (trail, 10000);
  g_assert_cmpstr (cs_mastodon_trail_get_newest (trail), ==, "100");
}

static void
test_settles (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new ("100");

  cs_mastodon_trail_add_streamed (trail, g_strdup ("105"), 1000);
  cs_mastodon_trail_add_streamed (trail, g_strdup ("103"), 2000);
  cs_mastodon_trail_settle (trail, 1500);
  g_assert_cmpstr (cs_mastodon_trail_get_newest (trail), ==, "105");
  cs_mastodon_trail_settle (trail, 2000);
  g_assert_cmpstr (cs_mastodon_trail_get_newest (trail), ==, "105");
  g_assert_cmpstr (cs_mastodon_trail_get_start (trail), ==, "100");
}

/* A catch-up begins a page behind what is certain, whatever the order of arrival was. */
static void
test_start_lags (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new ("0");

  for (guint i = 0; i < 10 * N_POSTS; i++)
    cs_mastodon_trail_add_streamed (trail, g_strdup_printf ("%u", 1000 + (i * 7919) % (10 * N_POSTS)), i);
  cs_mastodon_trail_settle (trail, 10 * N_POSTS);
  g_assert_cmpint (g_ascii_strtoll (cs_mastodon_trail_get_newest (trail), NULL, 10), ==, 1000 + 10 * N_POSTS - 1);
  g_assert_cmpint (g_ascii_strtoll (cs_mastodon_trail_get_start (trail), NULL, 10), ==, 1000 + 9 * N_POSTS);
}

static void
test_lost_before_any_page (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new (NULL);

  cs_mastodon_trail_add_streamed (trail, g_strdup ("7"), 1000);
  cs_mastodon_trail_add_streamed (trail, g_strdup ("8"), 2000);
  cs_mastodon_trail_lose (trail);
  g_assert_cmpstr (cs_mastodon_trail_get_start (trail), ==, "7");
}

static void
test_reaches (void)
{
  g_autoptr (CsMastodonTrail) trail = cs_mastodon_trail_new ("100");
  g_autoptr (CsMastodonPage) adjacent = page_of (139, 40, TRUE);
  g_autoptr (CsMastodonPage) beyond = page_of (140, 40, TRUE);
  g_autoptr (CsMastodonPage) all = page_of (500, 5, FALSE);

  g_assert_true (cs_mastodon_trail_reaches (trail, adjacent));
  g_assert_false (cs_mastodon_trail_reaches (trail, beyond));
  g_assert_true (cs_mastodon_trail_reaches (trail, all));
}

static void
test_ids (void)
{
  static const char *const sorted[] = { "0", "9", "10", "99", "100", "117659342681800717", "117659342681800718" };
  static const char *const letters[] = { "01K6ZZZZZZZZZZZZZZZZZZZZZZ", "01K70000000000000000000000", "01K7000000000000000000000A" };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (sorted); i++) {
    g_assert_cmpint (cs_mastodon_id_compare (sorted[i], sorted[i + 1]), <, 0);
    g_assert_cmpint (cs_mastodon_id_compare (sorted[i + 1], sorted[i]), >, 0);
    g_assert_cmpint (cs_mastodon_id_compare (sorted[i], sorted[i]), ==, 0);
  }
  for (guint i = 0; i + 1 < G_N_ELEMENTS (letters); i++)
    g_assert_cmpint (cs_mastodon_id_compare (letters[i], letters[i + 1]), <, 0);
}

static void
test_link (void)
{
  static const struct {
    const char *link;
    const char *min_id;
  } cases[] = {
    { "<https://m.example/api/v1/timelines/tag/x?limit=40&max_id=7163058>; rel=\"next\", "
      "<https://m.example/api/v1/timelines/tag/x?limit=40&min_id=7275607>; rel=\"prev\"", "7275607" },
    { "<https://evil.example/?min_id=5>; rel=\"prev\"", "5" },
    { "<https://m.example/?max_id=5>; rel=\"next\"", NULL },
    { "<https://m.example/?min_id=>; rel=\"prev\"", NULL },
    { "<https://m.example/?min_id=a%20b>; rel=\"prev\"", NULL },
    { "<https://m.example/?min_id=5; rel=\"prev\"", NULL },
    { "min_id=5; rel=\"prev\"", NULL },
    { "<<<>>>,,,;;;", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *min_id = cs_mastodon_link_min_id (cases[i].link);

    g_assert_cmpstr (min_id, ==, cases[i].min_id);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/mastodon-trail/nothing-yet", test_nothing_yet);
  g_test_add_func ("/sources/mastodon-trail/streamed-is-not-certain", test_streamed_is_not_certain);
  g_test_add_func ("/sources/mastodon-trail/settles", test_settles);
  g_test_add_func ("/sources/mastodon-trail/start-lags", test_start_lags);
  g_test_add_func ("/sources/mastodon-trail/lost-before-any-page", test_lost_before_any_page);
  g_test_add_func ("/sources/mastodon-trail/reaches", test_reaches);
  g_test_add_func ("/sources/mastodon-timeline/ids", test_ids);
  g_test_add_func ("/sources/mastodon-timeline/link", test_link);
  return g_test_run ();
}
