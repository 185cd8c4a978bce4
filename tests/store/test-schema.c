/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Show files of every version that was ever released are kept in tests/data/shows and must open. A new one is made by
 * running this with CS_MAKE_SHOW=FILE. */
#include "cs-schema.h"
#include "cs-store-check.h"
#include "cs-store-test.h"
#include "cs-walk.h"

#include <glib/gstdio.h>

static void
fill (CsStore *store)
{
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (CsSnapshot) snapshot = NULL;

  for (guint i = 1; i <= 6; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autofree char *text = g_strdup_printf ("post number %u of an old show", i);

    cs_test_add (store, id, text);
  }
  cs_test_must_decide (store, 1, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (store, 2, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (store, 3, CS_VERB_REJECT, "bob");
  cs_test_must_decide (store, 4, CS_VERB_HOLD, "anna");
  entry = cs_test_read (store, 1);
  snapshot = cs_test_take (store, 1, entry->post->version, NULL);
  g_assert_nonnull (snapshot);
  cs_test_ingest_one (store, cs_test_event_edit ("2", "edited in an old show", CS_TEST_START_US + 60));
  cs_test_ingest_one (store, cs_test_event_delete ("5"));
}

static void
make (const char *path)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  CsStore *store = cs_store_new (clock);
  g_autoptr (CsDatabase) db = NULL;

  g_assert_true (cs_test_open (store, path, CS_STORE_CREATE, NULL));
  fill (store);
  cs_test_close (store);
  cs_test_assert_gone (store);
  /* Small pages, for a small file in the repository. */
  db = cs_database_open (path, CS_DATABASE_WRITE, NULL);
  g_assert_true (cs_database_run (db, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM", NULL));
}

static void
assert_old_show (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsCheckReport) report = NULL;
  g_autoptr (CsEntry) entry = cs_test_read (store, 2);
  CsCounts counts = cs_test_count (store);

  g_assert_cmpuint (counts.posts, ==, 6);
  g_assert_cmpuint (counts.by_state[CS_STATE_APPROVED], ==, 1);
  g_assert_cmpuint (counts.withdrawn, ==, 1);
  g_assert_cmpuint (counts.aired, ==, 1);
  g_assert_cmpstr (entry->post->text, ==, "edited in an old show");
  g_assert_cmpstr (entry->approved_text, ==, "post number 2 of an old show");
  cs_store_check_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  report = cs_store_check_finish (store, result, NULL);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
  g_assert_cmpint (report->decisions, ==, 6);
}

static char *
copy_old_show (CsStoreTest *self,
               guint        version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.coulisses", version);
  g_autofree char *kept = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "tests", "data", "shows", name, NULL);
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (kept, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  return path;
}

/* All the posts are by one account. */
static void
assert_figures (CsStore *store,
                guint    posts,
                guint    approved,
                guint    rejected)
{
  g_autoptr (CsEntry) entry = cs_test_read (store, 1);

  g_assert_cmpuint (entry->account_posts, ==, posts);
  g_assert_cmpuint (entry->account_approved, ==, approved);
  g_assert_cmpuint (entry->account_rejected, ==, rejected);
}

static gboolean
count_cb (const CsEntry *entry,
          gpointer       data)
{
  (*(guint *) data)++;
  return TRUE;
}

static void
assert_posts_of_account (CsStore *store,
                         guint    n_posts)
{
  g_autoptr (CsEntry) entry = cs_test_read (store, 1);
  const CsPostQuery query = { .account_id = entry->account_id, .with_withdrawn = TRUE };
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n = 0;

  cs_store_walk_async (store, &query, count_cb, &n, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_walk_finish (store, result, NULL));
  g_assert_cmpuint (n, ==, n_posts);
}

/* Only to look at it: not a byte of it changes. */
static void
test_look_at_old_show (CsStoreTest  *self,
                       gconstpointer data)
{
  g_autofree char *path = copy_old_show (self, GPOINTER_TO_UINT (data));
  g_autoptr (CsStore) store = cs_store_new (self->clock);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_before, size_after;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  cs_test_open (store, path, CS_STORE_READ, &error);
  g_assert_no_error (error);
  assert_old_show (store);
  assert_figures (store, 6, 1, 1);
  assert_posts_of_account (store, 6);
  cs_test_close (store);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_old_show (CsStoreTest  *self,
               gconstpointer data)
{
  g_autofree char *path = copy_old_show (self, GPOINTER_TO_UINT (data));
  g_autoptr (CsStore) store = cs_store_new (self->clock);
  g_autoptr (CsEntry) undone = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_open (store, path, CS_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_old_show (store);
  assert_figures (store, 6, 1, 1);
  undone = cs_test_undo (store, 0, "bob", &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone->id, ==, 3);
  cs_test_add (store, "7", "a new post in an old show");
  assert_figures (store, 7, 1, 0);
  assert_posts_of_account (store, 7);
  cs_test_close (store);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_marks (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (CsDatabase) db = NULL;
  gint64 application_id, version;

  cs_test_close (self->store);
  db = cs_database_open (self->path, CS_DATABASE_READ, NULL);
  g_assert_true (cs_database_read_int (db, "PRAGMA application_id", &application_id, NULL));
  g_assert_true (cs_database_read_int (db, "PRAGMA user_version", &version, NULL));
  g_assert_cmpint (application_id, ==, CS_SCHEMA_APPLICATION_ID);
  g_assert_cmpint (version, ==, CS_SCHEMA_VERSION);
}

int
main (int   argc,
      char *argv[])
{
  if (g_getenv ("CS_MAKE_SHOW") != NULL) {
    make (g_getenv ("CS_MAKE_SHOW"));
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  for (guint version = 1; version <= CS_SCHEMA_VERSION; version++) {
    g_autofree char *name = g_strdup_printf ("/schema/version-%u", version);

    g_test_add (name, CsStoreTest, GUINT_TO_POINTER (version), cs_store_test_set_up_cb, test_old_show,
                cs_store_test_tear_down_cb);
    g_free (name);
    name = g_strdup_printf ("/schema/look-at-version-%u", version);
    g_test_add (name, CsStoreTest, GUINT_TO_POINTER (version), cs_store_test_set_up_cb, test_look_at_old_show,
                cs_store_test_tear_down_cb);
  }
  g_test_add ("/schema/marks", CsStoreTest, NULL, cs_store_test_set_up_cb, test_marks, cs_store_test_tear_down_cb);
  return g_test_run ();
}
