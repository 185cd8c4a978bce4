/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-test.h"
#include "cs-http.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE_US (25 * G_USEC_PER_SEC)

/* stamp-probe URL AUTHORITY.pem STAMPED: seals a contest whose desk has that authority, waits until there is a stamp (or,
 * where STAMPED is 0, until it is told why there is none), draws to the end, and tells in one line what came of it. */

static void
await (CsContestTest *test,
       gboolean       stamped)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (stamped ? !cs_contest_desk_get_stamped (test->desk) : cs_contest_desk_get_stamp_trouble (test->desk) == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static void
set_authority (CsContestTest *test,
               const char    *url,
               const char    *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GBytes) pem = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  pem = g_bytes_new_take (text, length);
  cs_contest_desk_set_authority_async (test->desk, url, pem, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_contest_desk_set_authority_finish (test->desk, result, NULL));
}

int
main (int    argc,
      char **argv)
{
  CsContestTest test = { 0 };
  g_autoptr (CsContestSetup) setup = cs_contest_test_setup ("finale");
  g_autoptr (CsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  gboolean stamped;

  if (argc < 4)
    return 2;
  cs_net_init ();
  stamped = atoi (argv[3]);
  cs_contest_test_set_up (&test, NULL);
  cs_contest_test_fill (&test, 20);
  g_assert_nonnull (cs_contest_test_save (&test, NULL, setup, &error));
  set_authority (&test, argv[1], argv[2]);
  g_assert_true (cs_contest_test_seal (&test, FALSE, &error));
  await (&test, stamped);
  cs_contest_test_reopen (&test);
  g_assert_cmpstr (cs_contest_desk_get_authority (test.desk), ==, argv[1]);
  g_assert_cmpint (cs_contest_desk_get_stamped (test.desk), ==, stamped);
  cs_clock_advance (test.clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_contest_test_until (&test, CS_DRAW_REVEALING); /* with a stamp or without one */
  cs_draw_end_reveal (cs_contest_desk_get_draw (test.desk));
  certificate = cs_draw_make_certificate (cs_contest_desk_get_draw (test.desk), &error);
  g_assert_no_error (error);
  g_print ("%u\t%s\n", certificate->proofs->len,
           certificate->proofs->len > 0 ? ((const CsPriorProof *) certificate->proofs->pdata[0])->reference : "-");
  cs_contest_test_tear_down (&test);
  return EXIT_SUCCESS;
}
