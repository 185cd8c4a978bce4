/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-as-run.h"

#include "cs-store-rundown.h"
#include "cs-store-test.h"

#define BY "Léa"

static gint64
add_approved (CsStore    *store,
              const char *native_id,
              const char *text)
{
  gint64 id = cs_test_add (store, native_id, text);

  cs_test_must_decide (store, id, CS_VERB_APPROVE, BY);
  return id;
}

static gint64
take (CsStoreTest *test,
      gint64       post_id)
{
  g_autoptr (CsEntry) entry = cs_test_read (test->store, post_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSnapshot) snapshot = cs_test_take (test->store, post_id, entry->post->version, &error);

  g_assert_no_error (error);
  return snapshot->airing_id;
}

static void
end (CsStoreTest *test,
     gint64       airing_id,
     const char  *how,
     gint64       ended_us)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_end_airing_async (test->store, airing_id, how, ended_us, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_end_airing_finish (test->store, result, NULL));
}

static gint64
plan_in_new_slot (CsStoreTest *test,
                  gint64       post_id)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) planned = NULL;
  gint64 slot_id;

  cs_store_add_slot_async (test->store, "Session 2", "", 60000, 1, NULL, cs_test_answered_cb, &answer);
  added = cs_test_await (&answer);
  slot_id = cs_store_add_slot_finish (test->store, added, NULL);
  cs_store_plan_async (test->store, post_id, slot_id, 1, NULL, cs_test_answered_cb, &answer);
  planned = cs_test_await (&answer);
  g_assert_true (cs_store_change_rundown_finish (test->store, planned, NULL));
  return slot_id;
}

static GPtrArray *
read_lines (CsStore *store,
            gint64   after_id,
            guint    max_lines)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  cs_store_read_as_run_async (store, after_id, max_lines, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  lines = cs_store_read_as_run_finish (store, result, &error);
  g_assert_no_error (error);
  return lines;
}

/* The version that viewers saw stays what it was, whatever its author, the rundown or a restart do later. */
static void
test_line (CsStoreTest  *test,
           gconstpointer data)
{
  gint64 post_id = add_approved (test->store, "a", "Bonsoir");
  gint64 slot_id = plan_in_new_slot (test, post_id);
  gint64 airing_id = take (test, post_id);
  g_autoptr (GPtrArray) lines = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  CsAired *line;

  end (test, airing_id, "out", CS_TEST_START_US + 12 * G_USEC_PER_SEC);
  /* An airing ends once. */
  end (test, airing_id, "cleared", CS_TEST_START_US + 30 * G_USEC_PER_SEC);
  cs_test_ingest_one (test->store, cs_test_event_edit ("a", "Bonjour", CS_TEST_START_US + 1));
  cs_store_remove_slot_async (test->store, slot_id, NULL, cs_test_answered_cb, &answer);
  removed = cs_test_await (&answer);
  g_assert_true (cs_store_change_rundown_finish (test->store, removed, NULL));
  cs_store_test_reopen (test);

  lines = read_lines (test->store, 0, 10);
  g_assert_cmpuint (lines->len, ==, 1);
  line = lines->pdata[0];
  g_assert_cmpint (line->post_id, ==, post_id);
  g_assert_cmpstr (line->text, ==, "Bonsoir");
  g_assert_cmpstr (line->name, ==, "The zoe");
  g_assert_cmpint (line->from_us, ==, CS_TEST_START_US);
  g_assert_cmpint (line->to_us, ==, CS_TEST_START_US + 12 * G_USEC_PER_SEC);
  g_assert_cmpstr (line->how, ==, "out");
  g_assert_cmpstr (line->by, ==, "anna");
  g_assert_cmpint (line->slot_id, ==, slot_id);
  g_assert_cmpstr (line->slot, ==, "Session 2");
}

static void
test_pages (CsStoreTest  *test,
            gconstpointer data)
{
  gint64 post_id = add_approved (test->store, "a", "Bonsoir");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  for (guint i = 0; i < 5; i++)
    take (test, post_id);
  first = read_lines (test->store, 0, 3);
  g_assert_cmpuint (first->len, ==, 3);
  second = read_lines (test->store, ((CsAired *) first->pdata[2])->id, 3);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_null (((CsAired *) second->pdata[0])->slot);
  g_assert_null (((CsAired *) second->pdata[0])->how);
  g_assert_cmpint (((CsAired *) second->pdata[0])->to_us, ==, 0);
}

/* The desk went away with a post on air: it is off, and the log says why. */
static void
test_restarted (CsStoreTest  *test,
                gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  CsAired *line;

  take (test, add_approved (test->store, "a", "Bonsoir"));
  cs_clock_advance (test->clock, 5 * G_USEC_PER_SEC);
  cs_store_test_reopen (test);
  lines = read_lines (test->store, 0, 10);
  line = lines->pdata[0];
  g_assert_cmpstr (line->how, ==, "desk restarted");
  g_assert_cmpint (line->to_us, ==, CS_TEST_START_US + 5 * G_USEC_PER_SEC);
}

static gboolean
is_loaded (gpointer log)
{
  return !cs_as_run_get_loading (log);
}

static const CsAired *
look_at (CsAsRun *log,
         guint    position)
{
  g_autoptr (CsAired) line = g_list_model_get_item (G_LIST_MODEL (log), position);

  return line; /* the list keeps it */
}

static gboolean
newest_has_ended (gpointer log)
{
  return g_list_model_get_n_items (log) > 0 && look_at (log, 0)->to_us != 0;
}

static gboolean
has_three (gpointer log)
{
  return g_list_model_get_n_items (log) == 3;
}

static void
test_follows (CsStoreTest  *test,
              gconstpointer data)
{
  gint64 post_id = add_approved (test->store, "a", "Bonsoir");
  g_autoptr (CsAsRun) log = NULL;

  end (test, take (test, post_id), "out", CS_TEST_START_US + 1);
  log = cs_as_run_new (test->store);
  g_assert_true (cs_test_wait (is_loaded, log));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 1);
  end (test, take (test, post_id), "cleared", CS_TEST_START_US + 2);
  end (test, take (test, post_id), "replaced", CS_TEST_START_US + 3);
  g_assert_true (cs_test_wait (has_three, log));
  g_assert_true (cs_test_wait (newest_has_ended, log));
  g_assert_cmpstr (look_at (log, 0)->how, ==, "replaced");
  g_assert_cmpstr (look_at (log, 1)->how, ==, "cleared");
  g_assert_cmpstr (look_at (log, 2)->how, ==, "out");
}

static void
count_removed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *most)
{
  *most = MAX (*most, removed);
}

static gboolean
newest_is_last (gpointer log)
{
  return g_list_model_get_n_items (log) > 0 && look_at (log, 0)->id == CS_AS_RUN_MAX_LINES + 3;
}

static void
test_bounded (CsStoreTest  *test,
              gconstpointer data)
{
  gint64 post_id = add_approved (test->store, "a", "Bonsoir");
  g_autoptr (CsAsRun) log = NULL;
  guint most = 0;

  for (guint i = 0; i < CS_AS_RUN_MAX_LINES + 2; i++)
    take (test, post_id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  log = cs_as_run_new (test->store);
  g_signal_connect (log, "items-changed", G_CALLBACK (count_removed_cb), &most);
  g_assert_true (cs_test_wait (is_loaded, log));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, CS_AS_RUN_MAX_LINES);
  g_assert_cmpint (look_at (log, CS_AS_RUN_MAX_LINES - 1)->id, ==, 3);
  take (test, post_id);
  g_assert_true (cs_test_wait (newest_is_last, log));
  g_assert_true (cs_test_wait (is_loaded, log));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, CS_AS_RUN_MAX_LINES);
  g_assert_cmpuint (most, ==, 1);
}

static void
add (const char *path,
     void (*func) (CsStoreTest *, gconstpointer))
{
  g_test_add (path, CsStoreTest, NULL, cs_store_test_set_up_cb, func, cs_store_test_tear_down_cb);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/as-run/line", test_line);
  add ("/as-run/pages", test_pages);
  add ("/as-run/restarted", test_restarted);
  add ("/as-run/follows", test_follows);
  add ("/as-run/bounded", test_bounded);
  return g_test_run ();
}
