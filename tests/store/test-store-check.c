/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-check.h"
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static CsCheckReport *
check (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsCheckReport *report;

  cs_store_check_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  report = cs_store_check_finish (store, result, &error);
  g_assert_no_error (error);
  return report;
}

static gboolean
copy (CsStore    *store,
      const char *path,
      GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_copy_async (store, path, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_copy_finish (store, result, error);
}

static void
fill (CsStoreTest *self)
{
  g_autoptr (CsSnapshot) snapshot = NULL;
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (CsEntry) undone = NULL;

  for (guint i = 1; i <= 8; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    cs_test_add (self->store, id, i < 4 ? "everybody says this" : id);
  }
  cs_test_must_decide (self->store, 1, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, 2, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, 3, CS_VERB_REJECT, "bob");
  cs_test_must_decide (self->store, 4, CS_VERB_HOLD, "anna");
  cs_test_must_decide (self->store, 5, CS_VERB_APPROVE, "anna");
  undone = cs_test_undo (self->store, 4, "anna", NULL);
  entry = cs_test_read (self->store, 1);
  snapshot = cs_test_take (self->store, 1, entry->post->version, NULL);
  g_assert_nonnull (snapshot);
  cs_test_ingest_one (self->store, cs_test_event_edit ("2", "edited", CS_TEST_START_US + 60));
  cs_test_ingest_one (self->store, cs_test_event_delete ("3"));
}

static void
test_good (CsStoreTest  *self,
           gconstpointer data)
{
  g_autoptr (CsCheckReport) report = NULL;

  fill (self);
  report = check (self->store);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
  g_assert_cmpint (report->posts, ==, 8);
  g_assert_cmpint (report->decisions, ==, 8);
  g_assert_cmpint (report->airings, ==, 1);
}

static void
test_bad (CsStoreTest  *self,
          gconstpointer data)
{
  const char *sql = data;
  g_autoptr (CsStore) looker = cs_store_new (self->clock);
  g_autoptr (CsCheckReport) report = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *handle = NULL;

  fill (self);
  cs_test_close (self->store);
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "DROP TRIGGER decision_not_changed; DROP TRIGGER decision_not_deleted;"
                        "DROP TRIGGER airing_not_changed; DROP TRIGGER post_version_not_changed", NULL, NULL, NULL);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (handle), >, 0);
  sqlite3_close (handle);
  if (!cs_test_open (looker, self->path, CS_STORE_READ, &error)) {
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED);
    return;
  }
  report = check (looker);
  g_assert_cmpuint (g_strv_length (report->problems), >, 0);
  cs_test_close (looker);
}

static void
test_copy (CsStoreTest  *self,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "copy.coulisses", NULL);
  g_autoptr (CsStore) other = cs_store_new (self->clock);
  g_autoptr (CsCheckReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fill (self);
  g_assert_true (copy (self->store, path, &error));
  cs_test_add (self->store, "9", "after the copy");
  g_assert_true (copy (self->store, path, &error));
  g_assert_no_error (error);
  cs_test_add (self->store, "10", "after the second copy");

  g_assert_true (cs_test_open (other, path, CS_STORE_OPEN, &error));
  g_assert_cmpuint (cs_test_count (other).posts, ==, 9);
  cs_test_must_decide (other, 9, CS_VERB_APPROVE, "anna");
  report = check (other);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
  cs_test_close (other);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_copy_refused (CsStoreTest  *self,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "no-folder", "copy.coulisses", NULL);
  g_autoptr (CsStore) closed = cs_store_new (self->clock);
  g_autoptr (GError) error = NULL;

  g_assert_false (copy (self->store, path, &error));
  g_assert_cmpuint (error->domain, ==, CS_STORE_ERROR);
  g_clear_error (&error);
  g_assert_false (copy (closed, path, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_CLOSED);
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
  static const char *const bad[] = {
    "UPDATE post SET state = 1 WHERE id = 6",
    "UPDATE post SET state = 0 WHERE id = 5",
    "UPDATE post SET version_id = 1 WHERE id = 5",
    "UPDATE post SET decision_id = NULL WHERE id = 5",
    "UPDATE queue SET post_id = 6 WHERE post_id = 5",
    "UPDATE tally SET approved = 7",
    "UPDATE account_figures SET rejected = rejected + 1",
    "UPDATE account_figures SET posts = posts + 1 WHERE account_id = 1",
    "UPDATE alike_group SET posts = 9",
    "UPDATE airing SET version_id = 2",
    "UPDATE decision SET who = 'bob' WHERE id = 1",
    "UPDATE post SET gone_us = 0 WHERE id = 3",
    "UPDATE post_version SET version = zeroblob (32) WHERE post_id = 5",
    "DELETE FROM account",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'post_by_state'",
  };

  g_test_init (&argc, &argv, NULL);
  add ("/store-check/good", NULL, test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *name = g_strdup_printf ("/store-check/bad/%u", i);

    add (name, bad[i], test_bad);
  }
  add ("/store-check/copy", NULL, test_copy);
  add ("/store-check/copy-refused", NULL, test_copy_refused);
  return g_test_run ();
}
