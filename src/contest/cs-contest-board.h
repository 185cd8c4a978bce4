/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-feed.h"
#include "cs-contest-people.h"
#include "cs-draw.h"
#include "cs-standing.h"

G_BEGIN_DECLS

/* How a contest stands: fed with posts as the show file has them and with what people decided, it tells who takes
 * part and why. Nothing is read from anywhere. One thread at a time. */
typedef struct _CsContestBoard CsContestBoard;

CsContestBoard *cs_contest_board_new (const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_board_free (CsContestBoard *self);

void cs_contest_board_take (CsContestBoard   *self,
                            const CsFeedPage *page);
void cs_contest_board_set_people (CsContestBoard        *self,
                                  const CsContestPeople *people);

void cs_contest_board_sum (CsContestBoard *self,
                           CsTallySum     *sum);
GPtrArray *cs_contest_board_list (CsContestBoard *self,
                                  guint           offset,
                                  guint           limit) G_GNUC_WARN_UNUSED_RESULT;
CsStanding *cs_contest_board_find (CsContestBoard *self,
                                   const char     *id) G_GNUC_WARN_UNUSED_RESULT;
CsReason *cs_contest_board_explain (CsContestBoard *self,
                                    gint64          account_id) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_board_report (CsContestBoard *self,
                              CsDrawIntake   *intake);
CsDrawIntake *cs_contest_board_make_intake (CsContestBoard *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContestBoard, cs_contest_board_free)

G_END_DECLS
