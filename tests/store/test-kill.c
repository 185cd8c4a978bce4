/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk that is killed at any moment: whatever it had acknowledged is there afterwards, and nothing is on air.
 * CS_KILL_CYCLES says how often (30). "test-kill --victim FILE CYCLE" is the desk. */
#include "cs-store-check.h"
#include "cs-store-test.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VICTIM_S 20

static void
acknowledge (const char *format,
             ...)
{
  va_list arguments;
  char line[200];
  int length;

  va_start (arguments, format);
  length = g_vsnprintf (line, sizeof line, format, arguments);
  va_end (arguments);
  if (write (STDOUT_FILENO, line, length) != length)
    exit (1);
}

static void
victim_ingest (CsStore    *store,
               const char *cycle,
               guint       n)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < 10; i++) {
    g_autofree char *native_id = g_strdup_printf ("%s-%u-%u", cycle, n, i);

    g_ptr_array_add (events, cs_test_event_post (native_id, native_id));
  }
  if (n % 3 == 2) {
    g_autofree char *native_id = g_strdup_printf ("%s-%u-0", cycle, n - 1);
    g_autofree char *gone_id = g_strdup_printf ("%s-%u-1", cycle, n - 1);

    g_ptr_array_add (events, cs_test_event_edit (native_id, "edited", CS_TEST_START_US + n));
    g_ptr_array_add (events, cs_test_event_delete (gone_id));
  }
  cs_test_ingest (store, events);
  acknowledge ("P %s-%u-9\n", cycle, n);
}

static void
victim_decide (CsStore    *store,
               const char *cycle,
               guint       n)
{
  guint n_posts = cs_test_count (store).posts;
  gint64 post_id = 1 + (n * 7919u) % n_posts;
  g_autoptr (CsEntry) entry = cs_test_read (store, post_id);
  g_autofree char *who = g_strdup_printf ("%s/%u", cycle, n);
  CsVerb verb = 1 + n % 3;
  g_autoptr (CsEntry) decided = NULL;

  decided = cs_test_decide (store, post_id, entry->post->version, verb, who, NULL);
  if (decided != NULL && g_strcmp0 (decided->decided_by, who) == 0)
    acknowledge ("D %s %d %d\n", who, (int) post_id, verb);
  if (decided != NULL && decided->state == CS_STATE_APPROVED) {
    g_autoptr (CsSnapshot) snapshot = cs_test_take (store, post_id, decided->post->version, NULL);

    if (snapshot != NULL)
      acknowledge ("T %d %d\n", (int) snapshot->airing_id, (int) post_id);
  }
}

static int
be_victim (const char *path,
           const char *cycle)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsStore *store = cs_store_new (clock);
  g_autoptr (GError) error = NULL;

  alarm (VICTIM_S);
  if (!cs_test_open (store, path, CS_STORE_CREATE, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  acknowledge ("O\n");
  for (guint n = 0;; n++) {
    if (n % 5 == 0)
      victim_ingest (store, cycle, n / 5);
    victim_decide (store, cycle, n);
  }
  return 0;
}

/* How many rows a question about the file has, asked past the store. */
static gint64
ask (sqlite3    *handle,
     const char *sql,
     const char *first,
     gint64      second,
     gint64      third)
{
  sqlite3_stmt *statement = NULL;
  gint64 answer;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, first, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, second);
  sqlite3_bind_int64 (statement, 3, third);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

static void
assert_kept (sqlite3    *handle,
             const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  switch (line[0]) {
  case 'P':
    g_assert_cmpint (ask (handle, "SELECT count (*) FROM post_version WHERE native_id = ?1", words[1], 0, 0), ==, 1);
    break;
  case 'D':
    g_assert_cmpint (ask (handle, "SELECT count (*) FROM decision WHERE who = ?1 AND post_id = ?2 AND verb = ?3",
                          words[1], atoi (words[2]), atoi (words[3])), ==, 1);
    break;
  case 'T':
    g_assert_cmpint (ask (handle, "SELECT count (*) FROM airing WHERE ?1 <> '' AND id = ?2 AND post_id = ?3", "x",
                          atoi (words[1]), atoi (words[2])), ==, 1);
    break;
  default:
    break;
  }
}

/* What it had acknowledged when it died. So short a line is written to a pipe whole or not at all. */
static GPtrArray *
run_victim (const char *program,
            const char *path,
            guint       cycle,
            guint       life_us)
{
  g_autofree char *name = g_strdup_printf ("c%u", cycle);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--victim", path,
                                                      name, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDataInputStream) stream = NULL;
  gint64 until_us = 0;
  char *line;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  while ((line = g_data_input_stream_read_line (stream, NULL, NULL, NULL)) != NULL) {
    /* It lives for so long after it has opened the file. */
    if (until_us == 0)
      until_us = g_get_monotonic_time () + life_us;
    g_ptr_array_add (lines, line);
    if (g_get_monotonic_time () >= until_us)
      g_subprocess_send_signal (process, SIGKILL);
  }
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));
  return g_steal_pointer (&lines);
}

static void
assert_whole (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsCheckReport) report = NULL;

  cs_store_check_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  report = cs_store_check_finish (store, result, NULL);
  g_assert_nonnull (report);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
}

/* Opens what the dead desk left. */
static sqlite3 *
restart (CsStoreTest *self,
         gint64      *worst_us)
{
  gint64 began_us = g_get_monotonic_time ();
  sqlite3 *handle = NULL;

  g_assert_true (cs_test_open (self->store, self->path, CS_STORE_OPEN, NULL));
  *worst_us = MAX (*worst_us, g_get_monotonic_time () - began_us);
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  return handle;
}

static void
assert_all_kept (sqlite3   *handle,
                 GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    assert_kept (handle, lines->pdata[i]);
}

static guint
count_decisions (GPtrArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += *(char *) lines->pdata[i] == 'D';
  return n;
}

static void
test_cycles (CsStoreTest  *self,
             gconstpointer data)
{
  const char *wanted = g_getenv ("CS_KILL_CYCLES");
  guint n_cycles = wanted != NULL ? strtoul (wanted, NULL, 10) : 30;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  gint64 worst_us = 0;

  cs_test_close (self->store);
  for (guint cycle = 0; cycle < n_cycles; cycle++) {
    g_autoptr (GPtrArray) lines = run_victim (data, self->path, cycle, g_test_rand_int_range (0, 120000));
    sqlite3 *handle = restart (self, &worst_us);

    g_assert_cmpuint (lines->len, >, 0);
    assert_all_kept (handle, lines);
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&lines));
    g_assert_cmpint (ask (handle, "SELECT count (*) FROM airing WHERE ?1 <> '' AND id NOT IN"
                                  " (SELECT airing_id FROM airing_end)", "x", 0, 0), ==, 0);
    /* The whole takes longer with every cycle. */
    if (cycle % 30 == 29 || cycle + 1 == n_cycles) {
      assert_all_kept (handle, all);
      assert_whole (self->store);
    }
    sqlite3_close (handle);
    cs_test_close (self->store);
  }
  g_test_message ("%u cycles, %u acknowledged decisions, none lost; opened again within %" G_GINT64_FORMAT " ms", n_cycles,
                  count_decisions (all), worst_us / 1000);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "--victim") == 0)
    return be_victim (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kill/cycles", CsStoreTest, argv[0], cs_store_test_set_up_cb, test_cycles, cs_store_test_tear_down_cb);
  return g_test_run ();
}
