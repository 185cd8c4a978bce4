/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stamp.h"

#include "cs-draw-error.h"

#define DIGEST "abababababababababababababababababababababababababababababababab"

static void
test_module (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) request = cs_stamp_request_new (DIGEST, &error);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("no answer", 9);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (request), >, 32);
  g_assert_null (cs_stamp_read (nonsense, request, DIGEST, NULL, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STAMP);
  g_assert_cmpuint (cs_stamp_count_authorities (nonsense), ==, 0);
}

/* A draw goes on without: whoever wanted a stamp is told. */
static void
test_without_module (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("no answer", 9);

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed ();
    return;
  }
  g_setenv ("COULISSES_STAMP", "/nonexistent", TRUE);
  g_assert_null (cs_stamp_request_new (DIGEST, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STAMP);
  g_clear_error (&error);
  g_assert_null (cs_stamp_read (nonsense, NULL, DIGEST, NULL, &error));
  g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_STAMP);
  g_assert_cmpuint (cs_stamp_count_authorities (nonsense), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamp/module", test_module);
  g_test_add_func ("/stamp/without-module", test_without_module);
  return g_test_run ();
}
