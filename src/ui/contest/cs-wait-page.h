/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-contest-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From the seal to the value: the seal to publish, the countdown, what each relay says, a round pasted from a phone,
 * or the dice typed twice. */
#define CS_TYPE_WAIT_PAGE (cs_wait_page_get_type ())
G_DECLARE_FINAL_TYPE (CsWaitPage, cs_wait_page, CS, WAIT_PAGE, GtkWidget)

void cs_wait_page_set_draw (CsWaitPage *self,
                            CsDraw     *draw,
                            CsClock    *clock);
void cs_wait_page_refresh (CsWaitPage *self);
void cs_wait_page_set_contests (CsWaitPage    *self,
                                CsContestDesk *contests);

G_END_DECLS
