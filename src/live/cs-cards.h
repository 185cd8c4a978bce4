/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-card.h"
#include "cs-snapshot.h"

G_BEGIN_DECLS

/**
 * CsCardsLayer:
 * @CS_CARDS_TITLE: the title bar
 * @CS_CARDS_LOGO: the show's logo
 * @CS_CARDS_MARK: says that it is a rehearsal
 *
 * What the show itself lays over the picture. The lower third is not among them: it has its own door.
 */
typedef enum {
  CS_CARDS_TITLE,
  CS_CARDS_LOGO,
  CS_CARDS_MARK,
} CsCardsLayer;

#define CS_CARDS_N_LAYERS 3

/**
 * CsCardsGate:
 * @snapshot: what would be drawn
 * @data: as given to cs_cards_set_gate()
 *
 * Asked before every single picture, on the encoder's thread. Must not wait.
 *
 * Returns: whether @snapshot is on program at this moment
 */
typedef gboolean (*CsCardsGate) (CsSnapshot *snapshot,
                                 gpointer    data);

/* What lies over the picture: the lower third, title, logo, hearts. All functions may be called from any thread, and
 * none waits. */
typedef struct _CsCards CsCards;

CsCards *cs_cards_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsCards *cs_cards_ref (CsCards *self);
void cs_cards_unref (CsCards *self);

void cs_cards_set_gate (CsCards       *self,
                        CsCardsGate    gate,
                        gpointer       data,
                        GDestroyNotify destroy);
void cs_cards_set_post (CsCards    *self,
                        CsSnapshot *snapshot,
                        CsCard     *card,
                        int         x,
                        int         y);
void cs_cards_set_layer (CsCards     *self,
                         CsCardsLayer layer,
                         CsCard      *card,
                         int          x,
                         int          y);
void cs_cards_add_heart (CsCards *self,
                         CsCard  *heart,
                         guint    seed);
void cs_cards_clear (CsCards *self);

gboolean cs_cards_need_drawing (CsCards *self);
void cs_cards_draw (CsCards       *self,
                    GstVideoFrame *frame,
                    GstClockTime   time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCards, cs_cards_unref)

G_END_DECLS
