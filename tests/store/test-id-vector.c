/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-id-vector.h"

static guint
oracle_place (GArray *oracle,
              gint64  id)
{
  guint place = 0;

  while (place < oracle->len && g_array_index (oracle, gint64, place) < id)
    place++;
  return place;
}

static gboolean
oracle_has (GArray *oracle,
            gint64  id)
{
  guint place = oracle_place (oracle, id);

  return place < oracle->len && g_array_index (oracle, gint64, place) == id;
}

static void
assert_same (CsIdVector *vector,
             GArray     *oracle)
{
  g_assert_cmpuint (cs_id_vector_get_length (vector), ==, oracle->len);
  for (guint i = 0; i < oracle->len; i++)
    g_assert_cmpint (cs_id_vector_get (vector, i), ==, g_array_index (oracle, gint64, i));
  for (guint i = oracle->len; i > 0; i--)
    g_assert_cmpint (cs_id_vector_get (vector, i - 1), ==, g_array_index (oracle, gint64, i - 1));
}

static void
step (CsIdVector *vector,
      GArray     *oracle,
      gint64      id,
      gboolean    insert)
{
  guint place = oracle_place (oracle, id);
  gboolean known = oracle_has (oracle, id), found;

  g_assert_cmpuint (cs_id_vector_find (vector, id, &found), ==, place);
  g_assert_cmpint (found, ==, known);
  if (insert) {
    g_assert_cmpint (cs_id_vector_insert (vector, id), ==, !known);
    if (!known)
      g_array_insert_val (oracle, place, id);
  } else {
    g_assert_cmpint (cs_id_vector_remove (vector, id), ==, known);
    if (known)
      g_array_remove_index (oracle, place);
  }
}

static void
test_oracle (void)
{
  for (guint round = 0; round < 20; round++) {
    g_autoptr (CsIdVector) vector = cs_id_vector_new ();
    g_autoptr (GArray) oracle = g_array_new (FALSE, FALSE, sizeof (gint64));
    gint64 range = round % 2 == 0 ? 300 : 6000, next = 1;

    for (guint i = 0; i < 3000; i++) {
      guint what = g_test_rand_int_range (0, 10);

      if (what < 3)
        step (vector, oracle, next++, TRUE);
      else if (what < 7)
        step (vector, oracle, g_test_rand_int_range (1, range), TRUE);
      else
        step (vector, oracle, g_test_rand_int_range (1, range), FALSE);
      if (i % 500 == 0)
        assert_same (vector, oracle);
    }
    assert_same (vector, oracle);
    cs_id_vector_clear (vector);
    g_assert_cmpuint (cs_id_vector_get_length (vector), ==, 0);
  }
}

static void
test_descending (void)
{
  g_autoptr (CsIdVector) vector = cs_id_vector_new ();

  for (gint64 id = 5000; id > 0; id--)
    g_assert_true (cs_id_vector_insert (vector, id));
  for (guint i = 0; i < 5000; i++)
    g_assert_cmpint (cs_id_vector_get (vector, i), ==, i + 1);
}

static void
test_small (void)
{
  g_autoptr (CsIdVector) dense = cs_id_vector_new ();
  g_autoptr (CsIdVector) sparse = cs_id_vector_new ();

  for (gint64 id = 1; id <= 1000000; id++)
    cs_id_vector_insert (dense, id);
  g_assert_cmpuint (cs_id_vector_get_size (dense), <, 64 * 1024);
  for (gint64 id = 1; id <= 100000; id++)
    cs_id_vector_insert (sparse, id * 3);
  g_assert_cmpuint (cs_id_vector_get_size (sparse), <, 100000 * 9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id-vector/oracle", test_oracle);
  g_test_add_func ("/id-vector/descending", test_descending);
  g_test_add_func ("/id-vector/small", test_small);
  return g_test_run ();
}
