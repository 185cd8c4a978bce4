/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-journal.h"
#include "cs-store-test.h"

#include <sqlite3.h>
#include <string.h>

static gint64
verify (const char *path,
        GError    **error)
{
  g_autoptr (CsDatabase) db = cs_database_open (path, CS_DATABASE_READ, NULL);
  gint64 n_rows = -1;

  g_assert_nonnull (db);
  return cs_journal_verify (db, &n_rows, error) ? n_rows : -1;
}

/* As somebody would who has the file and no conscience. */
static gboolean
tamper (const char *path,
        const char *sql,
        gboolean    guarded)
{
  sqlite3 *handle = NULL;
  gboolean done;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  if (!guarded)
    g_assert_cmpint (sqlite3_exec (handle,
                                   "DROP TRIGGER decision_not_changed; DROP TRIGGER decision_not_deleted", NULL,
                                   NULL, NULL), ==, SQLITE_OK);
  done = sqlite3_exec (handle, sql, NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close (handle);
  return done;
}

static void
fill (CsStoreTest *self)
{
  for (guint i = 1; i <= 6; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    cs_test_add (self->store, id, "a post to decide on");
    cs_test_must_decide (self->store, i, i % 2 == 0 ? CS_VERB_REJECT : CS_VERB_APPROVE, "anna");
  }
  g_clear_pointer ((CsEntry **) &(CsEntry *){ cs_test_undo (self->store, 3, "anna", NULL) }, cs_entry_unref);
  cs_test_ingest_one (self->store, cs_test_event_edit ("5", "edited since", CS_TEST_START_US + 60));
  cs_test_ingest_one (self->store, cs_test_event_delete ("1"));
}

static void
test_whole (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (self);
  cs_store_test_reopen (self);
  g_assert_cmpint (verify (self->path, &error), ==, 9);
  g_assert_no_error (error);
}

static void
test_append_only (CsStoreTest  *self,
                  gconstpointer data)
{
  static const char *const tables[] = { "decision", "airing", "airing_end", "draw_entry", "post_version",
                                        "account_version", "media" };

  fill (self);
  cs_test_close (self->store);
  g_assert_false (tamper (self->path, "UPDATE decision SET who = 'bob' WHERE id = 2", TRUE));
  g_assert_false (tamper (self->path, "DELETE FROM decision WHERE id = 9", TRUE));
  g_assert_false (tamper (self->path, "UPDATE post_version SET raw_text = 'other'", TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT 1 / (count (*) = 2) FROM sqlite_schema WHERE type = 'trigger'"
                                            " AND tbl_name = '%s' AND 1 / (type = 'trigger')", tables[i]);

    g_assert_true (tamper (self->path, sql, TRUE));
  }
  g_assert_cmpint (verify (self->path, NULL), ==, 9);
}

static void
test_tampered (CsStoreTest  *self,
               gconstpointer data)
{
  const char *sql = data;
  g_autoptr (GError) error = NULL;

  fill (self);
  cs_test_close (self->store);
  g_assert_true (tamper (self->path, sql, FALSE));
  g_assert_cmpint (verify (self->path, &error), ==, -1);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "changed by hand"));
}

static void
test_fields_do_not_run_together (void)
{
  CsJournalRow one = { .id = 1, .who = "ab", .subject = "c", .verb = CS_VERB_HOLD };
  CsJournalRow other = { .id = 1, .who = "a", .subject = "bc", .verb = CS_VERB_HOLD };
  guint8 previous[CS_JOURNAL_HASH_BYTES] = { 0 }, first[CS_JOURNAL_HASH_BYTES], second[CS_JOURNAL_HASH_BYTES];

  cs_journal_hash (&one, previous, first);
  cs_journal_hash (&other, previous, second);
  g_assert_cmpint (memcmp (first, second, sizeof first), !=, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *name;
    const char *sql;
  } tampers[] = {
    { "who", "UPDATE decision SET who = 'bob' WHERE id = 2" },
    { "when", "UPDATE decision SET at_us = at_us + 1 WHERE id = 3" },
    { "verb", "UPDATE decision SET verb = 1 WHERE id = 4" },
    { "post", "UPDATE decision SET post_id = 2 WHERE id = 4" },
    { "subject", "UPDATE decision SET subject = 'mastodon other 1' WHERE id = 4" },
    { "version", "UPDATE decision SET version = zeroblob (32) WHERE id = 1" },
    { "short-version", "UPDATE decision SET version = x'00' WHERE id = 1" },
    { "reason", "UPDATE decision SET reason = 'spam' WHERE id = 2" },
    { "state", "UPDATE decision SET state_after = 0 WHERE id = 2" },
    { "undone", "UPDATE decision SET undoes_id = 2 WHERE id = 7" },
    { "first-removed", "DELETE FROM decision WHERE id = 1" },
    { "middle-removed", "DELETE FROM decision WHERE id = 5" },
    { "swapped", "UPDATE decision SET id = -id; UPDATE decision SET id = CASE id WHEN -2 THEN 3 WHEN -3 THEN 2 ELSE -id END" },
    { "rehashed", "UPDATE decision SET who = 'bob', hash = zeroblob (32) WHERE id = 9" },
    { "added", "INSERT INTO decision SELECT 10, at_us, who, 1, post_id, subject, version, reason, 0, 1, NULL, NULL,"
               " hash, hash FROM decision WHERE id = 9" },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/journal/whole", CsStoreTest, NULL, cs_store_test_set_up_cb, test_whole, cs_store_test_tear_down_cb);
  g_test_add ("/journal/append-only", CsStoreTest, NULL, cs_store_test_set_up_cb, test_append_only,
              cs_store_test_tear_down_cb);
  for (guint i = 0; i < G_N_ELEMENTS (tampers); i++) {
    g_autofree char *name = g_strconcat ("/journal/tampered/", tampers[i].name, NULL);

    g_test_add (name, CsStoreTest, tampers[i].sql, cs_store_test_set_up_cb, test_tampered,
                cs_store_test_tear_down_cb);
  }
  g_test_add_func ("/journal/fields", test_fields_do_not_run_together);
  return g_test_run ();
}
