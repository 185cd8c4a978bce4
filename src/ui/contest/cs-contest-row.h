/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"
#include "cs-post.h"
#include "cs-standing.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One account of the ranking. A row keeps its place and is given another account when the ranking moves. */
#define CS_TYPE_CONTEST_ROW (cs_contest_row_get_type ())
G_DECLARE_FINAL_TYPE (CsContestRow, cs_contest_row, CS, CONTEST_ROW, GtkListBoxRow)

GtkWidget *cs_contest_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

CsStanding *cs_contest_row_get_standing (CsContestRow *self);
void cs_contest_row_show (CsContestRow    *self,
                          CsStanding      *standing,
                          CsPictureLoader *loader);

CsPost *cs_contest_row_create_author (const CsStanding *standing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
