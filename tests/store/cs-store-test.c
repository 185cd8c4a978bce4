/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

#include <glib/gstdio.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)

void
cs_store_test_set_up (CsStoreTest *self)
{
  self->folder = g_dir_make_tmp ("coulisses-store-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "evening.coulisses", NULL);
  self->clock = cs_clock_new_manual (CS_TEST_START_US);
  self->store = cs_store_new (self->clock);
  g_assert_true (cs_test_open (self->store, self->path, CS_STORE_CREATE, NULL));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A worker may still hold the last task for a moment after it was answered. */
void
cs_test_assert_gone (CsStore *store)
{
  gpointer pointer = store;

  g_object_add_weak_pointer (G_OBJECT (store), &pointer);
  g_object_unref (store);
  g_assert_true (cs_test_wait (is_gone, &pointer));
}

void
cs_store_test_tear_down (CsStoreTest *self)
{
  cs_test_close (self->store);
  cs_test_assert_gone (self->store);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
cs_store_test_set_up_cb (CsStoreTest  *self,
                         gconstpointer data)
{
  cs_store_test_set_up (self);
}

void
cs_store_test_tear_down_cb (CsStoreTest  *self,
                            gconstpointer data)
{
  cs_store_test_tear_down (self);
}

void
cs_store_test_reopen (CsStoreTest *self)
{
  cs_test_close (self->store);
  g_assert_true (cs_test_open (self->store, self->path, CS_STORE_OPEN, NULL));
}

gboolean
cs_test_wait (gboolean (*done) (gpointer data),
              gpointer data)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (!done (data)) {
    if (g_get_monotonic_time () > deadline_us)
      return FALSE;
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  }
  return TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

GAsyncResult *
cs_test_await (GAsyncResult **result)
{
  g_assert_true (cs_test_wait (is_answered, result));
  return g_steal_pointer (result);
}

void
cs_test_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

gboolean
cs_test_open (CsStore    *store,
              const char *path,
              CsStoreMode mode,
              GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_open_async (store, path, mode, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_open_finish (store, result, error);
}

void
cs_test_close (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_close_async (store, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_close_finish (store, result, NULL));
}

CsIngestResult
cs_test_ingest (CsStore   *store,
                GPtrArray *events)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsIngestResult counts = { 0 };

  cs_store_ingest_async (store, events, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  cs_store_ingest_finish (store, result, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

CsIngestResult
cs_test_ingest_one (CsStore *store,
                    CsEvent *event)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  g_ptr_array_add (events, event);
  return cs_test_ingest (store, events);
}

CsEntry *
cs_test_decide (CsStore    *store,
                gint64      post_id,
                const char *version,
                CsVerb      verb,
                const char *by,
                GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_decide_async (store, post_id, version, verb, by, NULL, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_decide_finish (store, result, error);
}

CsEntry *
cs_test_undo (CsStore    *store,
              gint64      post_id,
              const char *by,
              GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_undo_async (store, post_id, by, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_undo_finish (store, result, error);
}

CsSnapshot *
cs_test_take (CsStore    *store,
              gint64      post_id,
              const char *version,
              GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_take_async (store, post_id, version, "anna", NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_take_finish (store, result, error);
}

void
cs_test_must_decide (CsStore    *store,
                     gint64      post_id,
                     CsVerb      verb,
                     const char *by)
{
  g_autoptr (CsEntry) entry = cs_test_read (store, post_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) decided = cs_test_decide (store, post_id, entry->post->version, verb, by, &error);

  g_assert_no_error (error);
  g_assert_nonnull (decided);
}

CsEntry *
cs_test_read (CsStore *store,
              gint64   post_id)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_read_entries_async (store, &post_id, 1, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  entries = cs_store_read_entries_finish (store, result, &error);
  g_assert_no_error (error);
  return entries->len > 0 ? cs_entry_ref (entries->pdata[0]) : NULL;
}

CsCounts
cs_test_count (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CsCounts counts;

  cs_store_count_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_count_finish (store, result, &counts, NULL));
  return counts;
}

static gboolean
is_loaded (gpointer data)
{
  return !cs_post_list_get_loading (data);
}

static void
mark_cb (CsStore        *store,
         const CsChange *change,
         gpointer        data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* Everything that was written has reached @list when this returns: one more change is made, waited for, and
 * what the list asks about it waited for too. */
void
cs_test_settle (CsStore    *store,
                CsPostList *list)
{
  gboolean told = FALSE;
  gulong id = g_signal_connect (store, "changed", G_CALLBACK (mark_cb), &told);
  static guint n;
  g_autofree char *native_id = g_strdup_printf ("settle-%u", n++);

  cs_test_ingest_one (store, cs_test_event_post (native_id, "settle"));
  g_assert_true (cs_test_wait (is_set, &told));
  g_signal_handler_disconnect (store, id);
  g_assert_true (cs_test_wait (is_loaded, list));
}

CsPost *
cs_test_post_full (const char *host,
                   const char *native_id,
                   const char *author,
                   const char *text,
                   gint64      edited_us)
{
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, host, native_id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, host, author);
  post->account->handle = g_strdup (author);
  post->account->name = g_strdup_printf ("The %s", author);
  post->created_us = CS_TEST_START_US;
  post->received_us = CS_TEST_START_US + 1000;
  post->edited_us = edited_us;
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return post;
}

CsPost *
cs_test_post (const char *native_id,
              const char *text)
{
  return cs_test_post_full (CS_TEST_HOST, native_id, "zoe", text, 0);
}

CsEvent *
cs_test_event_post (const char *native_id,
                    const char *text)
{
  g_autoptr (CsPost) post = cs_test_post (native_id, text);

  return cs_event_new_post (CS_EVENT_POST, post);
}

CsEvent *
cs_test_event_edit (const char *native_id,
                    const char *text,
                    gint64      edited_us)
{
  g_autoptr (CsPost) post = cs_test_post_full (CS_TEST_HOST, native_id, "zoe", text, edited_us);

  return cs_event_new_post (CS_EVENT_EDIT, post);
}

CsEvent *
cs_test_event_delete (const char *native_id)
{
  return cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, CS_TEST_HOST, native_id, CS_TEST_START_US + 5000);
}

gint64
cs_test_add (CsStore    *store,
             const char *native_id,
             const char *text)
{
  CsIngestResult result = cs_test_ingest_one (store, cs_test_event_post (native_id, text));

  g_assert_cmpuint (result.inserted, ==, 1);
  return cs_test_count (store).posts;
}

/* More posts, all by one account, than there are in a block of the index of posts by account. */
void
cs_test_add_block (CsStore *store)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < 8200; i++) {
    g_autofree char *id = g_strdup_printf ("block-%u", i);

    g_ptr_array_add (events, cs_test_event_post (id, id));
  }
  g_assert_cmpuint (cs_test_ingest (store, events).inserted, ==, 8200);
}
