/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-test.h"

#include "cs-json.h"

#include <stdlib.h>
#include <string.h>

/* contest-crash FOLDER: sets a contest up, counts, seals and draws it through the desk, or goes on with the one in the
 * folder, to its end; tells every fact on a line of its own as soon as it may be shown. Killed anywhere, it must tell the
 * same when started again.
 * contest-crash FOLDER sealed|drawn [pseudonyms]: goes on to that phase, tells all that a program can ask before the
 * reveal, and ends. */

static void
tell (const char *name,
      const char *value)
{
  g_print ("%s %s\n", name, value);
}

static void
told_cb (CsContestDesk *desk,
         CsDrawPhase   *told)
{
  CsDrawPhase phase = cs_contest_desk_get_phase (desk);
  CsDraw *draw = cs_contest_desk_get_draw (desk);

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

/* What was written before is known and changes nothing. */
static gboolean
prepare (CsContestTest *test,
         gboolean       pseudonyms)
{
  g_autoptr (CsContestSetup) setup = cs_contest_test_setup ("finale");

  cs_contest_test_fill (test, 60);
  setup->pseudonyms = pseudonyms;
  return cs_contest_desk_get_current (test->desk) != NULL || cs_contest_test_save (test, NULL, setup, NULL) != NULL;
}

static void
tell_everything (CsContestDesk *desk)
{
  const CsDrawJournal *journal = cs_draw_get_journal (cs_contest_desk_get_draw (desk));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCertificate) certificate = cs_draw_make_certificate (cs_contest_desk_get_draw (desk), &error);

  g_assert_null (certificate);
  tell ("certificate", error->message);
  tell ("trouble", cs_contest_desk_get_trouble (desk) != NULL ? cs_contest_desk_get_trouble (desk) : "-");
  for (gsize rank = 1; rank <= 60; rank++) {
    g_autofree char *name = cs_draw_dup_name (cs_contest_desk_get_draw (desk), rank);

    tell ("name", name != NULL ? name : "-");
  }
  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++) {
    JsonNode *node = json_node_init_object (json_node_alloc (), cs_draw_journal_get_body (journal, i));
    g_autofree char *body = json_to_string (node, FALSE);

    tell ("journal", body);
    json_node_unref (node);
  }
}

static int
stop_at (CsContestTest *test,
         gboolean       drawn)
{
  if (drawn) {
    cs_clock_advance (test->clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
    cs_contest_test_until (test, CS_DRAW_REVEALING);
  }
  tell_everything (test->desk);
  cs_contest_test_leave (test);
  return EXIT_SUCCESS;
}

int
main (int    argc,
      char **argv)
{
  CsContestTest test = { 0 };
  CsDrawPhase told = CS_DRAW_IDLE;
  g_autoptr (CsCertificate) certificate = NULL;
  g_autofree char *counted = NULL;
  guint counts[CS_DRAW_EXPORT + 1] = { 0 };

  cs_contest_test_set_up (&test, argv[1]);
  g_signal_connect (test.desk, "changed", G_CALLBACK (told_cb), &told);
  if (cs_contest_desk_get_phase (test.desk) == CS_DRAW_IDLE &&
      (!prepare (&test, argc > 3) || !cs_contest_test_seal (&test, FALSE, NULL)))
    return EXIT_FAILURE;
  told_cb (test.desk, &told);
  if (argc > 2)
    return stop_at (&test, strcmp (argv[2], "drawn") == 0);
  cs_clock_advance (test.clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  if (cs_contest_desk_get_phase (test.desk) != CS_DRAW_DONE)
    cs_contest_test_until (&test, CS_DRAW_REVEALING);
  cs_draw_end_reveal (cs_contest_desk_get_draw (test.desk));
  certificate = cs_draw_make_certificate (cs_contest_desk_get_draw (test.desk), NULL);
  if (certificate == NULL)
    return EXIT_FAILURE;
  for (guint i = 0; i < certificate->entries->len; i++)
    counts[g_array_index (certificate->entries, CsDrawEntry, i).type]++;
  counted = g_strdup_printf ("%u-%u-%u-%u", counts[CS_DRAW_GENESIS], counts[CS_DRAW_SEAL], counts[CS_DRAW_VALUE],
                             counts[CS_DRAW_RESULT]);
  tell ("entries", counted);
  tell ("first", ((CsCertificatePlace *) certificate->ranking->pdata[0])->id);
  cs_contest_test_leave (&test);
  return EXIT_SUCCESS;
}
