/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-board.h"

G_BEGIN_DECLS

/* Counts a contest while the show goes on: reads from the show file what is new or has changed, a page at a time, and
 * counts on a thread of its own. Emits "changed" when the figures are others, at most twice a second. Main thread. */
#define CS_TYPE_CONTEST_COUNTER (cs_contest_counter_get_type ())
G_DECLARE_FINAL_TYPE (CsContestCounter, cs_contest_counter, CS, CONTEST_COUNTER, GObject)

/* How many of the most active are at hand at any time. */
#define CS_CONTEST_TOP 100

CsContestCounter *cs_contest_counter_new (CsStore *store) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_counter_stop (CsContestCounter *self);

void cs_contest_counter_set_setup (CsContestCounter     *self,
                                   const CsContestSetup *setup);
void cs_contest_counter_set_people (CsContestCounter      *self,
                                    const CsContestPeople *people);

gboolean cs_contest_counter_is_counting (CsContestCounter *self);
const CsTallySum *cs_contest_counter_get_sum (CsContestCounter *self);
GPtrArray *cs_contest_counter_get_top (CsContestCounter *self);
GPtrArray *cs_contest_counter_get_imports (CsContestCounter *self);

void cs_contest_counter_list_async (CsContestCounter   *self,
                                    guint               offset,
                                    guint               limit,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
GPtrArray *cs_contest_counter_list_finish (CsContestCounter *self,
                                           GAsyncResult     *result,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_counter_find_async (CsContestCounter   *self,
                                    const char         *id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
CsStanding *cs_contest_counter_find_finish (CsContestCounter *self,
                                            GAsyncResult     *result,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_counter_explain_async (CsContestCounter   *self,
                                       gint64              account_id,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
CsReason *cs_contest_counter_explain_finish (CsContestCounter *self,
                                             GAsyncResult     *result,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_counter_intake_async (CsContestCounter   *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
CsDrawIntake *cs_contest_counter_intake_finish (CsContestCounter *self,
                                                GAsyncResult     *result,
                                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
