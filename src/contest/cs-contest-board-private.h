/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-board.h"

G_BEGIN_DECLS

#define CS_BOARD_KEY_BYTES 24

/* An account that was seen. */
typedef struct {
  CsFeedAccount seen;
  char key[CS_BOARD_KEY_BYTES]; /* its name in the tally */
  char *id; /* (nullable): under which it takes part */
  char *skeleton; /* (nullable): not looked at yet */
  char *alike; /* (nullable): whose handle looks the same */
} CsBoardAccount;

struct _CsContestBoard {
  CsContestSetup *setup;
  CsContestPeople *people;
  CsActivityTally *tally;
  GHashTable *accounts; /* row → CsBoardAccount */
  GHashTable *ids; /* id → the first CsBoardAccount with it */
  GHashTable *natives; /* the network's own id, where it is one of a kind everywhere → CsBoardAccount */
  GHashTable *tags; /* of hashtags without letter case */
  GHashTable *ruled; /* of rows that somebody decided about */
  guint received[CS_N_NETWORKS]; /* posts */
  gint64 gaps[CS_N_NETWORKS];
  gboolean stale; /* what was decided is to be told to the tally again */
};

/* cs-contest-board.c */
CsBoardAccount *cs_contest_board_find_info (CsContestBoard *self,
                                            gint64          account_id);

/* cs-contest-board-rule.c */
void cs_contest_board_apply_rules (CsContestBoard       *self,
                                   const CsBoardAccount *info);
void cs_contest_board_name_account (CsContestBoard *self,
                                    CsBoardAccount *info);
void cs_contest_board_decide (CsContestBoard *self);

G_END_DECLS
