/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

#include <string.h>

#define US(n) (CS_TEST_START_US + (n))

static CsIngestResult
ingest_post (CsStoreTest *self,
             CsEventKind  kind,
             CsPost      *post)
{
  g_autoptr (CsPost) owned = post;

  return cs_test_ingest_one (self->store, cs_event_new_post (kind, post));
}

static CsIngestResult
ingest_account (CsStoreTest *self,
                CsEventKind  kind,
                const char  *native_id)
{
  return cs_test_ingest_one (self->store,
                             cs_event_new_id (kind, CS_NETWORK_MASTODON, CS_TEST_HOST, native_id, US (9)));
}

static void
test_known (CsStoreTest  *self,
            gconstpointer data)
{
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_post ("1", "once")).inserted, ==, 1);
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_post ("1", "once")).known, ==, 1);
  /* Another rendering without a later date is no edit. */
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_post ("1", "once, differently")).known, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).posts, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).accounts, ==, 1);
}

static void
test_edited (CsStoreTest  *self,
             gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "the first version");
  g_autoptr (CsEntry) entry = NULL;

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_edit ("1", "the second", US (20))).edited, ==, 1);
  entry = cs_test_read (self->store, id);
  g_assert_cmpint (entry->state, ==, CS_STATE_INCOMING);
  g_assert_cmpstr (entry->post->text, ==, "the second");
  g_assert_cmpstr (entry->approved_text, ==, "the first version");
  g_assert_cmpint (entry->approved_us, ==, CS_TEST_START_US);
  g_assert_cmpuint (entry->queue_position, ==, 0);
  g_assert_null (entry->decided_by);
  g_assert_cmpuint (entry->account_approved, ==, 0);

  /* Edited once more before anybody decided: still the approved text is what to compare with. */
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "the third", US (30)));
  g_clear_pointer (&entry, cs_entry_unref);
  entry = cs_test_read (self->store, id);
  g_assert_cmpstr (entry->approved_text, ==, "the first version");
  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  g_clear_pointer (&entry, cs_entry_unref);
  entry = cs_test_read (self->store, id);
  g_assert_null (entry->approved_text);
}

static void
test_edits_out_of_order (CsStoreTest  *self,
                         gconstpointer data)
{
  static const guint orders[6][3] = { { 1, 2, 3 }, { 1, 3, 2 }, { 2, 1, 3 }, { 2, 3, 1 }, { 3, 1, 2 }, { 3, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *native_id = g_strdup_printf ("post-%u", i);
    g_autoptr (CsEntry) entry = NULL;

    for (guint j = 0; j < 3; j++) {
      guint n = orders[i][j];
      g_autofree char *text = g_strdup_printf ("version %u of it", n);

      if (n == 1)
        cs_test_ingest_one (self->store, cs_test_event_post (native_id, text));
      else
        cs_test_ingest_one (self->store, cs_test_event_edit (native_id, text, US (n)));
    }
    entry = cs_test_read (self->store, i + 1);
    g_assert_cmpstr (entry->post->text, ==, "version 3 of it");
  }
}

/* Edited and back to the same words: the edit between must not win because it arrives last. */
static void
test_edited_back (CsStoreTest  *self,
                  gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "these words");
  g_autoptr (CsEntry) entry = NULL;

  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "these words", US (20)));
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "other words", US (10)));
  entry = cs_test_read (self->store, id);
  g_assert_cmpstr (entry->post->text, ==, "these words");
}

static void
test_two_servers (CsStoreTest  *self,
                  gconstpointer data)
{
  const char *const hosts[] = { "one.example", "two.example" };
  g_autoptr (CsEntry) entry = NULL;

  for (guint i = 0; i < 2; i++) {
    CsPost *post = cs_post_new (CS_NETWORK_MASTODON, hosts[i], i == 0 ? "11" : "22");

    post->uri = g_strdup ("https://home.example/users/zoe/statuses/7");
    post->account = cs_account_new (CS_NETWORK_MASTODON, hosts[i], i == 0 ? "1" : "2");
    post->account->uri = g_strdup ("https://home.example/users/zoe");
    post->account->handle = g_strdup ("zoe@home.example");
    post->account->avatar_url = g_strdup_printf ("https://%s/cache/zoe.png", hosts[i]);
    post->raw_text = g_strdup ("seen twice");
    post->received_us = CS_TEST_START_US;
    cs_post_seal (post);
    ingest_post (self, CS_EVENT_POST, cs_post_ref (post));
    /* Each server says so itself, and its picture address is another one: no edit for all that. */
    g_assert_cmpuint (ingest_post (self, CS_EVENT_EDIT, post).edited, ==, 0);
  }
  g_assert_cmpuint (cs_test_count (self->store).posts, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).accounts, ==, 1);
  cs_test_ingest_one (self->store, cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "two.example", "22", US (9)));
  entry = cs_test_read (self->store, 1);
  g_assert_cmpint (entry->withdrawn_us, ==, US (9));
}

static void
test_deleted (CsStoreTest  *self,
              gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "soon gone");
  g_autoptr (CsEntry) entry = NULL;
  CsCounts counts;

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_delete ("1")).withdrawn, ==, 1);
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_delete ("1")).known, ==, 1);
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_post ("1", "soon gone")).known, ==, 1);
  entry = cs_test_read (self->store, id);
  g_assert_cmpint (entry->withdrawn_us, ==, US (5000));
  g_assert_cmpuint (entry->queue_position, ==, 0);
  counts = cs_test_count (self->store);
  g_assert_cmpuint (counts.withdrawn, ==, 1);
  g_assert_cmpuint (counts.queued, ==, 0);
  g_assert_cmpuint (counts.by_state[CS_STATE_APPROVED], ==, 0);
}

static void
test_deleted_before (CsStoreTest  *self,
                     gconstpointer data)
{
  g_autoptr (CsEntry) entry = NULL;

  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_delete ("1")).known, ==, 1);
  cs_store_test_reopen (self);
  g_assert_cmpuint (cs_test_ingest_one (self->store, cs_test_event_post ("1", "too late")).inserted, ==, 1);
  entry = cs_test_read (self->store, 1);
  g_assert_cmpint (entry->withdrawn_us, ==, US (5000));
  g_assert_cmpuint (cs_test_count (self->store).withdrawn, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).by_state[CS_STATE_INCOMING], ==, 0);
}

static void
test_account_gone (CsStoreTest  *self,
                   gconstpointer data)
{
  gint64 first = cs_test_add (self->store, "1", "by an account that goes");
  gint64 second = cs_test_add (self->store, "2", "by the same account");
  g_autoptr (CsEntry) entry = NULL;

  cs_test_must_decide (self->store, second, CS_VERB_APPROVE, "anna");
  cs_test_ingest_one (self->store, cs_test_event_delete ("1"));
  g_assert_cmpuint (ingest_account (self, CS_EVENT_ACCOUNT_GONE, "zoe").withdrawn, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).withdrawn, ==, 2);
  cs_test_ingest_one (self->store, cs_test_event_post ("3", "arrives late"));
  g_assert_cmpuint (cs_test_count (self->store).withdrawn, ==, 3);

  g_assert_cmpuint (ingest_account (self, CS_EVENT_ACCOUNT_BACK, "zoe").restored, ==, 2);
  entry = cs_test_read (self->store, first);
  g_assert_cmpint (entry->withdrawn_us, !=, 0);
  g_clear_pointer (&entry, cs_entry_unref);
  entry = cs_test_read (self->store, second);
  g_assert_cmpint (entry->withdrawn_us, ==, 0);
  g_assert_cmpint (entry->state, ==, CS_STATE_APPROVED);
  g_assert_cmpuint (entry->queue_position, ==, 1);
  g_assert_cmpuint (ingest_account (self, CS_EVENT_ACCOUNT_GONE, "nobody").known, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).accounts, ==, 1);
}

/* The posts of an account are found in every block of the index. */
static void
test_account_gone_in_blocks (CsStoreTest  *self,
                             gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    g_autofree char *id = g_strdup_printf ("ann-%u", i);
    g_autoptr (CsPost) post = cs_test_post_full (CS_TEST_HOST, id, "ann", "one of two", 0);

    g_assert_cmpuint (cs_test_ingest_one (self->store, cs_event_new_post (CS_EVENT_POST, post)).inserted, ==, 1);
    if (i == 0)
      cs_test_add_block (self->store);
  }
  g_assert_cmpuint (ingest_account (self, CS_EVENT_ACCOUNT_GONE, "ann").withdrawn, ==, 2);
  g_assert_cmpuint (cs_test_count (self->store).withdrawn, ==, 2);
  g_assert_cmpuint (ingest_account (self, CS_EVENT_ACCOUNT_BACK, "ann").restored, ==, 2);
}

static void
test_unreadable (CsStoreTest  *self,
                 gconstpointer data)
{
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (CsPost) post = cs_test_post ("1", "x");

  /* As the sealing does when nothing is left to show. */
  post->unreadable = TRUE;
  cs_test_ingest_one (self->store, cs_event_new_post (CS_EVENT_POST, post));
  entry = cs_test_read (self->store, 1);
  g_assert_cmpint (entry->state, ==, CS_STATE_HELD);
  g_assert_true (entry->post->unreadable);
}

static void
assert_same_post (const CsPost *one,
                  const CsPost *other)
{
  g_assert_cmpint (one->network, ==, other->network);
  g_assert_cmpstr (one->host, ==, other->host);
  g_assert_cmpstr (one->native_id, ==, other->native_id);
  g_assert_cmpstr (one->uri, ==, other->uri);
  g_assert_cmpstr (one->web_url, ==, other->web_url);
  g_assert_cmpint (one->created_us, ==, other->created_us);
  g_assert_cmpint (one->received_us, ==, other->received_us);
  g_assert_cmpint (one->edited_us, ==, other->edited_us);
  g_assert_cmpstr (one->raw_text, ==, other->raw_text);
  g_assert_cmpstr (one->html, ==, other->html);
  g_assert_cmpstr (one->language, ==, other->language);
  g_assert_cmpstr (one->warning, ==, other->warning);
  g_assert_cmpint (one->is_public, ==, other->is_public);
  g_assert_cmpint (one->sensitive, ==, other->sensitive);
  g_assert_cmpstr (one->reply_to, ==, other->reply_to);
  g_assert_cmpstr (one->quote_of, ==, other->quote_of);
  g_assert_cmpstrv (one->tags, other->tags);
  g_assert_cmpstrv (one->links, other->links);
  g_assert_cmpint (one->n_likes, ==, other->n_likes);
  g_assert_cmpstr (one->text, ==, other->text);
  g_assert_cmpstr (one->name, ==, other->name);
  g_assert_cmpstr (one->handle, ==, other->handle);
  g_assert_cmpstr (one->version, ==, other->version);
  g_assert_cmpstr (one->account->native_id, ==, other->account->native_id);
  g_assert_cmpstr (one->account->name, ==, other->account->name);
  g_assert_cmpstr (one->account->avatar_url, ==, other->account->avatar_url);
  g_assert_cmpint (one->account->followers, ==, other->account->followers);
  g_assert_cmpuint (one->media->len, ==, other->media->len);
  for (guint i = 0; i < one->media->len; i++) {
    const CsMedia *mine = one->media->pdata[i], *theirs = other->media->pdata[i];

    g_assert_cmpint (mine->kind, ==, theirs->kind);
    g_assert_cmpstr (mine->url, ==, theirs->url);
    g_assert_cmpstr (mine->alt, ==, theirs->alt);
    g_assert_cmpuint (mine->width, ==, theirs->width);
  }
}

static CsPost *
make_rich (guint       n,
           const char *text)
{
  g_autofree char *native_id = g_strdup_printf ("at://did:plc:zoe/app.bsky.feed.post/%u", n);
  CsPost *post = cs_post_new (CS_NETWORK_BLUESKY, NULL, native_id);
  CsMedia *media = cs_media_new (CS_MEDIA_VIDEO);

  post->uri = g_strdup (native_id);
  post->web_url = g_strdup ("https://bsky.example/profile/zoe/post/1");
  post->account = cs_account_new (CS_NETWORK_BLUESKY, NULL, "did:plc:zoe");
  post->account->handle = g_strdup (text);
  post->account->name = g_strdup (text);
  post->account->avatar_url = g_strdup ("https://cdn.example/zoe");
  post->account->followers = n;
  post->created_us = US (n);
  post->received_us = US (n + 1);
  post->edited_us = n % 2;
  post->raw_text = g_strdup (text);
  post->html = n % 2 == 0 ? g_strdup (text) : NULL;
  post->language = g_strdup ("fr-CH");
  post->warning = g_strdup (text);
  post->sensitive = TRUE;
  post->reply_to = g_strdup ("at://did:plc:max/app.bsky.feed.post/9");
  post->quote_of = g_strdup ("at://did:plc:max/app.bsky.feed.post/8");
  post->tags = g_strsplit ("Victoires,été,日本", ",", -1);
  post->links = g_strsplit ("https://a.example/?q=1,https://b.example/", ",", -1);
  media->url = g_strdup ("https://cdn.example/video");
  media->alt = g_strdup (text);
  media->width = 1920;
  g_ptr_array_add (post->media, media);
  post->n_likes = 12;
  cs_post_seal (post);
  return post;
}

/* What is stored is what was judged, to the byte, whatever a stranger wrote. */
static void
test_read_back (CsStoreTest  *self,
                gconstpointer data)
{
  static const char *const texts[] = {
    "plain", "", " ", "'; DROP TABLE post; --", "\"quoted\" and \\ back", "100 % of ?1 :a @b $c", "naïve Ünïcödé",
    "مرحبا بالعالم", "שלום עולם", "日本語の文章です", "한국어 문장", "ภาษาไทย", "👩‍👩‍👧‍👦🏳️‍🌈", "line\nbreak\r\nand\ttab",
    "z̸̢a̶l̴g̵o̷", "\xe2\x80\xae" "reversed", "\xe2\x80\x8b" "hidden", "﷽", "\x7f\x01 control", "a b c",
    "ﬁ ligature", "ＦＵＬＬ ＷＩＤＴＨ", "𝒮𝒸𝓇𝒾𝓅𝓉", "İıIi", "ß ẞ", "NULL", "0", "true", "{\"json\": [1, 2]}", "<b>html</b> &amp;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CsPost) post = make_rich (i, texts[i]);
    g_autoptr (CsEntry) entry = NULL;

    g_assert_cmpuint (cs_test_ingest_one (self->store, cs_event_new_post (CS_EVENT_POST, post)).inserted, ==, 1);
    entry = cs_test_read (self->store, i + 1);
    assert_same_post (entry->post, post);
  }
}

/* A version shows its author as they looked then. */
static void
test_author_changes (CsStoreTest  *self,
                     gconstpointer data)
{
  g_autoptr (CsPost) first = cs_test_post_full (CS_TEST_HOST, "1", "zoe", "before", 0);
  CsPost *second = cs_post_new (CS_NETWORK_MASTODON, CS_TEST_HOST, "2");
  g_autoptr (CsEntry) before = NULL;
  g_autoptr (CsEntry) after = NULL;

  cs_test_ingest_one (self->store, cs_event_new_post (CS_EVENT_POST, first));
  second->account = cs_account_new (CS_NETWORK_MASTODON, CS_TEST_HOST, "zoe");
  second->account->handle = g_strdup ("zoe");
  second->account->name = g_strdup ("Official Account");
  second->raw_text = g_strdup ("after");
  cs_post_seal (second);
  ingest_post (self, CS_EVENT_POST, second);
  before = cs_test_read (self->store, 1);
  after = cs_test_read (self->store, 2);
  g_assert_cmpstr (before->post->name, ==, "The zoe");
  g_assert_cmpstr (after->post->name, ==, "Official Account");
  g_assert_cmpint (before->account_id, ==, after->account_id);
}

static void
test_alike (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (CsEntry) entry = NULL;

  cs_test_add (self->store, "1", "Win a free phone now! https://spam.example/1");
  entry = cs_test_read (self->store, 1);
  g_assert_cmpuint (entry->alike, ==, 0);
  cs_test_add (self->store, "2", "WIN a free PHONE now!!! https://spam.example/2");
  cs_store_test_reopen (self);
  cs_test_add (self->store, "3", "@anna win a free phone, now");
  cs_test_add (self->store, "4", "Something else entirely");
  for (gint64 id = 1; id <= 3; id++) {
    g_clear_pointer (&entry, cs_entry_unref);
    entry = cs_test_read (self->store, id);
    g_assert_cmpuint (entry->alike, ==, 2);
  }
  cs_test_ingest_one (self->store, cs_test_event_delete ("2"));
  cs_test_ingest_one (self->store, cs_test_event_edit ("3", "I have thought better of it", US (9)));
  g_clear_pointer (&entry, cs_entry_unref);
  entry = cs_test_read (self->store, 1);
  g_assert_cmpuint (entry->alike, ==, 0);
}

static void
test_position (CsStoreTest  *self,
               gconstpointer data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autofree char *position = NULL;

  g_ptr_array_add (events, cs_test_event_post ("1", "with a position"));
  for (guint i = 0; i < 2; i++) {
    GAsyncResult *answer = NULL;
    g_autoptr (GAsyncResult) result = NULL;

    cs_store_ingest_from_async (self->store, events, "mastodon:a", i == 0 ? "cursor 1" : "cursor 2", NULL,
                                cs_test_answered_cb, &answer);
    result = cs_test_await (&answer);
    g_assert_true (cs_store_ingest_finish (self->store, result, NULL, NULL));
  }
  cs_store_test_reopen (self);
  {
    GAsyncResult *answer = NULL;
    g_autoptr (GAsyncResult) result = NULL;

    cs_store_read_position_async (self->store, "mastodon:a", NULL, cs_test_answered_cb, &answer);
    result = cs_test_await (&answer);
    position = cs_store_read_position_finish (self->store, result, NULL);
  }
  g_assert_cmpstr (position, ==, "cursor 2");
}

/* More than a slice holds, and a second batch behind it: all is there, in order, each answered. */
static void
test_large (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (GPtrArray) first = cs_event_batch_new ();
  g_autoptr (GPtrArray) second = cs_event_batch_new ();
  GAsyncResult *answers[2] = { NULL };
  CsIngestResult counts;

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);

    g_ptr_array_add (i < 2000 ? first : second, cs_test_event_post (native_id, native_id));
  }
  cs_store_ingest_async (self->store, first, NULL, cs_test_answered_cb, &answers[0]);
  cs_store_ingest_async (self->store, second, NULL, cs_test_answered_cb, &answers[1]);
  g_assert_cmpuint (cs_store_get_n_waiting (self->store), >, 0);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GAsyncResult) result = cs_test_await (&answers[i]);

    g_assert_true (cs_store_ingest_finish (self->store, result, &counts, NULL));
    g_assert_cmpuint (counts.inserted, ==, i == 0 ? 2000 : 1000);
  }
  g_assert_cmpuint (cs_store_get_n_waiting (self->store), ==, 0);
  for (guint i = 0; i < 3000; i += 777) {
    g_autoptr (CsEntry) entry = cs_test_read (self->store, i + 1);
    g_autofree char *native_id = g_strdup_printf ("%u", i);

    g_assert_cmpstr (entry->post->native_id, ==, native_id);
  }
}

static void
test_crowded (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  GAsyncResult *answers[3] = { NULL };
  guint crowded = 0;

  for (guint i = 0; i < CS_STORE_MAX_WAITING / 2; i++)
    g_ptr_array_add (events, cs_event_new_id (CS_EVENT_GAP, CS_NETWORK_MASTODON, CS_TEST_HOST, NULL, US (1)));
  for (guint i = 0; i < 3; i++)
    cs_store_ingest_async (self->store, events, NULL, cs_test_answered_cb, &answers[i]);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GAsyncResult) result = cs_test_await (&answers[i]);
    g_autoptr (GError) error = NULL;

    if (cs_store_ingest_finish (self->store, result, NULL, &error))
      continue;
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_CROWDED);
    crowded++;
  }
  g_assert_cmpuint (crowded, <=, 1);
  g_assert_cmpuint (cs_store_get_n_waiting (self->store), ==, 0);
}

/* One event that the file cannot take does not hold up the others of its batch. */
static void
test_one_bad (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  CsEvent *bad = cs_test_event_post ("bad", "will lose its id");
  CsIngestResult counts;

  g_clear_pointer (&bad->post->native_id, g_free);
  g_ptr_array_add (events, cs_test_event_post ("1", "good"));
  g_ptr_array_add (events, bad);
  g_ptr_array_add (events, cs_test_event_post ("2", "good as well"));
  counts = cs_test_ingest (self->store, events);
  g_assert_cmpuint (counts.inserted, ==, 2);
  g_assert_cmpuint (counts.refused, ==, 1);
  g_assert_cmpuint (cs_test_count (self->store).posts, ==, 2);
}

static void
add (const char *name,
     void (*test) (CsStoreTest  *self,
                   gconstpointer data))
{
  g_test_add (name, CsStoreTest, NULL, cs_store_test_set_up_cb, test, cs_store_test_tear_down_cb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/ingest/known", test_known);
  add ("/ingest/edited", test_edited);
  add ("/ingest/edits-out-of-order", test_edits_out_of_order);
  add ("/ingest/edited-back", test_edited_back);
  add ("/ingest/two-servers", test_two_servers);
  add ("/ingest/deleted", test_deleted);
  add ("/ingest/deleted-before", test_deleted_before);
  add ("/ingest/account-gone", test_account_gone);
  add ("/ingest/account-gone-in-blocks", test_account_gone_in_blocks);
  add ("/ingest/unreadable", test_unreadable);
  add ("/ingest/read-back", test_read_back);
  add ("/ingest/author-changes", test_author_changes);
  add ("/ingest/alike", test_alike);
  add ("/ingest/position", test_position);
  add ("/ingest/large", test_large);
  add ("/ingest/crowded", test_crowded);
  add ("/ingest/one-bad", test_one_bad);
  return g_test_run ();
}
