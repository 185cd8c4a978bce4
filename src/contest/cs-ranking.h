/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw-list.h"

G_BEGIN_DECLS

typedef struct _CsRanking CsRanking;

/**
 * CsDrawRole:
 * @CS_DRAW_WINNER: gets a prize
 * @CS_DRAW_ALTERNATE: named, for the case that a winner falls out
 * @CS_DRAW_RESERVE: behind the alternates
 */
typedef enum {
  CS_DRAW_WINNER,
  CS_DRAW_ALTERNATE,
  CS_DRAW_RESERVE,
} CsDrawRole;

const char *cs_draw_role_to_id (CsDrawRole role);
gboolean cs_draw_role_from_id (const char *id,
                               CsDrawRole *role);

void cs_draw_seed (const char *seal_digest,
                   const char *value,
                   CsHex       seed);

CsRanking *cs_ranking_new (const CsSeal *seal,
                           CsDrawList   *list,
                           const char   *value) G_GNUC_WARN_UNUSED_RESULT;
CsRanking *cs_ranking_new_from_seed (const char *seed,
                                     CsDrawList *list,
                                     guint       n_winners,
                                     guint       n_alternates) G_GNUC_WARN_UNUSED_RESULT;
CsRanking *cs_ranking_ref (CsRanking *self);
void cs_ranking_unref (CsRanking *self);

gsize cs_ranking_get_n (const CsRanking *self);
gsize cs_ranking_get_n_named (const CsRanking *self);
const char *cs_ranking_get_seed (const CsRanking *self);
char *cs_ranking_get_id (const CsRanking *self,
                         gsize            rank) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_ranking_has_id (const CsRanking *self,
                            gsize            rank,
                            const char      *id);
gsize cs_ranking_get_index (const CsRanking *self,
                            gsize            rank);
void cs_ranking_get_key (const CsRanking *self,
                         gsize            rank,
                         CsHex            key);
CsDrawRole cs_ranking_get_role (const CsRanking *self,
                                gsize            rank);
const char *cs_ranking_get_digest (const CsRanking *self);
const char *cs_ranking_get_cutoff (const CsRanking *self);
const char *cs_ranking_get_status (const CsRanking *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRanking, cs_ranking_unref)

G_END_DECLS
