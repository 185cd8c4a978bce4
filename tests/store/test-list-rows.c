/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-rows.h"

/* A view that only knows what it is told: it must end up with the rows. */
typedef struct {
  CsListRows *rows;
  GArray *seen;
  guint most_removed;
} View;

static void
changed_cb (guint    position,
            guint    removed,
            guint    added,
            gpointer data)
{
  View *view = data;

  g_assert_cmpuint (position + removed, <=, view->seen->len);
  view->most_removed = MAX (view->most_removed, removed);
  if (removed > 0)
    g_array_remove_range (view->seen, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 id = cs_list_rows_get (view->rows, position + i);

    g_array_insert_val (view->seen, position + i, id);
  }
  g_assert_cmpuint (view->seen->len, ==, cs_list_rows_get_length (view->rows));
}

static void
view_init (View *view)
{
  view->rows = cs_list_rows_new (changed_cb, view);
  view->seen = g_array_new (FALSE, FALSE, sizeof (gint64));
  view->most_removed = 0;
}

static void
view_clear (View *view)
{
  cs_list_rows_free (view->rows);
  g_array_unref (view->seen);
}

static void
assert_view (View *view)
{
  g_assert_cmpuint (view->seen->len, ==, cs_list_rows_get_length (view->rows));
  for (guint i = 0; i < view->seen->len; i++) {
    gint64 id = g_array_index (view->seen, gint64, i);

    g_assert_cmpint (cs_list_rows_get (view->rows, i), ==, id);
    g_assert_cmpuint (cs_list_rows_find (view->rows, id), ==, i);
  }
}

static GArray *
numbers (gint64 first,
         gint64 last,
         gint64 step)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = first; step > 0 ? id <= last : id >= last; id += step)
    g_array_append_val (ids, id);
  return ids;
}

static void
test_newest (void)
{
  g_autoptr (GArray) first = numbers (100, 51, -1);
  g_autoptr (GArray) second = numbers (50, 1, -1);
  g_autoptr (CsIdVector) ids = cs_id_vector_new ();
  View view;

  view_init (&view);
  cs_list_rows_replace (view.rows, CS_POST_ORDER_NEWEST, first);
  cs_list_rows_append (view.rows, second);
  assert_view (&view);
  g_assert_cmpint (cs_list_rows_get (view.rows, 0), ==, 100);
  g_assert_cmpint (cs_list_rows_get (view.rows, 99), ==, 1);

  for (gint64 id = 101; id <= 110; id++)
    cs_id_vector_insert (ids, id);
  cs_list_rows_insert (view.rows, ids);
  assert_view (&view);
  g_assert_cmpint (cs_list_rows_get (view.rows, 0), ==, 110);
  view_clear (&view);
}

static void
test_random (gconstpointer data)
{
  CsPostOrder order = GPOINTER_TO_INT (data);
  g_autoptr (GArray) none = numbers (1, 0, 1);
  View view;

  view_init (&view);
  cs_list_rows_replace (view.rows, order, none);
  for (guint round = 0; round < 300; round++) {
    g_autoptr (CsIdVector) coming = cs_id_vector_new ();
    g_autoptr (CsIdVector) going = cs_id_vector_new ();

    for (guint i = 0; i < 20; i++) {
      cs_id_vector_insert (coming, g_test_rand_int_range (1, 800));
      cs_id_vector_insert (going, g_test_rand_int_range (1, 800));
    }
    cs_list_rows_remove (view.rows, going);
    cs_list_rows_insert (view.rows, coming);
    assert_view (&view);
    for (guint i = 1; i < view.seen->len; i++) {
      gint64 before = g_array_index (view.seen, gint64, i - 1), after = g_array_index (view.seen, gint64, i);

      g_assert_true (order == CS_POST_ORDER_NEWEST ? before > after : before < after);
    }
  }
  g_assert_cmpuint (view.most_removed, ==, 1);
  view_clear (&view);
}

static void
shuffle (GArray *ids)
{
  for (guint i = ids->len; i > 1; i--) {
    guint j = g_test_rand_int_range (0, i);
    gint64 kept = g_array_index (ids, gint64, i - 1);

    g_array_index (ids, gint64, i - 1) = g_array_index (ids, gint64, j);
    g_array_index (ids, gint64, j) = kept;
  }
}

static void
test_queue (void)
{
  View view;

  view_init (&view);
  for (guint round = 0; round < 500; round++) {
    g_autoptr (GArray) ids = numbers (1, g_test_rand_int_range (1, 40), 1);

    shuffle (ids);
    g_array_set_size (ids, g_test_rand_int_range (0, ids->len + 1));
    if (round == 0)
      cs_list_rows_replace (view.rows, CS_POST_ORDER_QUEUE, ids);
    else
      cs_list_rows_rearrange (view.rows, ids);
    assert_view (&view);
    g_assert_cmpuint (view.seen->len, ==, ids->len);
    for (guint i = 0; i < ids->len; i++)
      g_assert_cmpint (g_array_index (view.seen, gint64, i), ==, g_array_index (ids, gint64, i));
    if (round == 0)
      view.most_removed = 0;
  }
  g_assert_cmpuint (view.most_removed, ==, 1);
  view_clear (&view);
}

static void
test_queue_moves_one (void)
{
  g_autoptr (GArray) ids = numbers (1, 10, 1);
  gint64 moved = 1;
  View view;

  view_init (&view);
  cs_list_rows_replace (view.rows, CS_POST_ORDER_QUEUE, ids);
  g_array_remove_index (ids, 0);
  g_array_insert_val (ids, 7, moved);
  cs_list_rows_rearrange (view.rows, ids);
  assert_view (&view);
  g_assert_cmpint (cs_list_rows_get (view.rows, 7), ==, 1);
  view_clear (&view);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-rows/newest", test_newest);
  g_test_add_data_func ("/list-rows/random/newest", GINT_TO_POINTER (CS_POST_ORDER_NEWEST), test_random);
  g_test_add_data_func ("/list-rows/random/oldest", GINT_TO_POINTER (CS_POST_ORDER_OLDEST), test_random);
  g_test_add_func ("/list-rows/queue", test_queue);
  g_test_add_func ("/list-rows/queue-moves-one", test_queue_moves_one);
  return g_test_run ();
}
