/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-record.h"
#include "cs-store-test.h"

#include <string.h>

static CsDrawRecord *
make_record (guint8 previous,
             guint8 hash)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  guint8 one[CS_DRAW_RECORD_HASH_BYTES], other[CS_DRAW_RECORD_HASH_BYTES];

  memset (one, previous, sizeof one);
  memset (other, hash, sizeof other);
  return cs_draw_record_new (CS_TEST_START_US, "finale", "SEAL", body, one, other);
}

static gboolean
append (CsStore *store,
        guint8   previous,
        guint8   hash,
        guint8   last,
        GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_draw_record_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  g_ptr_array_add (records, make_record (previous, hash));
  if (last != 0)
    g_ptr_array_add (records, make_record (hash, last));
  cs_store_append_draw_async (store, records, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_append_draw_finish (store, result, error);
}

static GPtrArray *
read_all (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  cs_store_read_draw_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  records = cs_store_read_draw_finish (store, result, &error);
  g_assert_no_error (error);
  return records;
}

static void
test_follows (CsStoreTest  *test,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  const CsDrawRecord *last;

  g_assert_true (append (test->store, 0, 1, 2, NULL));
  g_assert_false (append (test->store, 1, 3, 0, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE);
  g_assert_true (append (test->store, 2, 3, 0, NULL));
  cs_store_test_reopen (test);
  records = read_all (test->store);
  g_assert_cmpuint (records->len, ==, 3);
  last = records->pdata[2];
  g_assert_cmpint (last->id, ==, 3);
  g_assert_cmpstr (last->draw, ==, "finale");
  g_assert_cmpstr (last->kind, ==, "SEAL");
  g_assert_cmpint (last->at_us, ==, CS_TEST_START_US);
  g_assert_cmpuint (last->previous[0], ==, 2);
  g_assert_cmpuint (last->hash[31], ==, 3);
  g_assert_cmpuint (g_bytes_get_size (last->body), ==, 2);
}

/* The second record does not follow the first: the first is not there either. */
static void
test_all_or_none (CsStoreTest  *test,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) wrong = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_draw_record_unref);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  g_ptr_array_add (wrong, make_record (0, 1));
  g_ptr_array_add (wrong, make_record (7, 8));
  cs_store_append_draw_async (test->store, wrong, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_false (cs_store_append_draw_finish (test->store, result, NULL));
  records = read_all (test->store);
  g_assert_cmpuint (records->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/draw-record/follows", CsStoreTest, NULL, cs_store_test_set_up_cb, test_follows,
              cs_store_test_tear_down_cb);
  g_test_add ("/store/draw-record/all-or-none", CsStoreTest, NULL, cs_store_test_set_up_cb, test_all_or_none,
              cs_store_test_tear_down_cb);
  return g_test_run ();
}
