/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source.h"

#include "await.h"

#define NOW_US G_GINT64_CONSTANT (1795291200000000)
#define DEADLINE_US (10 * G_USEC_PER_SEC)

/* A source whose life a test writes. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, CsSource)

typedef void (*Life) (TestSource   *self,
                      GCancellable *cancellable);

struct _TestSource {
  CsSource parent_instance;

  Life life;
  int n_runs;      /* atomic */
  int n_waits;     /* atomic: waits that have ended */
  GThread *thread; /* of the last call of the sink */
  char *began_at;  /* position at the last start */
};

G_DEFINE_FINAL_TYPE (TestSource, test_source, CS_TYPE_SOURCE)

static void
test_source_run (CsSource     *source,
                 GCancellable *cancellable)
{
  TestSource *self = TEST_SOURCE (source);

  g_atomic_int_inc (&self->n_runs);
  g_free (self->began_at);
  self->began_at = g_strdup (cs_source_get_position (source));
  self->life (self, cancellable);
}

static void
test_source_finalize (GObject *object)
{
  g_free (TEST_SOURCE (object)->began_at);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
  CS_SOURCE_CLASS (klass)->run = test_source_run;
}

static void
test_source_init (TestSource *self)
{
}

static TestSource *
make_source (Life life)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (NOW_US);
  TestSource *self = g_object_new (TEST_TYPE_SOURCE, "id", "test:1", "title", "Test", "network", CS_NETWORK_BLUESKY,
                                   "clock", clock, NULL);

  self->life = life;
  return self;
}

static void
finish (TestSource *self)
{
  CsSource *source = CS_SOURCE (self);

  cs_source_stop (source);
  g_object_add_weak_pointer (G_OBJECT (self), (gpointer *) &self);
  g_object_unref (source);
  await_until (self == NULL);
}

static CsPost *
make_post (const char *id)
{
  CsPost *post = cs_post_new (CS_NETWORK_BLUESKY, "", id);

  post->account = cs_account_new (CS_NETWORK_BLUESKY, "", "did:1");
  post->account->handle = g_strdup ("anna");
  post->raw_text = g_strdup ("Bravo");
  cs_post_seal (post);
  return post;
}

static GPtrArray *
make_batch (guint n_posts)
{
  GPtrArray *events = cs_event_batch_new ();

  for (guint i = 0; i < n_posts; i++) {
    g_autoptr (CsPost) post = make_post ("1");

    g_ptr_array_add (events, cs_event_new_post (CS_EVENT_POST, post));
  }
  g_ptr_array_add (events, cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_BLUESKY, "", "2", NOW_US));
  return events;
}

static void
live_forever (TestSource   *self,
              GCancellable *cancellable)
{
  g_autoptr (GPtrArray) events = make_batch (3);

  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_LIVE, NULL, 0);
  cs_source_heard (CS_SOURCE (self));
  cs_source_count_refused (CS_SOURCE (self));
  cs_source_report (CS_SOURCE (self), events, "p1");
  g_assert_cmpstr (cs_source_get_position (CS_SOURCE (self)), ==, "p1");
  while (cs_source_wait (CS_SOURCE (self), 3600 * 1000, cancellable))
    g_atomic_int_inc (&self->n_waits);
}

static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  GAsyncQueue *queue = user_data;

  TEST_SOURCE (source)->thread = g_thread_self ();
  g_assert_true (g_main_context_get_thread_default () != NULL);
  g_assert_cmpstr (position, ==, "p1");
  g_async_queue_push (queue, g_ptr_array_ref (events));
}

static void
test_life (void)
{
  g_autoptr (GAsyncQueue) queue = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  TestSource *self = make_source (live_forever);
  CsSource *source = CS_SOURCE (self);

  g_assert_cmpstr (cs_source_get_id (source), ==, "test:1");
  g_assert_cmpstr (cs_source_get_title (source), ==, "Test");
  g_assert_cmpint (cs_source_get_network (source), ==, CS_NETWORK_BLUESKY);
  g_assert_cmpint (cs_source_get_state (source), ==, CS_SOURCE_STOPPED);
  cs_source_set_sink (source, sink_cb, g_async_queue_ref (queue), (GDestroyNotify) g_async_queue_unref);
  cs_source_start (source);
  g_assert_cmpint (cs_source_get_state (source), ==, CS_SOURCE_CONNECTING);
  await_until (cs_source_get_n_posts (source) == 3);
  g_assert_cmpint (cs_source_get_state (source), ==, CS_SOURCE_LIVE);
  g_assert_cmpint (cs_source_get_heard_us (source), ==, NOW_US);
  g_assert_cmpuint (cs_source_get_n_refused (source), ==, 1);
  g_assert_true (self->thread != g_thread_self ());
  g_assert_cmpint (g_async_queue_length (queue), ==, 1);
  cs_source_start (source);
  cs_source_stop (source);
  g_assert_cmpint (cs_source_get_state (source), ==, CS_SOURCE_STOPPED);
  finish (self);
}

static void
test_restart (void)
{
  TestSource *self = make_source (live_forever);
  CsSource *source = CS_SOURCE (self);

  cs_source_set_position (source, "p0");
  cs_source_start (source);
  await_until (cs_source_get_n_posts (source) == 3);
  g_assert_cmpstr (self->began_at, ==, "p0");
  cs_source_stop (source);
  cs_source_start (source);
  await_until (cs_source_get_n_posts (source) == 6);
  g_assert_cmpint (g_atomic_int_get (&self->n_runs), ==, 2);
  g_assert_cmpstr (self->began_at, ==, "p1");
  cs_source_stop (source);
  cs_source_set_position (source, "p7");
  cs_source_start (source);
  await_until (cs_source_get_n_posts (source) == 9);
  g_assert_cmpstr (self->began_at, ==, "p7");
  cs_source_start (source);
  cs_source_stop (source);
  cs_source_start (source);
  cs_source_stop (source);
  finish (self);
}

static void
test_retry (void)
{
  TestSource *self = make_source (live_forever);
  CsSource *source = CS_SOURCE (self);

  cs_source_start (source);
  await_until (cs_source_get_state (source) == CS_SOURCE_LIVE);
  cs_source_retry_now (source);
  await_until (g_atomic_int_get (&self->n_waits) == 1);
  cs_source_retry_now (source);
  await_until (g_atomic_int_get (&self->n_waits) == 2);
  finish (self);
}

static void
wait_and_end (TestSource   *self,
              GCancellable *cancellable)
{
  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_WAITING, "The server is away", NOW_US + 1);
  g_assert_true (cs_source_wait (CS_SOURCE (self), 20, cancellable));
  g_atomic_int_inc (&self->n_waits);
}

static void
test_end (void)
{
  TestSource *self = make_source (wait_and_end);
  CsSource *source = CS_SOURCE (self);

  cs_source_start (source);
  await_until (cs_source_get_state (source) == CS_SOURCE_WAITING);
  g_assert_cmpstr (cs_source_get_reason (source), ==, "The server is away");
  g_assert_cmpint (cs_source_get_retry_at_us (source), ==, NOW_US + 1);
  await_until (cs_source_get_state (source) == CS_SOURCE_STOPPED);
  g_assert_null (cs_source_get_reason (source));
  g_assert_cmpint (cs_source_get_retry_at_us (source), ==, 0);
  cs_source_start (source);
  await_until (g_atomic_int_get (&self->n_waits) == 2);
  finish (self);
}

static void
fail (TestSource   *self,
      GCancellable *cancellable)
{
  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_FAILED, "The token was refused", 0);
}

static void
test_failed (void)
{
  TestSource *self = make_source (fail);
  CsSource *source = CS_SOURCE (self);

  cs_source_start (source);
  await_until (cs_source_get_state (source) == CS_SOURCE_FAILED);
  g_assert_cmpstr (cs_source_get_reason (source), ==, "The token was refused");
  cs_source_retry_now (source);
  await_until (g_atomic_int_get (&self->n_runs) == 2);
  await_until (cs_source_get_state (source) == CS_SOURCE_FAILED);
  finish (self);
}

static void
chatter (TestSource   *self,
         GCancellable *cancellable)
{
  for (guint i = 0; i < 20000; i++)
    cs_source_count_refused (CS_SOURCE (self));
  g_atomic_int_inc (&self->n_waits);
  cs_source_wait (CS_SOURCE (self), 3600 * 1000, cancellable);
}

static void
count_cb (CsSource   *source,
          GParamSpec *pspec,
          guint      *n)
{
  (*n)++;
}

/* Twenty thousand changes while the main thread is busy are one notify. */
static void
test_coalesced (void)
{
  TestSource *self = make_source (chatter);
  CsSource *source = CS_SOURCE (self);
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;
  guint n = 0;

  g_signal_connect (source, "notify::n-refused", G_CALLBACK (count_cb), &n);
  cs_source_start (source);
  while (g_atomic_int_get (&self->n_waits) == 0 && g_get_monotonic_time () < deadline_us)
    g_usleep (1000);
  /* The test's, the thread's and that of the one message under way. */
  g_assert_cmpuint (G_OBJECT (source)->ref_count, ==, 3);
  await_until (cs_source_get_n_refused (source) == 20000);
  g_assert_cmpuint (n, ==, 1);
  finish (self);
}

typedef struct {
  GMutex lock;
  GCond cond;
  gboolean entered;
  gboolean open;
  int n_calls;
  int n_drops;
} Gate;

static void
blocking_sink_cb (CsSource   *source,
                  GPtrArray  *events,
                  const char *position,
                  gpointer    user_data)
{
  Gate *gate = user_data;

  g_mutex_lock (&gate->lock);
  gate->n_calls++;
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
count_drops_cb (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->n_drops++;
  g_mutex_unlock (&gate->lock);
}

static void
report_twice (TestSource   *self,
              GCancellable *cancellable)
{
  g_autoptr (GPtrArray) events = make_batch (1);

  cs_source_report (CS_SOURCE (self), events, NULL);
  cs_source_report (CS_SOURCE (self), events, NULL);
}

/* A source whose sink is full is stopped without waiting, and then hands over nothing more. */
static void
test_stop_while_blocked (void)
{
  Gate gate = { 0 };
  TestSource *self = make_source (report_twice);
  CsSource *source = CS_SOURCE (self);

  cs_source_set_sink (source, blocking_sink_cb, &gate, NULL);
  cs_source_start (source);
  g_mutex_lock (&gate.lock);
  while (!gate.entered)
    g_cond_wait (&gate.cond, &gate.lock);
  g_mutex_unlock (&gate.lock);
  cs_source_stop (source);
  g_assert_cmpint (cs_source_get_state (source), ==, CS_SOURCE_STOPPED);
  g_mutex_lock (&gate.lock);
  gate.open = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.lock);
  finish (self);
  g_assert_cmpint (gate.n_calls, ==, 1);
}

/* A sink that is taken away during a call keeps its data until that call has ended. */
static void
test_sink_while_blocked (void)
{
  Gate gate = { 0 };
  TestSource *self = make_source (report_twice);
  CsSource *source = CS_SOURCE (self);

  cs_source_set_sink (source, blocking_sink_cb, &gate, count_drops_cb);
  cs_source_start (source);
  g_mutex_lock (&gate.lock);
  while (!gate.entered)
    g_cond_wait (&gate.cond, &gate.lock);
  g_mutex_unlock (&gate.lock);
  cs_source_set_sink (source, NULL, NULL, NULL);
  g_mutex_lock (&gate.lock);
  g_assert_cmpint (gate.n_drops, ==, 0);
  gate.open = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.lock);
  await_until (cs_source_get_n_posts (source) == 2);
  finish (self);
  g_assert_cmpint (gate.n_calls, ==, 1);
  g_assert_cmpint (gate.n_drops, ==, 1);
}

static gboolean
on_thread_cb (gpointer data)
{
  GThread **thread = data;

  g_atomic_pointer_set (thread, g_thread_self ());
  return G_SOURCE_REMOVE;
}

static void
count_destroy_cb (gpointer data)
{
  GThread **thread = data;

  if (*thread == NULL)
    *thread = (GThread *) thread;
}

static void
test_invoke (void)
{
  TestSource *self = make_source (live_forever);
  CsSource *source = CS_SOURCE (self);
  GThread *thread = NULL;
  GThread *never = NULL;

  g_assert_false (cs_source_invoke (source, on_thread_cb, &never, count_destroy_cb));
  g_assert_true (never == (GThread *) &never);
  cs_source_start (source);
  g_assert_true (cs_source_invoke (source, on_thread_cb, &thread, NULL));
  await_until (g_atomic_pointer_get (&thread) != NULL);
  g_assert_true (thread != g_thread_self ());
  finish (self);
}

static void
test_defaults (void)
{
  TestSource *self = make_source (live_forever);
  CsSource *source = CS_SOURCE (self);
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GAsyncResult) confirmed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  char *ids[] = { NULL };

  cs_source_check_async (source, NULL, await_cb, &checked);
  cs_source_confirm_async (source, ids, NULL, await_cb, &confirmed);
  await_until (checked != NULL && confirmed != NULL);
  g_assert_null (cs_source_check_finish (source, checked, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_false (cs_source_confirm_finish (source, confirmed, &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_object (&checked);
  g_clear_object (&confirmed);
  finish (self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/source/life", test_life);
  g_test_add_func ("/sources/source/restart", test_restart);
  g_test_add_func ("/sources/source/retry", test_retry);
  g_test_add_func ("/sources/source/end", test_end);
  g_test_add_func ("/sources/source/failed", test_failed);
  g_test_add_func ("/sources/source/coalesced", test_coalesced);
  g_test_add_func ("/sources/source/stop-while-blocked", test_stop_while_blocked);
  g_test_add_func ("/sources/source/sink-while-blocked", test_sink_while_blocked);
  g_test_add_func ("/sources/source/invoke", test_invoke);
  g_test_add_func ("/sources/source/defaults", test_defaults);
  return g_test_run ();
}
