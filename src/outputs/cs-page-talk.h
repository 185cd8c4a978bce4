/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-page-box.h"
#include "cs-page-gate.h"

G_BEGIN_DECLS

/* What viewers say and are told. On the page's thread. */
typedef struct _CsPageTalk CsPageTalk;

CsPageTalk *cs_page_talk_new (CsPageBox *box,
                              CsShelf   *shelf) G_GNUC_WARN_UNUSED_RESULT;
void cs_page_talk_free (CsPageTalk *self);

void cs_page_talk_answer (CsPageTalk        *self,
                          SoupServerMessage *message,
                          CsPageRoute        route);
void cs_page_talk_tick (CsPageTalk *self);

G_END_DECLS
