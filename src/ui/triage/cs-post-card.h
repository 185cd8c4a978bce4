/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-picture-loader.h"

G_BEGIN_DECLS

/* The open post: who, what, why to look twice, and the acts on it. Its acts are actions of the window with
 * the post's id, bound to the version it shows. */
#define CS_TYPE_POST_CARD (cs_post_card_get_type ())
G_DECLARE_FINAL_TYPE (CsPostCard, cs_post_card, CS, POST_CARD, GtkWidget)

void cs_post_card_set_desk (CsPostCard      *self,
                            CsDesk          *desk,
                            CsPictureLoader *loader);
void cs_post_card_set_item (CsPostCard *self,
                            CsPostItem *item);
CsEntry *cs_post_card_get_shown (CsPostCard *self);
gint64 cs_post_card_get_edited_us (CsPostCard *self);
void cs_post_card_set_n_left (CsPostCard *self,
                              guint       n_left);
void cs_post_card_tick (CsPostCard *self);

G_END_DECLS
