/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* activity-probe: does with tallies what it reads, one act a line with tabs between words, and tells how everybody stands.
 *
 *   new START END                                          forgets the one before
 *   put ACCOUNT POST TIME TAGGED REPOST REJECTED TEXT      a text as g_strescape() writes it
 *   remove ACCOUNT POST
 *   merge ACCOUNT INTO
 *   exclude ACCOUNT CODE
 *   forget                                                 all decisions
 *   judge ACCOUNT POST                                     prints the verdict
 *   tell THRESHOLD TOP                                     prints rows, who takes part and the sum, then "."
 */

static gint64
number (const char *word)
{
  return g_ascii_strtoll (word, NULL, 10);
}

static void
put (CsActivityTally *tally,
     char           **words)
{
  g_autofree char *text = g_strcompress (words[7]);
  const CsTallyPost post = { words[2], number (words[3]), text, *words[4] == '1', *words[5] == '1', *words[6] == '1', 0 };

  cs_activity_tally_put (tally, words[1], &post);
}

static void
tell (CsActivityTally *tally,
      guint            threshold,
      guint            top)
{
  CsTallySum sum;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) chosen = NULL;

  cs_activity_tally_sum (tally, threshold, top, &sum);
  rows = cs_activity_tally_get_rows (tally);
  chosen = cs_activity_choose (rows, threshold, top);
  for (guint i = 0; i < rows->len; i++) {
    const CsActivityRow *row = rows->pdata[i];

    printf ("row\t%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\n",
            row->id, row->score, row->kept, row->rejected, row->first_s, row->last_s, row->exclusion != NULL ? row->exclusion : "-");
  }
  for (guint i = 0; i < chosen->len; i++)
    printf ("in\t%s\n", ((const CsActivityRow *) chosen->pdata[i])->id);
  printf ("sum\t%u\t%u\t%u\n.\n", sum.accounts, sum.excluded, sum.eligible);
}

static void
act (CsActivityTally **tally,
     char            **words)
{
  const char *verb = words[0];

  if (strcmp (verb, "new") == 0) {
    g_clear_pointer (tally, cs_activity_tally_free);
    *tally = cs_activity_tally_new (number (words[1]), number (words[2]));
  } else if (strcmp (verb, "put") == 0) {
    put (*tally, words);
  } else if (strcmp (verb, "remove") == 0) {
    cs_activity_tally_remove (*tally, words[1], words[2]);
  } else if (strcmp (verb, "merge") == 0) {
    cs_activity_tally_merge (*tally, words[1], words[2], TRUE);
  } else if (strcmp (verb, "exclude") == 0) {
    cs_activity_tally_exclude (*tally, words[1], words[2], TRUE);
  } else if (strcmp (verb, "forget") == 0) {
    cs_activity_tally_forget_decisions (*tally);
  } else if (strcmp (verb, "judge") == 0) {
    printf ("%s\n", cs_tally_verdict_to_id (cs_activity_tally_judge (*tally, words[1], words[2])));
  } else {
    tell (*tally, (guint) number (words[1]), (guint) number (words[2]));
  }
}

int
main (void)
{
  CsActivityTally *tally = NULL;
  g_autofree char *line = NULL;
  size_t room = 0;

  setvbuf (stdout, NULL, _IOLBF, 0);
  while (getline (&line, &room, stdin) > 0) {
    g_auto (GStrv) words = NULL;

    line[strcspn (line, "\n")] = '\0';
    words = g_strsplit (line, "\t", -1);
    act (&tally, words);
  }
  cs_activity_tally_free (tally);
  return EXIT_SUCCESS;
}
