/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-setup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before a clue contest is sealed: all of it, and the answer, hidden while it is typed. Emits "seal" with the ways to
 * write the answer, which are nowhere else. */
#define CS_TYPE_CLUE_SHEET (cs_clue_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CsClueSheet, cs_clue_sheet, CS, CLUE_SHEET, GtkWidget)

void cs_clue_sheet_show (CsClueSheet          *self,
                         const CsContestSetup *setup);
void cs_clue_sheet_set_busy (CsClueSheet *self,
                             gboolean     busy);
void cs_clue_sheet_forget (CsClueSheet *self);

G_END_DECLS
