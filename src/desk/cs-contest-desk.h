/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue.h"
#include "cs-contest-counter.h"
#include "cs-contest.h"
#include "cs-reveal.h"
#include "cs-draw.h"

G_BEGIN_DECLS

/* The contests of the open show: set up, counted live, sealed, drawn, revealed. One is current: the one that is
 * counted, and the one that is sealed next. Everything that people decide is on disk before it is answered; opened
 * again, it goes on where it was. "changed" tells that anything about contests or draw is another,
 * "standings-changed" that the figures of the count are. Main thread. */
#define CS_TYPE_CONTEST_DESK (cs_contest_desk_get_type ())
G_DECLARE_FINAL_TYPE (CsContestDesk, cs_contest_desk, CS, CONTEST_DESK, GObject)

CsContestDesk *cs_contest_desk_new (CsStore    *store,
                                    CsClock    *clock,
                                    CsRelays   *relays,
                                    const char *public_key) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_desk_open_async (CsContestDesk      *self,
                                 gboolean            only_look,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_contest_desk_open_finish (CsContestDesk *self,
                                      GAsyncResult  *result,
                                      GError       **error);
void cs_contest_desk_stop (CsContestDesk *self);
void cs_contest_desk_set_rehearsal (CsContestDesk *self,
                                    gboolean       rehearsal);

/* Contests. */
GListModel *cs_contest_desk_get_contests (CsContestDesk *self);
CsContest *cs_contest_desk_get_current (CsContestDesk *self);
void cs_contest_desk_set_current (CsContestDesk *self,
                                  CsContest     *contest);
char *cs_contest_desk_suggest_name (CsContestDesk *self,
                                    const char    *name) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_desk_save_async (CsContestDesk        *self,
                                 CsContest            *contest,
                                 const CsContestSetup *setup,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
CsContest *cs_contest_desk_save_finish (CsContestDesk *self,
                                        GAsyncResult  *result,
                                        GError       **error);

/* Standings of the current contest. The counter answers questions about any part of them. */
CsContestCounter *cs_contest_desk_get_counter (CsContestDesk *self);
const CsTallySum *cs_contest_desk_get_sum (CsContestDesk *self);
GPtrArray *cs_contest_desk_get_top (CsContestDesk *self);

/* Who is left out and who is one person: until something is sealed. */
void cs_contest_desk_exclude_async (CsContestDesk      *self,
                                    const CsStanding   *standing,
                                    const char         *code,
                                    const char         *reason,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
void cs_contest_desk_merge_async (CsContestDesk      *self,
                                  const CsStanding   *standing,
                                  const CsStanding   *into,
                                  const char         *reason,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
void cs_contest_desk_take_back_async (CsContestDesk      *self,
                                      CsContestAct        act,
                                      gint64              account_id,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean cs_contest_desk_rule_finish (CsContestDesk *self,
                                      GAsyncResult  *result,
                                      GError       **error);

#define CS_CONTEST_TICKETS "tickets"

/**
 * CsListReport:
 * @n_taken: accounts that were taken
 * @n_twice: lines that name an account again
 * @refused: (element-type utf8): a sentence for each line that names no account
 *
 * What became of a list of accounts.
 */
typedef struct {
  guint n_taken;
  guint n_twice;
  GPtrArray *refused;
} CsListReport;

CsListReport *cs_list_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_list_report_free (CsListReport *self);

void cs_contest_desk_import_list_async (CsContestDesk      *self,
                                        const char         *code,
                                        const char         *name,
                                        GBytes             *bytes,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
CsListReport *cs_contest_desk_import_list_finish (CsContestDesk *self,
                                                  GAsyncResult  *result,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Past winners, remembered across shows. */
void cs_contest_desk_set_winner_folder (CsContestDesk *self,
                                        const char    *folder);
char *cs_contest_desk_dup_winner_path (CsContestDesk *self,
                                       const char    *organiser) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_desk_import_winners_async (CsContestDesk      *self,
                                           const char         *organiser,
                                           GBytes             *bytes,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
void cs_contest_desk_count_winners_async (CsContestDesk      *self,
                                          const char         *organiser,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gssize cs_contest_desk_count_winners_finish (CsContestDesk *self,
                                             GAsyncResult  *result,
                                             GError       **error);

/* The draw. It is checked and sealed here; what comes afterwards is asked of the draw itself. */
CsDraw *cs_contest_desk_get_draw (CsContestDesk *self);
CsDrawPhase cs_contest_desk_get_phase (CsContestDesk *self);
const char *cs_contest_desk_get_trouble (CsContestDesk *self);

void cs_contest_desk_seal_async (CsContestDesk      *self,
                                 gboolean            rehearsal,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_contest_desk_seal_finish (CsContestDesk *self,
                                      GAsyncResult  *result,
                                      GError       **error);
/* A clue contest; what tells of it reads it itself. Stage and contest page show whatever the current contest is. */
void cs_contest_desk_seal_clue_async (CsContestDesk      *self,
                                      const char *const  *answers,
                                      gboolean            rehearsal,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void cs_contest_desk_close_clue_async (CsContestDesk      *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
CsClue *cs_contest_desk_get_clue (CsContestDesk *self);
CsReveal *cs_contest_desk_get_reveal (CsContestDesk *self);

void cs_contest_desk_add_proof_async (CsContestDesk      *self,
                                      const char         *type,
                                      gint64              time_s,
                                      const char         *reference,
                                      const char         *token,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean cs_contest_desk_add_proof_finish (CsContestDesk *self,
                                           GAsyncResult  *result,
                                           GError       **error);

/* The time-stamping authority, if one is set: every seal is stamped while it waits. */
void cs_contest_desk_set_authority_async (CsContestDesk      *self,
                                          const char         *url,
                                          GBytes             *certificates,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean cs_contest_desk_set_authority_finish (CsContestDesk *self,
                                               GAsyncResult  *result,
                                               GError       **error);
const char *cs_contest_desk_get_authority (CsContestDesk *self);
GBytes *cs_contest_desk_get_authority_certificates (CsContestDesk *self);
gboolean cs_contest_desk_get_stamping (CsContestDesk *self);
gboolean cs_contest_desk_get_stamped (CsContestDesk *self);
const char *cs_contest_desk_get_stamp (CsContestDesk *self,
                                       gint64        *time_s);
gboolean cs_contest_desk_may_stamp (CsContestDesk *self);
void cs_contest_desk_stamp_now (CsContestDesk *self);
const char *cs_contest_desk_get_stamp_trouble (CsContestDesk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsListReport, cs_list_report_free)

G_END_DECLS
