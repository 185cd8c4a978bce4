/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity.h"
#include "cs-store-test.h"

#define SLOT_US (5 * G_TIME_SPAN_MINUTE)

static guint n_posts;

/* A post by @author, @slot slots after the start. */
static gint64
add (CsStoreTest *test,
     const char  *author,
     guint        slot)
{
  g_autofree char *id = g_strdup_printf ("%u", ++n_posts);
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, CS_TEST_HOST, id);
  CsEvent *event;

  post->account = cs_account_new (CS_NETWORK_MASTODON, CS_TEST_HOST, author);
  post->account->handle = g_strdup (author);
  post->account->name = g_strdup (author);
  post->raw_text = g_strdup_printf ("Bravo %u", n_posts);
  post->created_us = post->received_us = CS_TEST_START_US / SLOT_US * SLOT_US + slot * SLOT_US + 1;
  cs_post_seal (post);
  event = cs_event_new_post (CS_EVENT_POST, post);
  cs_post_unref (post);
  cs_test_ingest_one (test->store, event);
  return cs_test_count (test->store).posts;
}

static GPtrArray *
rank (CsStoreTest   *test,
      gint64         since_us,
      gint64         until_us,
      guint          min_slots,
      guint          limit,
      CsActivitySum *sum)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  GPtrArray *best;

  cs_store_rank_accounts_async (test->store, since_us, until_us, min_slots, limit, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  best = cs_store_rank_accounts_finish (test->store, result, sum, &error);
  g_assert_no_error (error);
  return best;
}

static void
assert_place (GPtrArray  *best,
              guint       position,
              const char *handle,
              guint       place,
              guint       slots,
              guint       posts)
{
  const CsActivity *activity = best->pdata[position];

  g_assert_cmpstr (activity->handle, ==, handle);
  g_assert_cmpuint (activity->rank, ==, place);
  g_assert_cmpuint (activity->slots, ==, slots);
  g_assert_cmpuint (activity->posts, ==, posts);
}

static void
test_slots_not_posts (CsStoreTest  *test,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) best = NULL;
  CsActivitySum sum;

  for (guint i = 0; i < 9; i++)
    add (test, "flood", 0);
  for (guint i = 0; i < 3; i++)
    add (test, "steady", i);
  for (guint i = 0; i < 3; i++)
    add (test, "other", i + 4);
  best = rank (test, 0, 0, 3, 10, &sum);
  g_assert_cmpuint (best->len, ==, 3);
  assert_place (best, 0, "steady", 1, 3, 3);
  assert_place (best, 1, "other", 1, 3, 3);
  assert_place (best, 2, "flood", 3, 1, 9);
  g_assert_cmpuint (sum.accounts, ==, 3);
  g_assert_cmpuint (sum.eligible, ==, 2);
}

/* What was rejected or withdrawn does not count; taken back, it counts again. */
static void
test_only_what_stands (CsStoreTest  *test,
                       gconstpointer data)
{
  gint64 first = add (test, "marek", 0);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) rejected = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) withdrawn = NULL;
  g_autoptr (CsEntry) entry = NULL;
  g_autofree char *last = NULL;

  add (test, "marek", 1);
  last = g_strdup_printf ("%u", n_posts);
  before = rank (test, 0, 0, 1, 10, NULL);
  assert_place (before, 0, "marek", 1, 2, 2);
  cs_test_must_decide (test->store, first, CS_VERB_REJECT, "Léa");
  rejected = rank (test, 0, 0, 1, 10, NULL);
  assert_place (rejected, 0, "marek", 1, 1, 1);
  entry = cs_test_undo (test->store, 0, "Léa", NULL);
  undone = rank (test, 0, 0, 1, 10, NULL);
  assert_place (undone, 0, "marek", 1, 2, 2);
  cs_test_ingest_one (test->store, cs_test_event_delete (last));
  withdrawn = rank (test, 0, 0, 1, 10, NULL);
  assert_place (withdrawn, 0, "marek", 1, 1, 1);
}

static void
test_window_and_limit (CsStoreTest  *test,
                       gconstpointer data)
{
  gint64 start_us = CS_TEST_START_US / SLOT_US * SLOT_US;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) part = NULL;

  for (guint i = 0; i < 6; i++)
    add (test, "early", i);
  for (guint i = 6; i < 8; i++)
    add (test, "late", i);
  all = rank (test, 0, 0, 1, 1, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  assert_place (all, 0, "early", 1, 6, 6);
  part = rank (test, start_us + 5 * SLOT_US, start_us + 7 * SLOT_US, 1, 10, NULL);
  assert_place (part, 0, "late", 1, 2, 2);
  assert_place (part, 1, "early", 2, 1, 1);
}

/* The index is in blocks of posts: one slot in two of them is one slot. */
static void
test_blocks (CsStoreTest  *test,
             gconstpointer data)
{
  g_autoptr (GPtrArray) best = NULL;

  add (test, "twice", 1);
  add (test, "steady", 0);
  cs_test_add_block (test->store);
  add (test, "twice", 1);
  add (test, "twice", 0);
  add (test, "steady", 2);
  add (test, "steady", 3);
  best = rank (test, 0, 0, 1, 2, NULL);
  assert_place (best, 0, "steady", 1, 3, 3);
  assert_place (best, 1, "twice", 2, 2, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/activity/slots-not-posts", CsStoreTest, NULL, cs_store_test_set_up_cb, test_slots_not_posts,
              cs_store_test_tear_down_cb);
  g_test_add ("/store/activity/only-what-stands", CsStoreTest, NULL, cs_store_test_set_up_cb, test_only_what_stands,
              cs_store_test_tear_down_cb);
  g_test_add ("/store/activity/window-and-limit", CsStoreTest, NULL, cs_store_test_set_up_cb, test_window_and_limit,
              cs_store_test_tear_down_cb);
  g_test_add ("/store/activity/blocks", CsStoreTest, NULL, cs_store_test_set_up_cb, test_blocks,
              cs_store_test_tear_down_cb);
  return g_test_run ();
}
