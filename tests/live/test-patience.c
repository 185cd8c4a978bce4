/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-patience.h"

#include "cs-live.h"

#define REFUSED_MS 15000
#define GHOST_MS 1000
/* The longest of the short waits, and what chance may add. */
#define SOON_MS (1800 * 1.3)

static guint
fail (CsPatience *patience,
      CsLiveError code)
{
  g_autoptr (GError) reason = g_error_new_literal (CS_LIVE_ERROR, code, "");

  return cs_patience_next_ms (patience, reason);
}

static void
test_trouble (void)
{
  g_autoptr (CsPatience) patience = cs_patience_new ();

  for (guint i = 0; i < 10; i++) {
    g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_UNREACHABLE), <=, SOON_MS);
    g_assert_false (cs_patience_is_refused (patience));
  }
}

static void
test_refused (void)
{
  g_autoptr (CsPatience) patience = cs_patience_new ();

  g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_REFUSED), <=, SOON_MS);
  g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_TLS), <=, SOON_MS);
  g_assert_false (cs_patience_is_refused (patience));
  g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_REFUSED), ==, REFUSED_MS);
  g_assert_true (cs_patience_is_refused (patience));

  /* Whatever else happens, it does not refuse us any more. */
  g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_UNREACHABLE), <=, SOON_MS);
  g_assert_false (cs_patience_is_refused (patience));
}

static void
test_begin (void)
{
  g_autoptr (CsPatience) patience = cs_patience_new ();

  for (guint i = 0; i < 3; i++)
    fail (patience, CS_LIVE_ERROR_REFUSED);
  g_assert_true (cs_patience_is_refused (patience));
  cs_patience_begin (patience);
  g_assert_false (cs_patience_is_refused (patience));
  g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_REFUSED), <=, SOON_MS);
}

/* Our own broken stream holds the place: it is let go of soon. */
static void
test_ghost (void)
{
  g_autoptr (CsPatience) patience = cs_patience_new ();

  cs_patience_was_live (patience);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (fail (patience, CS_LIVE_ERROR_IN_USE), ==, GHOST_MS);
  g_assert_false (cs_patience_is_refused (patience));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/patience/trouble", test_trouble);
  g_test_add_func ("/live/patience/refused", test_refused);
  g_test_add_func ("/live/patience/begin", test_begin);
  g_test_add_func ("/live/patience/ghost", test_ghost);
  return g_test_run ();
}
