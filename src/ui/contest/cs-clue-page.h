/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-clue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Between seal and close of a clue contest: the seal to publish, how long answers count, and how many accounts wrote in
 * time. It knows neither the answer nor whether anybody had it. Emits "close" when the winners are to be found. */
#define CS_TYPE_CLUE_PAGE (cs_clue_page_get_type ())
G_DECLARE_FINAL_TYPE (CsCluePage, cs_clue_page, CS, CLUE_PAGE, GtkWidget)

void cs_clue_page_set_clue (CsCluePage *self,
                            CsClue     *clue,
                            CsClock    *clock);
void cs_clue_page_set_candidates (CsCluePage *self,
                                  guint       n_accounts);
void cs_clue_page_set_busy (CsCluePage *self,
                            gboolean    busy);
void cs_clue_page_refresh (CsCluePage *self);

G_END_DECLS
