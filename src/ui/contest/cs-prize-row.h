/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A lot in the set-up of a contest: what is won, and how many times. */
#define CS_TYPE_PRIZE_ROW (cs_prize_row_get_type ())
G_DECLARE_FINAL_TYPE (CsPrizeRow, cs_prize_row, CS, PRIZE_ROW, AdwEntryRow)

GtkWidget *cs_prize_row_new (const char *name,
                             guint       count) G_GNUC_WARN_UNUSED_RESULT;

guint cs_prize_row_get_count (CsPrizeRow *self);
void cs_prize_row_settle (CsPrizeRow *self);

G_END_DECLS
