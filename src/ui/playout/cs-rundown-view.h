/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The sessions of the show and the posts planned in them. As a card ("card" is set) from the current session on, the next
 * ones folded; otherwise all of them, with what changes them. */
#define CS_TYPE_RUNDOWN_VIEW (cs_rundown_view_get_type ())
G_DECLARE_FINAL_TYPE (CsRundownView, cs_rundown_view, CS, RUNDOWN_VIEW, GtkWidget)

void cs_rundown_view_set_desk (CsRundownView *self,
                               CsDesk        *desk);
CsPostItem *cs_rundown_view_get_selected (CsRundownView *self);
CsSlot *cs_rundown_view_get_selected_slot (CsRundownView *self);
void cs_rundown_view_move_selected (CsRundownView *self,
                                    int            by);

G_END_DECLS
