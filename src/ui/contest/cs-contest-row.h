/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity.h"
#include "cs-picture-loader.h"

G_BEGIN_DECLS

/* One account of the ranking. A row keeps its place and is given another account when the ranking moves. */
#define CS_TYPE_CONTEST_ROW (cs_contest_row_get_type ())
G_DECLARE_FINAL_TYPE (CsContestRow, cs_contest_row, CS, CONTEST_ROW, GtkListBoxRow)

GtkWidget *cs_contest_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

CsActivity *cs_contest_row_get_activity (CsContestRow *self);
void cs_contest_row_show (CsContestRow    *self,
                          CsActivity      *activity,
                          CsPictureLoader *loader);

CsPost *cs_contest_row_create_author (const CsActivity *activity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
