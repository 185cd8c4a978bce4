/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Around a list: Tab walks to one of its rows, through what is in that row, and out. The arrows move from row to row.
 * Before GTK 4.12 Tab stops at every row of a list. */
#define CS_TYPE_ONE_STOP (cs_one_stop_get_type ())
G_DECLARE_FINAL_TYPE (CsOneStop, cs_one_stop, CS, ONE_STOP, AdwBin)

G_END_DECLS
