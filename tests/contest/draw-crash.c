/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-test.h"

#include <stdlib.h>
#include <string.h>

/* draw-crash FOLDER: seals a draw, or goes on with the one in the folder, to its end; tells every fact on a line of
 * its own as soon as it may be shown. Killed anywhere, it must tell the same when started again. */

static void
tell (const char *name,
      const char *value)
{
  g_print ("%s %s\n", name, value);
}

static void
told_cb (CsDraw     *draw,
         CsDrawPhase *told)
{
  CsDrawPhase phase = cs_draw_get_phase (draw);

  if (phase == *told)
    return;
  *told = phase;
  if (phase == CS_DRAW_SEALED)
    tell ("seal", cs_draw_get_seal (draw)->digest);
  if (phase == CS_DRAW_RANKING)
    tell ("value", cs_draw_get_value (draw));
  if (phase == CS_DRAW_REVEALING)
    tell ("result", cs_ranking_get_digest (cs_draw_get_ranking (draw)));
}

int
main (int    argc,
      char **argv)
{
  CsDrawTest test = { 0 };
  CsDrawPhase told = CS_DRAW_IDLE;
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("finale");
  g_autoptr (CsCertificate) certificate = NULL;
  g_autofree char *counted = NULL;
  guint counts[CS_DRAW_EXPORT + 1] = { 0 };

  cs_draw_test_set_up (&test, argv[1]);
  g_signal_connect (test.draw, "changed", G_CALLBACK (told_cb), &told);
  if (cs_draw_get_phase (test.draw) == CS_DRAW_IDLE && !cs_draw_test_seal (&test, setup, NULL))
    return EXIT_FAILURE;
  told_cb (test.draw, &told);
  cs_clock_advance (test.clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_draw_test_until (&test, CS_DRAW_REVEALING);
  cs_draw_end_reveal (test.draw);
  certificate = cs_draw_make_certificate (test.draw, NULL);
  if (certificate == NULL)
    return EXIT_FAILURE;
  for (guint i = 0; i < certificate->entries->len; i++)
    counts[g_array_index (certificate->entries, CsDrawEntry, i).type]++;
  counted = g_strdup_printf ("%u-%u-%u-%u", counts[CS_DRAW_GENESIS], counts[CS_DRAW_SEAL], counts[CS_DRAW_VALUE],
                             counts[CS_DRAW_RESULT]);
  tell ("entries", counted);
  tell ("first", ((CsCertificatePlace *) certificate->ranking->pdata[0])->id);
  cs_draw_test_close (&test);
  return EXIT_SUCCESS;
}
