/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-picture-loader.h"

G_BEGIN_DECLS

/* The most active accounts of the show, as they stand. */
#define CS_TYPE_CONTEST_PANEL (cs_contest_panel_get_type ())
G_DECLARE_FINAL_TYPE (CsContestPanel, cs_contest_panel, CS, CONTEST_PANEL, GtkWidget)

void cs_contest_panel_set_desk (CsContestPanel  *self,
                                CsDesk          *desk,
                                CsPictureLoader *loader);
void cs_contest_panel_tick (CsContestPanel *self);
GtkWidget *cs_contest_panel_create_setup_dialog (CsContestPanel *self,
                                                 GtkWindow      *parent) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *cs_contest_panel_create_account_dialog (CsContestPanel *self,
                                                   GtkWindow      *parent,
                                                   gint64          account_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
