/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the show file. "bench-store COMMAND FILE [N]"; each command prints lines "name value unit". */
#include "cs-bench-posts.h"

#include "cs-activity.h"
#include "cs-post-list.h"
#include "cs-search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 500

static gint64
thread_cpu_us (void)
{
  struct timespec ts;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &ts);
  return (gint64) ts.tv_sec * G_USEC_PER_SEC + ts.tv_nsec / 1000;
}

static guint
anonymous_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "RssAnon:")) == NULL)
    return 0;
  return strtoul (line + strlen ("RssAnon:"), NULL, 10);
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

static int
compare_int64 (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static void
report (const char *name,
        GArray     *values_us)
{
  guint n = values_us->len;

  g_array_sort (values_us, compare_int64);
  g_print ("%s p50 %.2f ms, p99 %.2f ms, max %.2f ms (%u)\n", name, g_array_index (values_us, gint64, n / 2) / 1000.0,
           g_array_index (values_us, gint64, n * 99 / 100) / 1000.0,
           g_array_index (values_us, gint64, n - 1) / 1000.0, n);
}

static CsStore *
open_store (const char *path)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsStore *store = cs_store_new (clock);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  cs_store_open_async (store, path, CS_STORE_CREATE, NULL, answered_cb, &answer);
  result = await (&answer);
  if (!cs_store_open_finish (store, result, &error)) {
    g_printerr ("%s\n", error->message);
    exit (1);
  }
  g_print ("open %.1f ms\n", (g_get_monotonic_time () - start_us) / 1000.0);
  return store;
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

static void
ingest (CsStore *store,
        guint    n_posts)
{
  gint64 cpu_us = 0, wall_us = 0;
  CsCounts counts;

  cs_store_get_counts (store, &counts);
  for (guint done = 0; done < n_posts; done += 10 * BATCH) {
    GPtrArray *batches[10];
    GAsyncResult *answers[10] = { NULL };
    gint64 start_us, start_cpu_us;

    for (guint i = 0; i < 10; i++)
      batches[i] = cs_bench_batch (counts.posts + done + i * BATCH, BATCH);
    start_us = g_get_monotonic_time ();
    start_cpu_us = thread_cpu_us ();
    for (guint i = 0; i < 10; i++)
      cs_store_ingest_async (store, batches[i], NULL, answered_cb, &answers[i]);
    for (guint i = 0; i < 10; i++)
      g_object_unref (await (&answers[i]));
    wall_us += g_get_monotonic_time () - start_us;
    cpu_us += thread_cpu_us () - start_cpu_us;
    for (guint i = 0; i < 10; i++)
      g_ptr_array_unref (batches[i]);
    if ((done / (10 * BATCH)) % 20 == 19)
      g_print ("  %u posts: %.0f posts/s wall, %.1f us cpu a post\n", done + 10 * BATCH,
               (done + 10 * BATCH) * 1e6 / wall_us, (double) cpu_us / (done + 10 * BATCH));
  }
  g_print ("ingest %.0f posts/s (wall), %.1f us cpu a post\n", n_posts * 1e6 / wall_us, (double) cpu_us / n_posts);
}

static gboolean
wait_loaded (CsPostList *list)
{
  while (cs_post_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

static void
list_all (CsStore *store)
{
  static const struct {
    const char *name;
    CsPostQuery query;
  } lists[] = {
    { "stream", { .order = CS_POST_ORDER_NEWEST } },
    { "triage", { .states = 1 << CS_STATE_INCOMING, .order = CS_POST_ORDER_OLDEST } },
    { "decided", { .states = 1 << CS_STATE_APPROVED | 1 << CS_STATE_REJECTED, .order = CS_POST_ORDER_NEWEST } },
    { "tag", { .tag = "duo7", .order = CS_POST_ORDER_NEWEST } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    guint before_kib = anonymous_kib ();
    gint64 start_us = g_get_monotonic_time (), first_us;
    g_autoptr (CsPostList) list = cs_post_list_new (store, &lists[i].query);

    while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 && cs_post_list_get_loading (list))
      g_main_context_iteration (NULL, TRUE);
    first_us = g_get_monotonic_time () - start_us;
    wait_loaded (list);
    g_print ("list %s: first rows %.1f ms, all %u in %.1f ms, memory +%d KiB (now %u)\n", lists[i].name, first_us / 1000.0,
             g_list_model_get_n_items (G_LIST_MODEL (list)), (g_get_monotonic_time () - start_us) / 1000.0,
             (int) (anonymous_kib () - before_kib), anonymous_kib ());
  }
}

static const char *const queries[] = { "bravo",  "brav", "vi", "vict", "victoires2026", "soiree magn", "東京", "شكرا",
                                       "w1a2b",  "w1a",  "duo7", "zoe", "fan_12", "bravo merci quelle", "br" };

/* The same questions, for the sqlite3 shell. */
static void
print_expressions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *expression = cs_search_expression (queries[i]);

    /* Not g_print(): it would write what the locale cannot as question marks. */
    fprintf (stdout, "%s\n", expression);
  }
}

/* The twenty most active accounts, which is what a draw from them begins with. */
static void
rank_accounts (CsStore *store)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < 7; i++) {
    GAsyncResult *answer = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GPtrArray) ranked = NULL;
    g_autoptr (GError) error = NULL;
    gint64 start_us = g_get_monotonic_time ();

    cs_store_rank_accounts_async (store, 0, G_MAXINT64, 1, 20, NULL, answered_cb, &answer);
    result = await (&answer);
    ranked = cs_store_rank_accounts_finish (store, result, NULL, &error);
    if (ranked == NULL)
      g_error ("%s", error->message);
    start_us = g_get_monotonic_time () - start_us;
    g_array_append_val (times, start_us);
  }
  report ("rank", times);
}

/* How soon a list has something to show. */
static void
first_rows (CsStore *store)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < 15; i++) {
    CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
    gint64 start_us = g_get_monotonic_time ();
    g_autoptr (CsPostList) list = cs_post_list_new (store, &query);

    while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 && cs_post_list_get_loading (list))
      g_main_context_iteration (NULL, TRUE);
    start_us = g_get_monotonic_time () - start_us;
    g_array_append_val (times, start_us);
  }
  report ("first", times);
}

/* Until the scanning thread has given up what the list before had asked it for. */
static void
settle (CsStore *store)
{
  CsPostQuery query = { .search = "nobodyhaswrittenthis", .order = CS_POST_ORDER_NEWEST };
  g_autoptr (CsPostList) list = cs_post_list_new (store, &query);

  wait_loaded (list);
}

/* Returns how many rows came first. */
static guint
search_once (CsStore    *store,
             const char *words,
             GArray     *wall,
             GArray     *cpu)
{
  CsPostQuery query = { .search = words, .order = CS_POST_ORDER_NEWEST };
  gint64 start_us = g_get_monotonic_time (), start_cpu_us = thread_cpu_us ();
  g_autoptr (CsPostList) list = cs_post_list_new (store, &query);

  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 && cs_post_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  start_us = g_get_monotonic_time () - start_us;
  start_cpu_us = thread_cpu_us () - start_cpu_us;
  g_array_append_val (wall, start_us);
  g_array_append_val (cpu, start_cpu_us);
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
search (CsStore *store)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) all_cpu = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (gint64));
    guint found = 0;

    for (guint j = 0; j < 20; j++) {
      settle (store);
      found = search_once (store, queries[i], wall, cpu);
    }
    g_array_append_vals (all, wall->data, wall->len);
    g_array_append_vals (all_cpu, cpu->data, cpu->len);
    fprintf (stdout, "search %-20s %5u at once: ", queries[i], found);
    fflush (stdout);
    report ("first rows", wall);
  }
  report ("search, all", all);
  report ("search, CPU", all_cpu);
}

static void
decide_in_flood (CsStore *store)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 start_us = g_get_monotonic_time ();
  GAsyncResult *decided = NULL, *ingested = NULL;
  guint n_sent = 0, n_batches = 0, n_decisions = g_strcmp0 (g_getenv ("CS_BENCH_QUICK"), "1") == 0 ? 200 : 400;
  CsCounts counts;
  guint base;

  cs_store_get_counts (store, &counts);
  base = counts.posts;
  while (times->len < n_decisions) {
    gint64 now_us = g_get_monotonic_time () - start_us;
    guint due = now_us / 1000; /* one post a millisecond */
    gint64 id = 1 + times->len, before_us;
    g_autoptr (GArray) ids = NULL;

    if (due > n_sent && ingested == NULL) {
      g_autoptr (GPtrArray) batch = cs_bench_batch (base + n_sent, due - n_sent);

      n_sent = due;
      n_batches++;
      cs_store_ingest_async (store, batch, NULL, answered_cb, &ingested);
    }
    {
      GAsyncResult *read = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) entries = NULL;
      g_autoptr (CsEntry) entry = NULL;

      cs_store_read_entries_async (store, &id, 1, NULL, answered_cb, &read);
      result = await (&read);
      entries = cs_store_read_entries_finish (store, result, NULL);
      before_us = g_get_monotonic_time ();
      cs_store_decide_async (store, id, ((CsEntry *) entries->pdata[0])->post->version,
                             ((CsEntry *) entries->pdata[0])->state == CS_STATE_APPROVED ? CS_VERB_REJECT : CS_VERB_APPROVE,
                             "bench", NULL, NULL, answered_cb, &decided);
    }
    {
      g_autoptr (GAsyncResult) result = await (&decided);
      g_autoptr (CsEntry) entry = cs_store_decide_finish (store, result, NULL);

      before_us = g_get_monotonic_time () - before_us;
      g_array_append_val (times, before_us);
    }
    g_clear_object (&ingested);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
  }
  g_print ("flood of %u posts in %u batches over %.1f s\n", n_sent, n_batches,
           (g_get_monotonic_time () - start_us) / 1e6);
  report ("decide", times);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 3 ? strtoul (argv[3], NULL, 10) : 100000;
  CsStore *store;

  if (argc < 3) {
    g_printerr ("usage: %s ingest|list|first|search|rank|decide FILE [N], or: expressions -\n", argv[0]);
    return 2;
  }
  if (strcmp (argv[1], "expressions") == 0) {
    print_expressions ();
    return 0;
  }
  store = open_store (argv[2]);
  if (strcmp (argv[1], "ingest") == 0)
    ingest (store, n);
  else if (strcmp (argv[1], "list") == 0)
    list_all (store);
  else if (strcmp (argv[1], "search") == 0)
    search (store);
  else if (strcmp (argv[1], "first") == 0)
    first_rows (store);
  else if (strcmp (argv[1], "rank") == 0)
    rank_accounts (store);
  else if (strcmp (argv[1], "decide") == 0)
    decide_in_flood (store);
  close_store (store);
  return 0;
}
