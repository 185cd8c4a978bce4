/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-geometry.h"

static void
test_empty (void)
{
  CsStreamGeometry geometry = { 0, CS_STREAM_NONE, 76, 112 };

  g_assert_cmpfloat (cs_stream_geometry_get_height (&geometry), ==, 0);
  g_assert_cmpuint (cs_stream_geometry_find (&geometry, 0), ==, CS_STREAM_NONE);
}

/* Against the plain way: adding heights up. */
static void
assert_like_a_sum (const CsStreamGeometry *geometry)
{
  double y = 0;

  for (guint i = 0; i < geometry->n_rows; i++) {
    int height = cs_stream_geometry_get_row_height (geometry, i);

    g_assert_cmpint (height, ==, i == geometry->tall ? 112 : 76);
    g_assert_cmpfloat (cs_stream_geometry_get_y (geometry, i), ==, y);
    g_assert_cmpuint (cs_stream_geometry_find (geometry, y), ==, i);
    g_assert_cmpuint (cs_stream_geometry_find (geometry, y + height - .5), ==, i);
    y += height;
  }
  g_assert_cmpfloat (cs_stream_geometry_get_height (geometry), ==, y);
  g_assert_cmpuint (cs_stream_geometry_find (geometry, -5), ==, 0);
  g_assert_cmpuint (cs_stream_geometry_find (geometry, y + 5), ==, geometry->n_rows - 1);
}

static void
test_sum (void)
{
  for (guint n = 1; n < 8; n++) {
    assert_like_a_sum (&(CsStreamGeometry){ n, CS_STREAM_NONE, 76, 112 });
    for (guint tall = 0; tall < n; tall++)
      assert_like_a_sum (&(CsStreamGeometry){ n, tall, 76, 112 });
  }
}

static void
test_many (void)
{
  CsStreamGeometry geometry = { 400000000, 399999998, 76, 112 };

  g_assert_cmpuint (cs_stream_geometry_find (&geometry, 399999999. * 76 + 36), ==, 399999999);
  g_assert_cmpfloat (cs_stream_geometry_get_height (&geometry), ==, 400000000. * 76 + 36);
}

static void
assert_moved (guint    position,
              guint    changed,
              guint    removed,
              guint    added,
              guint    expected,
              gboolean expected_gone)
{
  gboolean gone;

  g_assert_cmpuint (cs_stream_geometry_move (position, changed, removed, added, &gone), ==, expected);
  g_assert_cmpint (gone, ==, expected_gone);
}

static void
test_move (void)
{
  assert_moved (5, 0, 0, 3, 8, FALSE);
  assert_moved (5, 5, 0, 3, 8, FALSE);
  assert_moved (5, 6, 0, 3, 5, FALSE);
  assert_moved (5, 0, 5, 0, 0, FALSE);
  assert_moved (5, 4, 2, 0, 4, TRUE);
  assert_moved (5, 5, 1, 9, 5, TRUE);
  assert_moved (5, 6, 4, 1, 5, FALSE);
  assert_moved (CS_STREAM_NONE, 0, 4, 9, CS_STREAM_NONE, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream-geometry/empty", test_empty);
  g_test_add_func ("/stream-geometry/sum", test_sum);
  g_test_add_func ("/stream-geometry/many", test_many);
  g_test_add_func ("/stream-geometry/move", test_move);
  return g_test_run ();
}
