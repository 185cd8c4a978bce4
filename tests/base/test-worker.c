/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-worker.h"

#define JOBS 500

static GArray *order; /* of guint; touched on the worker's thread only, read after its end */

static void
note (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  guint number = GPOINTER_TO_UINT (data);

  g_array_append_val (order, number);
  g_task_return_boolean (task, cs_worker_is_current (CS_WORKER (source)));
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  (*(guint *) data)++;
}

static void
push (CsWorker *worker,
      guint     number,
      guint    *answered)
{
  g_autoptr (GTask) task = g_task_new (worker, NULL, count_cb, answered);

  g_task_set_task_data (task, GUINT_TO_POINTER (number), NULL);
  cs_worker_push (worker, task, note);
}

static void
test_order (void)
{
  g_autoptr (CsWorker) worker = cs_worker_new ("test");
  guint answered = 0;

  order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < JOBS; i++)
    push (worker, i, &answered);
  while (answered < JOBS)
    g_main_context_iteration (NULL, TRUE);
  cs_worker_stop (worker);
  g_assert_cmpuint (order->len, ==, JOBS);
  for (guint i = 0; i < JOBS; i++)
    g_assert_cmpuint (g_array_index (order, guint, i), ==, i);
  g_array_unref (order);
}

/* What was pushed before the stop is done; what comes after is answered all the same. */
static void
test_stop (void)
{
  g_autoptr (CsWorker) worker = cs_worker_new ("test");
  g_autoptr (GTask) late = NULL;
  g_autoptr (GError) error = NULL;
  guint answered = 0;

  order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < JOBS; i++)
    push (worker, i, &answered);
  cs_worker_stop (worker);
  cs_worker_stop (worker);
  g_assert_cmpuint (order->len, ==, JOBS);

  late = g_task_new (worker, NULL, NULL, NULL);
  cs_worker_push (worker, late, note);
  g_assert_false (g_task_propagate_boolean (late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  while (answered < JOBS)
    g_main_context_iteration (NULL, TRUE);
  g_array_unref (order);
}

/* The last reference may be the task's own. */
static void
test_dropped (void)
{
  CsWorker *worker = cs_worker_new ("test");
  guint answered = 0;

  order = g_array_new (FALSE, FALSE, sizeof (guint));
  push (worker, 0, &answered);
  g_object_unref (worker);
  while (answered < 1)
    g_main_context_iteration (NULL, TRUE);
  g_array_unref (order);
}

static void
dawdle (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
  g_usleep (100000);
}

static void
gone_cb (gpointer  data,
         GObject  *object)
{
  *(GThread **) data = g_thread_self ();
}

/* What the asker let go of while the worker was not quite done goes on the asker's thread. */
static void
test_gone_at_home (void)
{
  g_autoptr (CsWorker) worker = cs_worker_new ("test");
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  GTask *task;
  GThread *gone = NULL;
  guint answered = 0;

  g_object_weak_ref (owner, gone_cb, &gone);
  task = g_task_new (owner, NULL, count_cb, &answered);
  cs_worker_push (worker, task, dawdle);
  g_object_unref (task);
  g_object_unref (owner);
  while (answered < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (gone);
  cs_worker_stop (worker);
  for (guint i = 0; i < 100 && gone == NULL; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (gone == g_thread_self ());
}

static void
rest_cb (gpointer data)
{
  g_atomic_int_inc ((int *) data);
}

/* It never rests before it has worked, then once after work, and once after more of it. */
static void
test_rest (void)
{
  int rested = 0;
  guint answered = 0;
  g_autoptr (CsWorker) worker = cs_worker_new_resting ("test", 20, rest_cb, &rested);

  g_usleep (100000);
  g_assert_cmpint (g_atomic_int_get (&rested), ==, 0);
  order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint round = 1; round <= 2; round++) {
    for (guint i = 0; i < JOBS; i++)
      push (worker, i, &answered);
    while (answered < round * JOBS)
      g_main_context_iteration (NULL, TRUE);
    for (guint i = 0; i < 1000 && g_atomic_int_get (&rested) < (int) round; i++)
      g_usleep (10000);
    g_assert_cmpint (g_atomic_int_get (&rested), >=, round);
  }
  g_usleep (100000);
  cs_worker_stop (worker);
  /* Not again and again; a machine that stands still between two jobs makes one more. */
  g_assert_cmpint (g_atomic_int_get (&rested), <=, 4);
  g_array_unref (order);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/worker/order", test_order);
  g_test_add_func ("/base/worker/stop", test_stop);
  g_test_add_func ("/base/worker/dropped", test_dropped);
  g_test_add_func ("/base/worker/gone-at-home", test_gone_at_home);
  g_test_add_func ("/base/worker/rest", test_rest);
  return g_test_run ();
}
