/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Whether the current seal has a time stamp of a third party: what is so, and nothing more. Hidden without a desk and in rehearsals. */
#define CS_TYPE_STAMP_ROW (cs_stamp_row_get_type ())
G_DECLARE_FINAL_TYPE (CsStampRow, cs_stamp_row, CS, STAMP_ROW, AdwActionRow)

void cs_stamp_row_set_desk (CsStampRow    *self,
                            CsContestDesk *contests);

G_END_DECLS
