/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

#include <string.h>

#define N_AUTHORS 5

/* A view that only knows what it is told, as a widget does. */
typedef struct {
  CsPostList *list;
  GArray *seen;
  guint most_removed;
} View;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  View       *view)
{
  g_assert_cmpuint (position + removed, <=, view->seen->len);
  /* A list may be replaced as a whole; otherwise rows go one at a time. */
  if (removed != view->seen->len || position != 0)
    view->most_removed = MAX (view->most_removed, removed);
  if (removed > 0)
    g_array_remove_range (view->seen, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 id = cs_post_list_get_id (view->list, position + i);

    g_array_insert_val (view->seen, position + i, id);
  }
  g_assert_cmpuint (view->seen->len, ==, g_list_model_get_n_items (model));
}

static void
view_init (View        *view,
           CsStore     *store,
           CsPostQuery *query)
{
  view->list = cs_post_list_new (store, query);
  view->seen = g_array_new (FALSE, FALSE, sizeof (gint64));
  view->most_removed = 0;
  g_signal_connect (view->list, "items-changed", G_CALLBACK (items_changed_cb), view);
}

static void
view_clear (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_clear_object (&view->list);
  g_array_unref (view->seen);
}

/* What the list has to be, found without it: all posts are read and looked at one by one. */
typedef struct {
  CsStore *store;
  CsPostQuery query;
  View *view;
  GArray *expected;
} Oracle;

static gboolean
has_word (const CsPost *post,
          const char   *words)
{
  g_auto (GStrv) wanted = g_strsplit (words, " ", -1);
  g_autofree char *all = g_strjoin (" ", post->text, post->name, post->handle, NULL);
  g_auto (GStrv) there = g_strsplit_set (all, " _#", -1);

  for (guint i = 0; wanted[i] != NULL; i++) {
    gboolean found = *wanted[i] == '\0';

    for (guint j = 0; there[j] != NULL && !found; j++)
      found = wanted[i + 1] == NULL ? g_ascii_strncasecmp (there[j], wanted[i], strlen (wanted[i])) == 0
                                    : g_ascii_strcasecmp (there[j], wanted[i]) == 0;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean
belongs (const CsPostQuery *query,
         const CsEntry     *entry)
{
  return (query->states == 0 || query->states >> entry->state & 1) &&
         (query->networks == 0 || query->networks >> entry->post->network & 1) &&
         (query->with_withdrawn || entry->withdrawn_us == 0) &&
         (query->tag == NULL || cs_post_has_tag (entry->post, query->tag)) &&
         (query->account_id == 0 || entry->account_id == query->account_id) &&
         (query->alike_key == 0 || (entry->alike_key == query->alike_key && entry->alike > 0)) &&
         (!query->with_media || entry->post->media->len > 0) &&
         (query->search == NULL || has_word (entry->post, query->search)) &&
         (query->order != CS_POST_ORDER_QUEUE || entry->queue_position > 0);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const CsEntry *one = *(const CsEntry *const *) a, *other = *(const CsEntry *const *) b;

  return (int) one->queue_position - (int) other->queue_position;
}

static GArray *
find_expected (Oracle *oracle)
{
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_entry_unref);
  guint n_posts = cs_test_count (oracle->store).posts;

  for (gint64 id = 1; id <= n_posts; id++) {
    g_autoptr (CsEntry) entry = cs_test_read (oracle->store, id);

    if (entry != NULL && belongs (&oracle->query, entry))
      g_ptr_array_insert (found, oracle->query.order == CS_POST_ORDER_NEWEST ? 0 : -1, g_steal_pointer (&entry));
  }
  if (oracle->query.order == CS_POST_ORDER_QUEUE)
    g_ptr_array_sort (found, compare_places);
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (expected, ((CsEntry *) found->pdata[i])->id);
  return expected;
}

static gboolean
is_as_expected (gpointer data)
{
  Oracle *oracle = data;

  return oracle->view->seen->len == oracle->expected->len &&
         (oracle->expected->len == 0 || memcmp (oracle->view->seen->data, oracle->expected->data,
                                                oracle->expected->len * sizeof (gint64)) == 0);
}

static char *
describe (GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (ids->len, 40); i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  g_string_append_printf (text, "(%u)", ids->len);
  return g_string_free (text, FALSE);
}

static void
assert_oracle (CsStore           *store,
               View              *view,
               const CsPostQuery *query)
{
  Oracle oracle = { .store = store, .query = *query, .view = view };
  g_autofree char *seen = NULL;
  g_autofree char *expected = NULL;

  oracle.expected = find_expected (&oracle);
  if (!cs_test_wait (is_as_expected, &oracle)) {
    seen = describe (view->seen);
    expected = describe (oracle.expected);
    g_error ("the list has\n%s, not\n%s", seen, expected);
  }
  g_array_unref (oracle.expected);
}

static CsEvent *
make_event (CsEventKind kind,
            guint       n,
            guint       edited)
{
  static const char *const texts[] = { "alpha beta #duo", "gamma delta", "alpine meadow #duo #encore", "beta version",
                                       "buy this now, everybody" };
  CsNetwork network = n % 2 == 0 ? CS_NETWORK_MASTODON : CS_NETWORK_BLUESKY;
  const char *host = network == CS_NETWORK_MASTODON ? CS_TEST_HOST : "";
  g_autofree char *native_id = g_strdup_printf ("%u", n);
  g_autofree char *author = g_strdup_printf ("author_%u", n % N_AUTHORS);
  g_autoptr (CsPost) post = cs_post_new (network, host, native_id);
  const char *text = texts[(n + edited) % G_N_ELEMENTS (texts)];

  post->account = cs_account_new (network, host, author);
  post->account->handle = g_strdup (author);
  post->raw_text = g_strdup (text);
  post->received_us = CS_TEST_START_US + n;
  post->edited_us = edited > 0 ? CS_TEST_START_US + edited : 0;
  if (strstr (text, "#encore") != NULL)
    post->tags = g_strsplit ("duo,encore", ",", -1);
  else if (strstr (text, "#duo") != NULL)
    post->tags = g_strsplit ("Duo", ",", -1);
  if (n % 3 == 0)
    g_ptr_array_add (post->media, cs_media_new (CS_MEDIA_IMAGE));
  cs_post_seal (post);
  return cs_event_new_post (kind, post);
}

static void
add_posts (CsStore *store,
           guint    first,
           guint    n)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (events, make_event (CS_EVENT_POST, first + i, 0));
  cs_test_ingest (store, events);
}

static void
change_at_random (CsStore *store,
                  guint   *n_posts,
                  guint    round)
{
  gint64 id = g_test_rand_int_range (1, *n_posts + 1);
  g_autoptr (CsEntry) entry = cs_test_read (store, id);
  g_autoptr (CsEntry) decided = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n = id - 1;

  switch (g_test_rand_int_range (0, 7)) {
  case 0:
    add_posts (store, *n_posts, g_test_rand_int_range (1, 30));
    *n_posts = cs_test_count (store).posts;
    break;
  case 1:
    cs_test_ingest_one (store, make_event (CS_EVENT_EDIT, n, 1 + round));
    break;
  case 2:
    cs_test_ingest_one (store, cs_event_new_id (CS_EVENT_DELETE, entry->post->network, entry->post->host,
                                                entry->post->native_id, CS_TEST_START_US));
    break;
  case 3:
    cs_store_move_in_queue_async (store, id, g_test_rand_int_range (1, 9), NULL, cs_test_answered_cb, &answer);
    result = cs_test_await (&answer);
    cs_store_move_in_queue_finish (store, result, NULL);
    break;
  default:
    decided = cs_test_decide (store, id, entry->post->version, g_test_rand_int_range (1, 4), "anna", NULL);
  }
}

static CsPostQuery
query_number (guint n)
{
  static const CsPostQuery queries[] = {
    { .order = CS_POST_ORDER_NEWEST },
    { .order = CS_POST_ORDER_OLDEST, .with_withdrawn = TRUE },
    { .order = CS_POST_ORDER_OLDEST, .states = 1 << CS_STATE_INCOMING },
    { .order = CS_POST_ORDER_NEWEST, .states = 1 << CS_STATE_APPROVED | 1 << CS_STATE_HELD },
    { .order = CS_POST_ORDER_QUEUE },
    { .order = CS_POST_ORDER_NEWEST, .tag = "duo" },
    { .order = CS_POST_ORDER_NEWEST, .search = "alp" },
    { .order = CS_POST_ORDER_OLDEST, .search = "beta alph", .states = 1 << CS_STATE_INCOMING },
    { .order = CS_POST_ORDER_NEWEST, .networks = 1 << CS_NETWORK_BLUESKY, .with_media = TRUE },
    { .order = CS_POST_ORDER_NEWEST, .account_id = 2 },
    { .order = CS_POST_ORDER_NEWEST, .tag = "encore", .search = "meadow", .with_withdrawn = TRUE },
    { .order = CS_POST_ORDER_OLDEST, .states = 1 << CS_STATE_REJECTED, .with_withdrawn = TRUE },
  };

  return queries[n % G_N_ELEMENTS (queries)];
}

static void
test_oracle (CsStoreTest  *self,
             gconstpointer data)
{
  CsPostQuery query = query_number (GPOINTER_TO_UINT (data));
  guint n_posts = 60;
  View view;

  add_posts (self->store, 0, n_posts);
  view_init (&view, self->store, &query);
  assert_oracle (self->store, &view, &query);
  for (guint round = 0; round < 80; round++) {
    change_at_random (self->store, &n_posts, round);
    if (round % 20 == 10)
      cs_post_list_set_held (view.list, TRUE);
    if (round % 20 == 15)
      cs_post_list_set_held (view.list, FALSE);
    if (round % 20 == 19)
      assert_oracle (self->store, &view, &query);
  }
  assert_oracle (self->store, &view, &query);
  g_assert_cmpuint (view.most_removed, <=, 1);
  view_clear (&view);
}

static gboolean
has_waiting (gpointer data)
{
  return cs_post_list_get_n_waiting (data) == 3;
}

static void
test_held (CsStoreTest  *self,
           gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST, .states = 1 << CS_STATE_INCOMING };
  View view;

  add_posts (self->store, 0, 10);
  view_init (&view, self->store, &query);
  assert_oracle (self->store, &view, &query);
  cs_post_list_set_held (view.list, TRUE);
  cs_test_must_decide (self->store, 5, CS_VERB_APPROVE, "anna");
  add_posts (self->store, 10, 3);
  g_assert_true (cs_test_wait (has_waiting, view.list));
  /* The decided row stays where it is, and says what was decided. */
  g_assert_cmpuint (view.seen->len, ==, 10);
  g_assert_cmpuint (cs_post_list_find (view.list, 5), ==, 5);
  g_assert_cmpuint (cs_post_list_find (view.list, 11), ==, G_MAXUINT);
  cs_post_list_flush (view.list);
  g_assert_cmpuint (view.seen->len, ==, 10);

  cs_post_list_set_held (view.list, FALSE);
  g_assert_cmpuint (cs_post_list_get_n_waiting (view.list), ==, 0);
  g_assert_cmpuint (view.seen->len, ==, 12);
  g_assert_cmpuint (cs_post_list_find (view.list, 5), ==, G_MAXUINT);
  g_assert_cmpuint (cs_post_list_find (view.list, 13), ==, 0);
  view_clear (&view);
}

/* Decided and undone while held: nothing has happened to the list. */
static void
test_held_and_back (CsStoreTest  *self,
                    gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_OLDEST, .states = 1 << CS_STATE_INCOMING };
  g_autoptr (CsEntry) undone = NULL;
  View view;

  add_posts (self->store, 0, 4);
  view_init (&view, self->store, &query);
  assert_oracle (self->store, &view, &query);
  cs_post_list_set_held (view.list, TRUE);
  cs_test_must_decide (self->store, 2, CS_VERB_REJECT, "anna");
  undone = cs_test_undo (self->store, 2, "anna", NULL);
  cs_post_list_set_held (view.list, FALSE);
  assert_oracle (self->store, &view, &query);
  g_assert_cmpuint (view.seen->len, ==, 4);
  view_clear (&view);
}

static gboolean
never (gpointer data)
{
  gint64 *until_us = data;

  return g_get_monotonic_time () > *until_us;
}

static void
test_manual_flush (CsStoreTest  *self,
                   gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
  gint64 until_us;
  View view;

  view_init (&view, self->store, &query);
  assert_oracle (self->store, &view, &query);
  cs_post_list_set_auto_flush (view.list, FALSE);
  add_posts (self->store, 0, 5);
  until_us = g_get_monotonic_time () + 400000;
  cs_test_wait (never, &until_us);
  g_assert_cmpuint (view.seen->len, ==, 0);
  cs_post_list_flush (view.list);
  g_assert_cmpuint (view.seen->len, ==, 5);
  cs_post_list_set_auto_flush (view.list, TRUE);
  add_posts (self->store, 5, 5);
  assert_oracle (self->store, &view, &query);
  view_clear (&view);
}

/* Somebody types: only the last question counts, and what was asked before is given up. */
static void
test_replaced (CsStoreTest  *self,
               gconstpointer data)
{
  CsPostQuery query;
  View view;

  add_posts (self->store, 0, 3000);
  query = query_number (0);
  view_init (&view, self->store, &query);
  for (guint round = 0; round < 60; round++) {
    query = query_number (g_test_rand_int_range (0, 12));
    cs_post_list_set_query (view.list, &query);
    if (round % 2 == 0)
      g_main_context_iteration (NULL, FALSE);
  }
  query = (CsPostQuery){ .order = CS_POST_ORDER_NEWEST, .search = "meadow" };
  cs_post_list_set_query (view.list, &query);
  assert_oracle (self->store, &view, &query);
  g_assert_cmpuint (view.seen->len, ==, 600);
  view_clear (&view);
}

/* More than a portion, while more posts arrive. */
static void
test_large (CsStoreTest  *self,
            gconstpointer data)
{
  CsPostQuery newest = { .order = CS_POST_ORDER_NEWEST };
  CsPostQuery oldest = { .order = CS_POST_ORDER_OLDEST, .states = 1 << CS_STATE_INCOMING };
  View one, other;

  add_posts (self->store, 0, 5000);
  view_init (&one, self->store, &newest);
  view_init (&other, self->store, &oldest);
  for (guint i = 0; i < 10; i++) {
    add_posts (self->store, 5000 + i * 20, 20);
    cs_test_must_decide (self->store, 1 + i * 400, CS_VERB_REJECT, "anna");
  }
  assert_oracle (self->store, &one, &newest);
  assert_oracle (self->store, &other, &oldest);
  view_clear (&one);
  view_clear (&other);
}

static gboolean
has_entry (gpointer data)
{
  return cs_post_item_get_entry (data) != NULL;
}

static gboolean
is_approved (gpointer data)
{
  return cs_post_item_get_entry (data)->state == CS_STATE_APPROVED;
}

static gboolean
is_third (gpointer data)
{
  return cs_post_item_get_entry (data)->queue_position == 3;
}

static void
test_items (CsStoreTest  *self,
            gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
  g_autoptr (CsPostItem) item = NULL;
  g_autoptr (CsPostItem) same = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  View view;

  add_posts (self->store, 0, 200);
  cs_store_test_reopen (self);
  view_init (&view, self->store, &query);
  assert_oracle (self->store, &view, &query);
  item = g_list_model_get_item (G_LIST_MODEL (view.list), 77);
  g_assert_cmpint (cs_post_item_get_id (item), ==, 123);
  g_assert_true (cs_test_wait (has_entry, item));
  g_assert_cmpint (cs_post_item_get_entry (item)->id, ==, 123);
  same = cs_store_get_item (self->store, 123);
  g_assert_true (same == item);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (view.list), 200));

  cs_test_must_decide (self->store, 1, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, 2, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, 123, CS_VERB_APPROVE, "anna");
  g_assert_true (cs_test_wait (is_approved, item));
  cs_test_must_decide (self->store, 124, CS_VERB_APPROVE, "anna");
  cs_store_move_in_queue_async (self->store, 124, 1, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_move_in_queue_finish (self->store, result, NULL));
  cs_test_must_decide (self->store, 2, CS_VERB_REJECT, "anna");
  /* Its own row was not touched, but its place is another now. */
  g_assert_true (cs_test_wait (is_third, item));
  view_clear (&view);
}

static gboolean
has_figures (gpointer data)
{
  CsEntry *entry = cs_post_item_get_entry (data);

  return entry->alike == 2 && entry->account_posts == 3;
}

/* Copies that arrive change what a row says of itself. */
static void
test_figures (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (CsPostItem) item = NULL;

  cs_test_add (self->store, "1", "the same as everybody");
  item = cs_store_get_item (self->store, 1);
  g_assert_true (cs_test_wait (has_entry, item));
  cs_test_add (self->store, "2", "the same as everybody");
  cs_test_add (self->store, "3", "The same as everybody!");
  g_assert_true (cs_test_wait (has_figures, item));
}

/* A list that nobody holds any more gives up its questions and itself. */
static void
test_dropped (CsStoreTest  *self,
              gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
  CsPostList *list;

  add_posts (self->store, 0, 3000);
  list = cs_post_list_new (self->store, &query);
  g_assert_finalize_object (list);
}

static void
add (const char   *name,
     gconstpointer data,
     void (*test) (CsStoreTest  *self,
                   gconstpointer data))
{
  g_test_add (name, CsStoreTest, data, cs_store_test_set_up_cb, test, cs_store_test_tear_down_cb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf ("/post-list/oracle/%u", i);

    add (name, GUINT_TO_POINTER (i), test_oracle);
  }
  add ("/post-list/held", NULL, test_held);
  add ("/post-list/held-and-back", NULL, test_held_and_back);
  add ("/post-list/manual-flush", NULL, test_manual_flush);
  add ("/post-list/replaced", NULL, test_replaced);
  add ("/post-list/large", NULL, test_large);
  add ("/post-list/items", NULL, test_items);
  add ("/post-list/figures", NULL, test_figures);
  add ("/post-list/dropped", NULL, test_dropped);
  return g_test_run ();
}
