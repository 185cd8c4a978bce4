/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Everything that a seal will bind, to be read before it is made. Emits "seal" (gboolean rehearsal). */
#define CS_TYPE_SEAL_SHEET (cs_seal_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CsSealSheet, cs_seal_sheet, CS, SEAL_SHEET, GtkWidget)

void cs_seal_sheet_show (CsSealSheet          *self,
                         const CsContestSetup *setup,
                         CsDrawIntake         *intake,
                         gint64                now_s);
void cs_seal_sheet_tell_check (CsSealSheet  *self,
                               const GError *error);
void cs_seal_sheet_set_busy (CsSealSheet *self,
                             gboolean     busy);

G_END_DECLS
