/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bench-posts.h"
#include "cs-contest-counter.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* "bench-activity SHOW": what it costs to bring the ranking of a contest up to date, over the posts of a show file, when
 * a thousand more have come; and how long the main thread is held up meanwhile. One JSON object a row. */

#define REFRESHES 15
#define QUICK_REFRESHES 3
#define NEW_POSTS 1000
#define LIMIT_MS 200
#define PATIENCE_US (300 * G_USEC_PER_SEC)

typedef struct {
  CsStore *store;
  CsContestCounter *counter;
  gboolean changed;
  gint64 longest_us; /* the main loop's longest absence */
} Bench;

static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
get_thread_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
changed_cb (CsContestCounter *counter,
            Bench            *bench)
{
  bench->changed = TRUE;
}

/* One turn of the main loop; what its thread worked is what a window would have felt. */
static void
turn (Bench *bench)
{
  gint64 start_us = get_thread_us ();

  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (200);
  bench->longest_us = MAX (bench->longest_us, get_thread_us () - start_us);
}

static GAsyncResult *
await (Bench         *bench,
       GAsyncResult **answer)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (*answer == NULL) {
    if (g_get_monotonic_time () > deadline_us)
      g_error ("no answer");
    turn (bench);
  }
  return g_steal_pointer (answer);
}

static CsContestSetup *
make_setup (void)
{
  CsContestSetup *setup = cs_contest_setup_new ();
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  /* Every hashtag of the posts: as many count as can. */
  for (guint i = 0; i < 200; i++) {
    g_autoptr (CsPost) post = cs_bench_post (i);

    for (guint k = 0; post->tags[k] != NULL; k++)
      g_ptr_array_add (tags, g_strdup (post->tags[k]));
  }
  g_ptr_array_add (tags, NULL);
  g_strfreev (setup->tags);
  setup->tags = (GStrv) g_ptr_array_steal (tags, NULL);
  setup->start_s = 1;
  setup->end_s = G_MAXINT32;
  return setup;
}

static void
ingest (Bench *bench,
        guint  first)
{
  g_autoptr (GPtrArray) events = cs_bench_batch (first, NEW_POSTS);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_ingest_async (bench->store, events, NULL, answered_cb, &answer);
  result = await (bench, &answer);
  g_assert_true (cs_store_ingest_finish (bench->store, result, NULL, NULL));
}

/* The whole of it: news, reading what is new, counting, a new ranking at hand. In CPU time, because it waits on purpose. */
static double
refresh (Bench *bench)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;
  gint64 start_us = get_cpu_us (), slept_us = 0;

  bench->changed = FALSE;
  while (!bench->changed) {
    gint64 before_us;

    if (g_get_monotonic_time () > deadline_us)
      g_error ("no ranking");
    before_us = get_thread_us ();
    if (!g_main_context_iteration (NULL, FALSE)) {
      g_usleep (500);
      slept_us += get_thread_us () - before_us;
      continue;
    }
    bench->longest_us = MAX (bench->longest_us, get_thread_us () - before_us);
  }
  return (get_cpu_us () - start_us - slept_us) / 1000.0;
}

static void
count_all (Bench *bench)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsDrawIntake) intake = NULL;
  g_autoptr (CsContestSetup) setup = make_setup ();

  cs_contest_counter_set_setup (bench->counter, setup);
  cs_contest_counter_intake_async (bench->counter, NULL, answered_cb, &answer);
  result = await (bench, &answer);
  intake = cs_contest_counter_intake_finish (bench->counter, result, NULL);
  g_assert_nonnull (intake);
}

static void
print_row (const char   *name,
           const double *values,
           guint         n_values,
           double        limit)
{
  g_print ("{\"name\": \"%s\", \"unit\": \"ms\", \"ours\": [", name);
  for (guint i = 0; i < n_values; i++)
    g_print ("%s%.2f", i > 0 ? ", " : "", values[i]);
  g_print ("], \"limit\": %g}\n", limit);
}

static void
open_show (Bench      *bench,
           const char *path)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_open_async (bench->store, path, CS_STORE_OPEN, NULL, answered_cb, &answer);
  result = await (bench, &answer);
  if (!cs_store_open_finish (bench->store, result, &error))
    g_error ("%s", error->message);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  Bench bench = { 0 };
  const char *quick = g_getenv ("CS_BENCH_QUICK");
  guint n = quick != NULL && *quick != '\0' ? QUICK_REFRESHES : REFRESHES;
  double refreshes[REFRESHES], held[1];
  gint64 start_us;

  if (argc != 2)
    return EXIT_FAILURE;
  bench.store = cs_store_new (clock);
  open_show (&bench, argv[1]);
  bench.counter = cs_contest_counter_new (bench.store);
  g_signal_connect (bench.counter, "changed", G_CALLBACK (changed_cb), &bench);
  start_us = g_get_monotonic_time ();
  count_all (&bench);
  g_printerr ("counted from the beginning in %.1f s\n", (g_get_monotonic_time () - start_us) / 1e6);
  for (guint i = 0; i < n; i++) {
    ingest (&bench, 20 * 1000 * 1000 + i * NEW_POSTS);
    refreshes[i] = refresh (&bench);
  }
  held[0] = bench.longest_us / 1000.0;
  print_row ("activity-refresh", refreshes, n, LIMIT_MS);
  print_row ("activity-held-up", held, 1, 100);
  cs_contest_counter_stop (bench.counter);
  g_object_unref (bench.counter);
  g_object_unref (bench.store);
  return EXIT_SUCCESS;
}
