/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-seal.h"

G_BEGIN_DECLS

typedef struct _CsContestSetup CsContestSetup;

/**
 * CsPrize:
 * @name: what is won
 * @count: how many times
 *
 * A lot. Lots are won in their order.
 */
typedef struct {
  char *name;
  guint count;
} CsPrize;

/**
 * CsContestSetup:
 * @draw: a short name without spaces; goes into the seal
 * @organiser: who draws
 * @show: during what
 * @start_s: from when posts count, seconds since 1970 UTC; in a clue contest 0 for the moment of the sealing
 * @end_s: until when, itself not included
 * @tags: (array zero-terminated=1): hashtags, without the sign
 * @threshold: the lowest score that takes part
 * @top: how many of the most active take part, ties included; 0 for all
 * @min_age_days: an account younger than this when the contest begins is left out, where its age is known; 0 for none
 * @no_bots: accounts that say they are automated are left out
 * @winner_months: who won within so many months before the contest begins is left out; 0 for nobody
 * @tickets: chances go by tickets, not equal
 * @clue: a clue contest: the first accounts whose post holds a secret answer win, and nothing is drawn
 * @pseudonyms: the sealed list holds pseudonyms
 * @prizes: (element-type CsPrize): in their order
 * @n_alternates: how many alternates are named
 * @dice: chance comes from dice, not from the beacon
 * @stage_input: (nullable): what the audience gave
 * @lead_s: how long after sealing the round comes at least, in seconds
 * @rules: the rules as people read them
 * @rehearsal: counts for nothing
 *
 * What a contest is, before it is sealed.
 */
struct _CsContestSetup {
  char *draw;
  char *organiser;
  char *show;
  gint64 start_s;
  gint64 end_s;
  GStrv tags;
  guint threshold;
  guint top;
  guint min_age_days;
  gboolean no_bots;
  guint winner_months;
  gboolean tickets;
  gboolean clue;
  gboolean pseudonyms;
  GPtrArray *prizes;
  guint n_alternates;
  gboolean dice;
  char *stage_input;
  guint lead_s;
  char *rules;
  gboolean rehearsal;
};

#define CS_CONTEST_FAST_LEAD_S 18

CsContestSetup *cs_contest_setup_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsContestSetup *cs_contest_setup_copy (const CsContestSetup *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_setup_free (CsContestSetup *self);
void cs_contest_setup_add_prize (CsContestSetup *self,
                                 const char     *name,
                                 guint           count);
guint cs_contest_setup_get_n_winners (const CsContestSetup *self);
const char *cs_contest_setup_get_prize (const CsContestSetup *self,
                                        guint                 place);
gboolean cs_contest_setup_check (const CsContestSetup *self,
                                 GError              **error);
GVariant *cs_contest_setup_to_variant (const CsContestSetup *self) G_GNUC_WARN_UNUSED_RESULT;
CsContestSetup *cs_contest_setup_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

char *cs_contest_rules_draft (const CsContestSetup *self,
                              const char           *language) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_contest_rules_has_blanks (const char *rules);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContestSetup, cs_contest_setup_free)

G_END_DECLS
