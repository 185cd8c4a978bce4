/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-picture-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The contests of the show: which one is counted, the most active accounts as they stand, and the way to the draw. */
#define CS_TYPE_CONTEST_PANEL (cs_contest_panel_get_type ())
G_DECLARE_FINAL_TYPE (CsContestPanel, cs_contest_panel, CS, CONTEST_PANEL, GtkWidget)

void cs_contest_panel_set_desk (CsContestPanel  *self,
                                CsDesk          *desk,
                                CsPictureLoader *loader);
void cs_contest_panel_tick (CsContestPanel *self);

G_END_DECLS
