/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-task.h"

#define LIMIT_MS 10000

/* Somebody who asks, lets go of everything with the answer, and looks where the last of it goes. */
typedef struct {
  gint gone; /* atomic */
  GThread *where;
  gboolean answered;
  gboolean ok;
  gint let_go; /* atomic: nobody but the thread holds anything any more */
} Asker;

static void
gone_cb (gpointer data)
{
  Asker *asker = data;

  asker->where = g_thread_self ();
  g_atomic_int_set (&asker->gone, TRUE);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Asker *asker = data;

  asker->answered = TRUE;
  asker->ok = g_task_propagate_boolean (G_TASK (result), NULL);
}

static GTask *
make_task (Asker *asker)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  GTask *task = g_task_new (owner, NULL, answered_cb, asker);

  g_object_set_data_full (owner, "asker", asker, gone_cb);
  g_task_set_task_data (task, g_strdup ("data"), g_free);
  return task;
}

static void
wait_for (gint *flag)
{
  for (guint i = 0; i < LIMIT_MS && !g_atomic_int_get (flag); i++)
    g_usleep (1000);
  g_assert_true (g_atomic_int_get (flag));
}

static void
expect_gone_here (Asker *asker)
{
  for (guint i = 0; i < LIMIT_MS && !g_atomic_int_get (&asker->gone); i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_true (asker->where == g_thread_self ());
}

/* Answers, and is still busy when the answer has arrived. */
static void
answer_and_stay (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Asker *asker = g_object_get_data (source, "asker");

  g_assert_cmpstr (data, ==, "data");
  g_task_return_boolean (task, TRUE);
  wait_for (&asker->let_go);
}

static void
test_gone_at_home (void)
{
  Asker asker = { 0 };
  GTask *task = make_task (&asker);

  cs_task_run_in_thread (task, answer_and_stay);
  g_object_unref (task);
  while (!asker.answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (asker.ok);
  g_assert_false (g_atomic_int_get (&asker.gone));
  g_atomic_int_set (&asker.let_go, TRUE);
  expect_gone_here (&asker);
}

static void
answer (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

/* Whoever is the last, many times over. */
static void
test_race (void)
{
  for (guint i = 0; i < 2000; i++) {
    Asker asker = { 0 };
    GTask *task = make_task (&asker);

    cs_task_run_in_thread (task, answer);
    g_object_unref (task);
    while (!asker.answered || !g_atomic_int_get (&asker.gone))
      g_main_context_iteration (NULL, FALSE);
    g_assert_true (asker.ok);
    g_assert_true (asker.where == g_thread_self ());
  }
}

static gpointer
let_go_thread (gpointer data)
{
  cs_task_let_go (data);
  return NULL;
}

/* While somebody else holds it, it is only one reference less. */
static void
test_let_go (void)
{
  Asker asker = { 0 };
  g_autoptr (GTask) task = make_task (&asker);

  g_thread_join (g_thread_new ("let-go", let_go_thread, g_object_ref (task)));
  g_assert_cmpuint (G_OBJECT (task)->ref_count, ==, 1);
  g_task_return_boolean (task, TRUE);
  g_thread_join (g_thread_new ("let-go", let_go_thread, g_steal_pointer (&task)));
  while (!asker.answered)
    g_main_context_iteration (NULL, TRUE);
  expect_gone_here (&asker);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/task/gone-at-home", test_gone_at_home);
  g_test_add_func ("/base/task/race", test_race);
  g_test_add_func ("/base/task/let-go", test_let_go);
  return g_test_run ();
}
