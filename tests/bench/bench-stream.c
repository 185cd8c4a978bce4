/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What following a busy evening costs the main thread: a show file with many posts, more coming in through
 * the store's own front door, and the stream pane at its top. Prints CPU milliseconds inside a frame, from
 * before-paint to after-paint, which other programs on the machine do not change. */
#include "cs-event.h"
#include "cs-post-list.h"
#include "cs-stream-pane.h"
#include "cs-stream-samples.h"
#include "cs-ui-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define BATCH_EVERY_MS 50

static int n_posts = 100000;
static int rate = 1000;
static int seconds = 20;
static double limit_ms = 0;
static gboolean held = FALSE;

static const GOptionEntry options[] = {
  { "posts", 0, 0, G_OPTION_ARG_INT, &n_posts, "Posts that are in the show before", "N" },
  { "rate", 0, 0, G_OPTION_ARG_INT, &rate, "Posts a second that come in", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "For how long", "N" },
  { "limit-ms", 0, 0, G_OPTION_ARG_DOUBLE, &limit_ms, "Fail when the 99th percentile is above", "MS" },
  { "held", 0, 0, G_OPTION_ARG_NONE, &held, "With a post open, the list held", NULL },
  { NULL }
};

typedef struct {
  CsStore *store;
  GtkWidget *window;
  CsPostList *list;
  GArray *frames_ms; /* of double */
  double frame_began_ms;
  GThread *maker;
  GAsyncQueue *batches; /* of GPtrArray of CsEvent */
  int stop;             /* atomic */
  gint64 next_id;
  gboolean done;
} Bench;

static double
get_cpu_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static long
read_memory_kb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "RssAnon:");
  return line != NULL ? atol (line + strlen ("RssAnon:")) : 0;
}

static GPtrArray *
make_batch (Bench *bench,
            guint  n)
{
  GPtrArray *batch = cs_event_batch_new ();

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsPost) post = cs_sample_post_new (++bench->next_id, g_get_real_time ());

    g_ptr_array_add (batch, cs_event_new_post (CS_EVENT_POST, post));
  }
  return batch;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_ingest_finish (CS_STORE (object), result, NULL, &error))
    g_error ("%s", error->message);
  bench->done = TRUE;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_open_finish (CS_STORE (object), result, &error))
    g_error ("%s", error->message);
  bench->done = TRUE;
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  cs_store_close_finish (CS_STORE (object), result, NULL);
  ((Bench *) user_data)->done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Bench *) user_data)->done;
}

static gboolean
is_loaded (gpointer user_data)
{
  return !cs_post_list_get_loading (((Bench *) user_data)->list);
}

static void
fill (Bench *bench)
{
  for (int left = n_posts; left > 0; left -= 2000) {
    g_autoptr (GPtrArray) batch = make_batch (bench, MIN (left, 2000));

    bench->done = FALSE;
    cs_store_ingest_async (bench->store, batch, NULL, done_cb, bench);
    g_assert_true (cs_ui_test_wait_until (is_done, bench));
  }
}

/* Posts are made safe where they are parsed, never on the main thread: so here. */
static gpointer
make_batches (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 next_us = g_get_monotonic_time ();

  while (!g_atomic_int_get (&bench->stop)) {
    g_async_queue_push (bench->batches, make_batch (bench, rate * BATCH_EVERY_MS / 1000));
    next_us += BATCH_EVERY_MS * 1000;
    g_usleep (MAX (next_us - g_get_monotonic_time (), 1000));
  }
  return NULL;
}

static void
ingested_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  cs_store_ingest_finish (CS_STORE (object), result, NULL, NULL);
}

static gboolean
carry_cb (gpointer user_data)
{
  Bench *bench = user_data;
  GPtrArray *batch;

  while ((batch = g_async_queue_try_pop (bench->batches)) != NULL) {
    cs_store_ingest_async (bench->store, batch, NULL, ingested_cb, NULL);
    g_ptr_array_unref (batch);
  }
  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       user_data)
{
  ((Bench *) user_data)->frame_began_ms = get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  Bench *bench = user_data;
  double frame_ms = get_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - bench->frame_began_ms;

  g_array_append_val (bench->frames_ms, frame_ms);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
get_percentile (GArray *values,
                double  percent)
{
  guint position = MIN ((guint) (values->len * percent / 100), values->len - 1);

  return g_array_index (values, double, position);
}

static CsStreamPane *
open_window (Bench *bench)
{
  CsPostQuery query;
  CsStreamPane *pane = CS_STREAM_PANE (cs_stream_pane_new ());

  cs_stream_pane_fill_query (pane, &query);
  bench->list = cs_post_list_new (bench->store, &query);
  cs_stream_pane_set_model (pane, G_LIST_MODEL (bench->list));
  g_object_bind_property (pane, "held", bench->list, "held", G_BINDING_SYNC_CREATE);
  g_object_bind_property (bench->list, "n-waiting", pane, "n-waiting", G_BINDING_SYNC_CREATE);
  bench->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 400, 1000);
  gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (pane));
  gtk_window_present (GTK_WINDOW (bench->window));
  gtk_test_widget_wait_for_draw (bench->window);
  g_assert_true (cs_ui_test_wait_until (is_loaded, bench));
  return pane;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  ((Bench *) user_data)->done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
follow (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  guint carry_id = g_timeout_add (BATCH_EVERY_MS, carry_cb, bench);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  bench->maker = g_thread_new ("posts", make_batches, bench);
  gdk_frame_clock_begin_updating (clock);
  bench->done = FALSE;
  g_timeout_add_seconds (seconds, time_is_up_cb, bench);
  while (!bench->done)
    g_main_context_iteration (NULL, TRUE);
  gdk_frame_clock_end_updating (clock);
  g_atomic_int_set (&bench->stop, TRUE);
  g_thread_join (bench->maker);
  g_source_remove (carry_id);
  g_signal_handlers_disconnect_by_data (clock, bench);
}

static int
report (Bench *bench,
        double cpu_ms,
        long   grown_kb)
{
  double worst_ms;

  g_array_sort (bench->frames_ms, compare_doubles);
  worst_ms = get_percentile (bench->frames_ms, 99);
  g_print ("rows in the list    %u, row widgets %u\n", g_list_model_get_n_items (G_LIST_MODEL (bench->list)),
           cs_stream_view_count_rows (cs_stream_pane_get_view (
             CS_STREAM_PANE (gtk_window_get_child (GTK_WINDOW (bench->window))))));
  g_print ("frames              %u in %d s\n", bench->frames_ms->len, seconds);
  g_print ("frame CPU ms        p50 %.2f  p90 %.2f  p99 %.2f  max %.2f\n", get_percentile (bench->frames_ms, 50),
           get_percentile (bench->frames_ms, 90), worst_ms, get_percentile (bench->frames_ms, 100));
  g_print ("main thread CPU     %.1f %% of a core\n", cpu_ms / seconds / 10);
  g_print ("RssAnon grown       %ld kB\n", grown_kb);
  if (limit_ms <= 0 || worst_ms <= limit_ms)
    return 0;
  g_print ("above the limit of %.1f ms\n", limit_ms);
  return 1;
}

static void
open_store (Bench      *bench,
            const char *path)
{
  g_autoptr (CsClock) clock = cs_clock_new ();

  bench->store = cs_store_new (clock);
  cs_store_open_async (bench->store, path, CS_STORE_CREATE, NULL, opened_cb, bench);
  g_assert_true (cs_ui_test_wait_until (is_done, bench));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  Bench bench = { .frames_ms = g_array_new (FALSE, FALSE, sizeof (double)), .batches = g_async_queue_new () };
  CsStreamPane *pane;
  double cpu_ms;
  long memory_kb;
  int answer;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  cs_ui_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("coulisses-bench-XXXXXX", NULL);
  path = g_build_filename (folder, "bench.coulisses", NULL);
  open_store (&bench, path);
  fill (&bench);
  pane = open_window (&bench);
  if (held)
    cs_stream_view_select (cs_stream_pane_get_view (pane), cs_post_list_get_id (bench.list, 2));

  memory_kb = read_memory_kb ();
  cpu_ms = get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  follow (&bench);
  answer = report (&bench, get_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu_ms, read_memory_kb () - memory_kb);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.list);
  bench.done = FALSE;
  cs_store_close_async (bench.store, closed_cb, &bench);
  g_assert_true (cs_ui_test_wait_until (is_done, &bench));
  g_object_unref (bench.store);
  g_array_unref (bench.frames_ms);
  g_async_queue_unref (bench.batches);
  return answer;
}
