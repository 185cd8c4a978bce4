/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-check.h"
#include "cs-store-test.h"

#include <sqlite3.h>

/* A time server corrects the clock in the middle of a show, by an hour to and fro. What came later stays later. */

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define N_POSTS 4

static void
assert_whole (CsStoreTest *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsCheckReport) report = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_check_async (self->store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  report = cs_store_check_finish (self->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->problems[0], ==, NULL);
}

static void
end_airing (CsStoreTest *self,
            CsSnapshot  *snapshot)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_end_airing_async (self->store, snapshot->airing_id, "out", cs_clock_now_us (self->clock), NULL,
                             cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_end_airing_finish (self->store, result, NULL));
}

static int
read_int (CsStoreTest *self,
          const char  *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  int value;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  value = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  sqlite3_close (db);
  return value;
}

static gint64
step (CsStoreTest *self,
      guint        turn)
{
  gint64 by_us = turn % 2 == 0 ? -HOUR_US : HOUR_US;

  cs_clock_step (self->clock, by_us);
  cs_clock_advance (self->clock, G_USEC_PER_SEC);
  return by_us;
}

static gboolean
is_whole (gpointer list)
{
  return g_list_model_get_n_items (list) == N_POSTS && !cs_post_list_get_loading (list);
}

/* Lists are in the order of arrival, whatever the clock says. */
static void
test_order (CsStoreTest  *self,
            gconstpointer data)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
  g_autoptr (CsPostList) list = NULL;
  gint64 ids[N_POSTS];

  for (guint i = 0; i < N_POSTS; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);

    ids[i] = cs_test_add (self->store, native_id, native_id);
    step (self, i);
  }
  list = cs_post_list_new (self->store, &query);
  g_assert_true (cs_test_wait (is_whole, list));
  for (guint i = 0; i < N_POSTS; i++)
    g_assert_cmpint (cs_post_list_get_id (list, i), ==, ids[N_POSTS - 1 - i]);
  assert_whole (self);
}

/* The last decision is the one that was made last. */
static void
test_journal (CsStoreTest  *self,
              gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "text");
  g_autoptr (CsEntry) undone = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "me");
  step (self, 0);
  cs_test_must_decide (self->store, id, CS_VERB_HOLD, "me");
  undone = cs_test_undo (self->store, id, "me", &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone->state, ==, CS_STATE_APPROVED);
  step (self, 1);
  cs_test_must_decide (self->store, id, CS_VERB_REJECT, "me");
  assert_whole (self);
  cs_store_test_reopen (self);
  g_clear_pointer (&undone, cs_entry_unref);
  undone = cs_test_read (self->store, id);
  g_assert_cmpint (undone->state, ==, CS_STATE_REJECTED);
  assert_whole (self);
}

/* What is aired ends after it began, and what was not approved is not aired, in whichever hour. */
static void
test_air (CsStoreTest  *self,
          gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "text");
  g_autoptr (CsEntry) entry = cs_test_read (self->store, id);

  for (guint turn = 0; turn < 4; turn++) {
    g_autoptr (CsSnapshot) refused = NULL;
    g_autoptr (CsSnapshot) aired = NULL;
    g_autoptr (GError) error = NULL;

    refused = cs_test_take (self->store, id, entry->post->version, &error);
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED);
    cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "me");
    aired = cs_test_take (self->store, id, entry->post->version, NULL);
    g_assert_nonnull (aired);
    step (self, turn);
    end_airing (self, aired);
    cs_test_must_decide (self->store, id, CS_VERB_REJECT, "me");
  }
  g_assert_cmpint (read_int (self, "SELECT count (*) FROM airing_end"), ==, 4);
  g_assert_cmpint (read_int (self, "SELECT count (*) FROM airing_end AS e JOIN airing AS g ON g.id = e.airing_id"
                                   " WHERE e.ended_us < g.taken_us"), ==, 0);
  assert_whole (self);
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
  add ("/clock/order", test_order);
  add ("/clock/journal", test_journal);
  add ("/clock/air", test_air);
  return g_test_run ();
}
