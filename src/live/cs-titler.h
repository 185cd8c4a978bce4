/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-cards.h"
#include "cs-feed.h"
#include "cs-titler-draw.h"

G_BEGIN_DECLS

/* What is burnt into the stream: the lower third of the post on program, a title, the show's logo, hearts, and the
 * picture of standby. Everything is drawn on a thread of its own; pictures only get what is ready.
 *
 * A post gets on the picture only through cs_titler_set_snapshot(), and is seen only while the gate, asked before
 * every picture, says that this very snapshot is on program. Without a gate no post is ever seen. */
#define CS_TYPE_TITLER (cs_titler_get_type ())
G_DECLARE_FINAL_TYPE (CsTitler, cs_titler, CS, TITLER, GObject)

CsTitler *cs_titler_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_titler_set_gate (CsTitler      *self,
                         CsCardsGate    gate,
                         gpointer       data,
                         GDestroyNotify destroy);
void cs_titler_set_snapshot (CsTitler   *self,
                             CsSnapshot *snapshot);
CsSnapshot *cs_titler_get_snapshot (CsTitler *self);
void cs_titler_set_avatar (CsTitler             *self,
                           CsSnapshot           *snapshot,
                           const CsTitlerBitmap *avatar);

gboolean cs_titler_get_lower_third (CsTitler *self);
void cs_titler_set_lower_third (CsTitler *self,
                                gboolean  lower_third);
void cs_titler_set_show (CsTitler   *self,
                         const char *show);
void cs_titler_set_title (CsTitler   *self,
                          const char *title);
void cs_titler_set_logo (CsTitler             *self,
                         const CsTitlerBitmap *logo);
void cs_titler_set_rehearsal (CsTitler *self,
                              gboolean  rehearsal);
gboolean cs_titler_get_hearts (CsTitler *self);
void cs_titler_set_hearts (CsTitler *self,
                           gboolean  hearts);
void cs_titler_add_heart (CsTitler *self,
                          guint32   rgb);

/* For the broadcast. */
void cs_titler_set_format (CsTitler           *self,
                           const CsFeedFormat *format);
CsCards *cs_titler_get_cards (CsTitler *self);
GstBuffer *cs_titler_get_slate (CsTitler *self);

G_END_DECLS
