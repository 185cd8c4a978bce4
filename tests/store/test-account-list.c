/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-list.h"
#include "cs-store-test.h"

static void
add (CsStoreTest *test,
     CsNetwork    network,
     const char  *author,
     const char  *id)
{
  const char *host = network == CS_NETWORK_BLUESKY ? "" : CS_TEST_HOST;
  g_autoptr (CsPost) post = cs_post_new (network, host, id);

  post->account = cs_account_new (network, host, author);
  post->account->uri = g_strdup (author);
  post->account->handle = g_strdup (author);
  post->account->name = g_strdup (author);
  post->raw_text = g_strdup (id);
  post->created_us = post->received_us = CS_TEST_START_US;
  cs_post_seal (post);
  cs_test_ingest_one (test->store, cs_event_new_post (CS_EVENT_POST, post));
}

static GStrv
list (CsStore   *store,
      CsNetwork  network,
      GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  cs_store_list_accounts_async (store, network, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_list_accounts_finish (store, result, error);
}

static void
assert_listed (CsStoreTest *test,
               CsNetwork    network,
               const char  *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = list (test->store, network, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", ids);
  g_assert_cmpstr (joined, ==, expected);
}

/* Once each, and also who has nothing left to see: what becomes of the account may still be heard. */
static void
test_list (CsStoreTest  *test,
           gconstpointer data)
{
  assert_listed (test, CS_NETWORK_BLUESKY, "");
  add (test, CS_NETWORK_BLUESKY, "did:plc:ana", "at://did:plc:ana/app.bsky.feed.post/1");
  add (test, CS_NETWORK_BLUESKY, "did:plc:ana", "at://did:plc:ana/app.bsky.feed.post/2");
  add (test, CS_NETWORK_MASTODON, "17", "1");
  add (test, CS_NETWORK_BLUESKY, "did:plc:luc", "at://did:plc:luc/app.bsky.feed.post/1");
  cs_test_ingest_one (test->store,
                      cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_BLUESKY, "", "at://did:plc:luc/app.bsky.feed.post/1", 0));
  assert_listed (test, CS_NETWORK_BLUESKY, "did:plc:ana did:plc:luc");
  assert_listed (test, CS_NETWORK_MASTODON, "17");
}

static void
test_closed (CsStoreTest  *test,
             gconstpointer data)
{
  g_autoptr (CsStore) store = cs_store_new (test->clock);
  g_autoptr (GError) error = NULL;

  g_assert_null (list (store, CS_NETWORK_BLUESKY, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/account-list/list", CsStoreTest, NULL, cs_store_test_set_up_cb, test_list, cs_store_test_tear_down_cb);
  g_test_add ("/store/account-list/closed", CsStoreTest, NULL, cs_store_test_set_up_cb, test_closed,
              cs_store_test_tear_down_cb);
  return g_test_run ();
}
