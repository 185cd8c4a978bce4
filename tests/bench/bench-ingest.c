/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a socket to committed rows.
 *
 *   bench-ingest make LINES N [FIRST]  writes N posts as the lines of a recording, from post number FIRST
 *   bench-ingest run LINES SHOW        reads them from a loopback connection, checks and stores them in a show file, made when
 *                                      there is none
 *
 * "run" prints posts, wall and CPU microseconds. Parsing runs on one thread and writing on another, as in the desk; the
 * file must then hold every post, or it fails. */
#include "cs-bench-posts.h"
#include "cs-bench-wire.h"

#include "cs-recording.h"
#include "cs-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 500
#define MAX_BATCHES_AHEAD 8

typedef struct {
  CsBenchWire *wire;
  GAsyncQueue *made; /* of batches, then an empty one */
  GMutex lock;
  GCond room;
  guint ahead; /* guarded by lock */
} Reader;

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (answer);
}

static void
check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static int
make_lines (const char *path,
            guint       n,
            guint       first)
{
  FILE *file = fopen (path, "w");

  if (file == NULL)
    return 1;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsRecorded) recorded = cs_recorded_new (CS_RECORDED_POST, i);
    g_autofree char *line = NULL;

    recorded->post = cs_bench_post (first + i);
    line = cs_recorded_to_line (recorded, NULL);
    fprintf (file, "%s\n", line);
  }
  return fclose (file) == 0 ? 0 : 1;
}

static GPtrArray *
read_batch (Reader *reader)
{
  GPtrArray *batch = cs_event_batch_new ();
  const char *line;
  gsize length;

  while (batch->len < BATCH && (line = cs_bench_wire_read_line (reader->wire, &length)) != NULL) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsRecorded) recorded = cs_recorded_parse (line, length, &error);

    check (error);
    cs_post_seal (recorded->post);
    g_ptr_array_add (batch, cs_event_new_post (CS_EVENT_POST, recorded->post));
  }
  return batch;
}

static gpointer
read_all (gpointer data)
{
  Reader *reader = data;
  guint n;

  do {
    GPtrArray *batch = read_batch (reader);

    n = batch->len;
    g_mutex_lock (&reader->lock);
    while (reader->ahead >= MAX_BATCHES_AHEAD)
      g_cond_wait (&reader->room, &reader->lock);
    reader->ahead++;
    g_mutex_unlock (&reader->lock);
    g_async_queue_push (reader->made, batch);
    g_main_context_wakeup (NULL);
  } while (n > 0);
  return NULL;
}

/* One batch is being written while the next is waiting, as the desk does it. */
static guint
store_all (CsStore *store,
           Reader  *reader)
{
  GAsyncResult *answers[2] = { NULL };
  gboolean pending[2] = { FALSE };
  guint inserted = 0, turn = 0;
  gboolean more = TRUE;

  while (more || pending[0] || pending[1]) {
    if (pending[turn]) {
      g_autoptr (GAsyncResult) result = await (&answers[turn]);
      g_autoptr (GError) error = NULL;
      CsIngestResult counts = { 0 };

      cs_store_ingest_finish (store, result, &counts, &error);
      check (error);
      inserted += counts.inserted;
      pending[turn] = FALSE;
    }
    if (more) {
      g_autoptr (GPtrArray) batch = g_async_queue_pop (reader->made);

      g_mutex_lock (&reader->lock);
      reader->ahead--;
      g_cond_signal (&reader->room);
      g_mutex_unlock (&reader->lock);
      more = batch->len > 0;
      pending[turn] = more;
      if (more)
        cs_store_ingest_async (store, batch, NULL, answered_cb, &answers[turn]);
    }
    turn = !turn;
  }
  return inserted;
}

static CsStore *
open_store (const char *path)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsStore *store = cs_store_new (clock);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_open_async (store, path, CS_STORE_CREATE, NULL, answered_cb, &answer);
  result = await (&answer);
  cs_store_open_finish (store, result, &error);
  check (error);
  return store;
}

/* Asked of the file itself. */
static guint
count_posts (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsCounts counts = { 0 };

  cs_store_count_async (store, NULL, answered_cb, &answer);
  result = await (&answer);
  cs_store_count_finish (store, result, &counts, &error);
  check (error);
  return counts.posts;
}

static void
close_store (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_close_async (store, answered_cb, &answer);
  result = await (&answer);
  cs_store_close_finish (store, result, NULL);
  g_object_unref (store);
}

static int
run (const char *lines,
     const char *show)
{
  g_autoptr (CsBenchWire) wire = cs_bench_wire_new (lines);
  CsStore *store = open_store (show);
  Reader reader = { .wire = wire, .made = g_async_queue_new () };
  gint64 start_us, start_cpu_us;
  GThread *thread;
  guint n, n_before, n_after;

  n_before = count_posts (store);
  start_us = g_get_monotonic_time ();
  start_cpu_us = cpu_us ();
  thread = g_thread_new ("read", read_all, &reader);
  n = store_all (store, &reader);
  g_print ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", n, g_get_monotonic_time () - start_us, cpu_us () - start_cpu_us);
  g_thread_join (thread);
  n_after = count_posts (store);
  close_store (store);
  g_async_queue_unref (reader.made);
  if (n > 0 && n_after - n_before == n)
    return 0;
  g_printerr ("%u posts were acknowledged, %u are there\n", n, n_after - n_before);
  return 1;
}

int
main (int   argc,
      char *argv[])
{
  if (argc >= 4 && strcmp (argv[1], "make") == 0)
    return make_lines (argv[2], strtoul (argv[3], NULL, 10), argc > 4 ? strtoul (argv[4], NULL, 10) : 0);
  if (argc == 4 && strcmp (argv[1], "run") == 0)
    return run (argv[2], argv[3]);
  g_printerr ("usage: %s make LINES N [FIRST] | run LINES SHOW\n", argv[0]);
  return 2;
}
