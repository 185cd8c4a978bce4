/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast-log.h"

#include "cs-store-test.h"

static void
must_write (CsStoreTest       *test,
            CsBroadcastRecord *record)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_write_broadcast_async (test->store, record, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  record->id = cs_store_write_broadcast_finish (test->store, result, NULL);
  g_assert_cmpint (record->id, >, 0);
}

static GPtrArray *
must_read (CsStoreTest *test)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *records;

  cs_store_read_broadcasts_async (test->store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  records = cs_store_read_broadcasts_finish (test->store, result, NULL);
  g_assert_nonnull (records);
  return records;
}

static void
must_mend (CsStoreTest *test)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_mend_broadcasts_async (test->store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_mend_broadcasts_finish (test->store, result, NULL));
}

static void
test_whole (CsStoreTest  *test,
            gconstpointer data)
{
  g_autoptr (CsBroadcastRecord) record = cs_broadcast_record_new ("La finale “en direct”", "lea", 1000);
  g_autoptr (GPtrArray) records = NULL;
  const CsBroadcastRecord *read;
  const CsBroadcastLeg *leg;

  must_write (test, record);
  record->ended_us = 9000;
  record->seen_us = 9000;
  record->page = TRUE;
  record->peak_viewers = 12;
  record->mean_viewers = 7.5;
  record->n_hearts = 345;
  record->n_comments = 6;
  record->replay = g_strdup ("/videos/a b.mp4");
  cs_broadcast_record_add_leg (record, "Chaîne", 900, 3, 2, NULL);
  cs_broadcast_record_add_leg (record, "Autre", 0, 4, 0, "Personne ne répond.");
  must_write (test, record);
  records = must_read (test);
  g_assert_cmpuint (records->len, ==, 1);
  read = records->pdata[0];
  g_assert_cmpstr (read->title, ==, "La finale “en direct”");
  g_assert_cmpstr (read->account, ==, "lea");
  g_assert_cmpint (read->began_us, ==, 1000);
  g_assert_cmpint (read->ended_us, ==, 9000);
  g_assert_false (read->broken);
  g_assert_cmpuint (read->peak_viewers, ==, 12);
  g_assert_cmpfloat (read->mean_viewers, ==, 7.5);
  g_assert_cmpuint (read->n_hearts, ==, 345);
  g_assert_cmpuint (read->n_comments, ==, 6);
  g_assert_cmpstr (read->replay, ==, "/videos/a b.mp4");
  g_assert_cmpuint (read->legs->len, ==, 2);
  leg = read->legs->pdata[1];
  g_assert_cmpstr (leg->trouble, ==, "Personne ne répond.");
  g_assert_cmpuint (cs_broadcast_record_count_dropped (records->pdata[0]), ==, 7);
}

/* Only what nobody ended is mended, and it keeps what was known of it. */
static void
test_mend (CsStoreTest  *test,
           gconstpointer data)
{
  g_autoptr (CsBroadcastRecord) whole = cs_broadcast_record_new ("whole", "lea", 1000);
  g_autoptr (CsBroadcastRecord) broken = cs_broadcast_record_new ("broken", "lea", 2000);
  g_autoptr (GPtrArray) records = NULL;
  const CsBroadcastRecord *read;

  whole->ended_us = 1500;
  broken->seen_us = 2700;
  cs_broadcast_record_add_leg (broken, "Chaîne", 21, 0, 1, NULL);
  must_write (test, whole);
  must_write (test, broken);
  must_mend (test);
  must_mend (test);
  records = must_read (test);
  g_assert_cmpuint (records->len, ==, 2);
  read = records->pdata[0];
  g_assert_cmpstr (read->title, ==, "broken");
  g_assert_true (read->broken);
  g_assert_cmpint (read->ended_us, ==, 2700);
  g_assert_cmpuint (read->legs->len, ==, 1);
  read = records->pdata[1];
  g_assert_false (read->broken);
  g_assert_cmpint (read->ended_us, ==, 1500);
}

/* What cannot be read is left out; the rest of the row stays. */
static void
test_details (void)
{
  static const char *const odd[] = {
    NULL, "", "nonsense", "[]", "{\"destinations\":[1,null,{}],\"page\":7,\"seen_us\":\"x\",\"replay\":3}",
    "{\"page\":{\"mean_viewers\":\"x\",\"hearts\":-1}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (CsBroadcastRecord) record = cs_broadcast_record_new ("t", NULL, 5);
    g_autofree char *again = NULL;

    cs_broadcast_record_read_details (record, odd[i]);
    again = cs_broadcast_record_to_details (record);
    g_assert_cmpint (again[0], ==, '{');
    g_assert_cmpint (record->began_us, ==, 5);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/broadcast-log/whole", CsStoreTest, NULL, cs_store_test_set_up_cb, test_whole, cs_store_test_tear_down_cb);
  g_test_add ("/broadcast-log/mend", CsStoreTest, NULL, cs_store_test_set_up_cb, test_mend, cs_store_test_tear_down_cb);
  g_test_add_func ("/broadcast-log/details", test_details);
  return g_test_run ();
}
