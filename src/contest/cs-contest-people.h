/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsContestAct:
 * @CS_CONTEST_EXCLUDE: an account is left out
 * @CS_CONTEST_MERGE: an account is the same person as another
 *
 * What a person decides about an account of a contest.
 */
typedef enum {
  CS_CONTEST_EXCLUDE,
  CS_CONTEST_MERGE,
} CsContestAct;

/**
 * CsContestRuling:
 * @act: what was decided
 * @account_id: about which account of the show file
 * @into_id: for a merge, with which it is counted
 * @code: one of the protocol's codes; "duplicate" for a merge
 * @id: the account as it was called then
 * @reason: why, in words
 * @by: who decided
 * @at_s: when, seconds since 1970 UTC
 * @undone_s: when it was taken back, or 0
 * @text: (nullable): what stands behind its entry in the journal of draws
 *
 * A decision about an account. It stays when it is taken back.
 */
typedef struct {
  CsContestAct act;
  gint64 account_id;
  gint64 into_id;
  char *code;
  char *id;
  char *reason;
  char *by;
  gint64 at_s;
  gint64 undone_s;
  char *text;
} CsContestRuling;

/**
 * CsContestList:
 * @code: what whoever is on it is left out for: "staff", "partner", "official"…
 * @name: the file it came from
 * @at_s: when it was read, seconds since 1970 UTC
 * @ids: (array zero-terminated=1): ids as cs_draw_id_new() makes them; "*:handle" on whichever network
 *
 * Accounts known beforehand.
 */
typedef struct {
  char *code;
  char *name;
  gint64 at_s;
  GStrv ids;
} CsContestList;

/**
 * CsContestPeople:
 * @rulings: (element-type CsContestRuling): in the order in which they were made
 * @lists: (element-type CsContestList): in the order in which they were read
 * @tickets: (element-type utf8 guint): how many tickets an id holds; who is not there holds one
 * @winners: (element-type utf8): ids of who won too recently
 *
 * Who is left out of a contest, and who is one person. A value: copied before it is changed.
 */
typedef struct {
  GPtrArray *rulings;
  GPtrArray *lists;
  GHashTable *tickets;
  GHashTable *winners;
} CsContestPeople;

CsContestPeople *cs_contest_people_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsContestPeople *cs_contest_people_copy (const CsContestPeople *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_people_free (CsContestPeople *self);

CsContestRuling *cs_contest_people_add_ruling (CsContestPeople *self,
                                               CsContestAct     act,
                                               gint64           account_id,
                                               const char      *id,
                                               const char      *code);
CsContestRuling *cs_contest_people_find (const CsContestPeople *self,
                                         CsContestAct           act,
                                         gint64                 account_id);
void cs_contest_people_add_list (CsContestPeople   *self,
                                 const char        *code,
                                 const char        *name,
                                 gint64             at_s,
                                 const char *const *ids);
const CsContestList *cs_contest_people_find_listed (const CsContestPeople *self,
                                                    const char            *id);
guint cs_contest_people_get_tickets (const CsContestPeople *self,
                                     const char            *id);

GVariant *cs_contest_people_to_variant (const CsContestPeople *self) G_GNUC_WARN_UNUSED_RESULT;
CsContestPeople *cs_contest_people_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContestPeople, cs_contest_people_free)

G_END_DECLS
