/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-display.h"
#include "cs-source-words.h"

#define NOW_US (G_GINT64_CONSTANT (1798229647) * G_USEC_PER_SEC)

static void
check (CsSourceFacts facts,
       gboolean      well,
       const char   *expected)
{
  g_autofree char *words = cs_source_words_state (&facts, NOW_US);

  g_assert_cmpstr (words, ==, expected);
  g_assert_true (cs_source_words_is_well (&facts, NOW_US) == well);
}

static void
test_state (void)
{
  check ((CsSourceFacts){ CS_SOURCE_CONNECTING }, TRUE, "connecting…");
  check ((CsSourceFacts){ CS_SOURCE_CATCHING_UP }, TRUE, "catching up…");
  check ((CsSourceFacts){ CS_SOURCE_STOPPED }, TRUE, "ended");
  check ((CsSourceFacts){ CS_SOURCE_FAILED, "Sign in again." }, FALSE, "stopped: Sign in again.");
}

static void
test_late (void)
{
  check ((CsSourceFacts){ CS_SOURCE_LIVE, NULL, 0, NOW_US - 5 * G_USEC_PER_SEC }, TRUE, "live");
  check ((CsSourceFacts){ CS_SOURCE_LIVE, NULL, 0, NOW_US - 40 * G_USEC_PER_SEC }, FALSE, "late 40\u00a0s");
  /* Not heard of at all yet, or a clock that went back. */
  check ((CsSourceFacts){ CS_SOURCE_LIVE, NULL, 0, 0 }, TRUE, "live");
  check ((CsSourceFacts){ CS_SOURCE_LIVE, NULL, 0, NOW_US + 90 * G_USEC_PER_SEC }, TRUE, "live");
}

static void
test_waiting (void)
{
  g_autofree char *time = cs_display_time (NOW_US);
  g_autofree char *expected = g_strdup_printf ("waiting until %s: The server asked for patience.", time);

  check ((CsSourceFacts){ CS_SOURCE_WAITING, "The server asked for patience.", NOW_US, 0 }, FALSE, expected);
}

/* It goes on, but not as it should, and only a person can help. */
static void
test_sign_in (void)
{
  check ((CsSourceFacts){ CS_SOURCE_LIVE, "Sign in again.", 0, NOW_US, TRUE }, FALSE, "Sign in again.");
  check ((CsSourceFacts){ CS_SOURCE_LIVE, "Sign in again.", 0, NOW_US - 40 * G_USEC_PER_SEC, TRUE }, FALSE, "late 40\u00a0s");
  check ((CsSourceFacts){ CS_SOURCE_LIVE, "Asked for every few seconds.", 0, NOW_US, FALSE }, TRUE, "live");
}

static void
check_brief (CsSourceFacts facts,
             const char   *expected)
{
  g_autofree char *words = cs_source_words_brief (&facts, NOW_US);

  g_assert_cmpstr (words, ==, expected);
}

/* The header has room for no reason. */
static void
test_brief (void)
{
  g_autofree char *time = cs_display_time (NOW_US);
  g_autofree char *again = g_strdup_printf ("again at %s", time);

  check_brief ((CsSourceFacts){ CS_SOURCE_WAITING, "The server asked for patience.", NOW_US, 0 }, again);
  check_brief ((CsSourceFacts){ CS_SOURCE_FAILED, "The server is gone." }, "stopped");
  check_brief ((CsSourceFacts){ CS_SOURCE_LIVE, "Its token has ended.", 0, NOW_US, TRUE }, "sign in again");
  check_brief ((CsSourceFacts){ CS_SOURCE_LIVE, NULL, 0, NOW_US - 40 * G_USEC_PER_SEC }, "late 40\u00a0s");
}

static void
check_summary (guint       n_sources,
               guint       n_well,
               const char *expected)
{
  g_autofree char *words = cs_source_words_summary (n_sources, n_well);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_summary (void)
{
  check_summary (0, 0, "No source");
  check_summary (1, 1, "1 source");
  check_summary (6, 6, "6 sources");
  check_summary (6, 5, "5 of 6 sources");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-words/state", test_state);
  g_test_add_func ("/source-words/late", test_late);
  g_test_add_func ("/source-words/waiting", test_waiting);
  g_test_add_func ("/source-words/sign-in", test_sign_in);
  g_test_add_func ("/source-words/brief", test_brief);
  g_test_add_func ("/source-words/summary", test_summary);
  return g_test_run ();
}
