/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_LEVEL_SILENT_DB (-60.0)

/* Two bars, left over right, with a mark at the latest peak. */
#define CS_TYPE_LEVEL_METER (cs_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (CsLevelMeter, cs_level_meter, CS, LEVEL_METER, GtkWidget)

void cs_level_meter_set_levels (CsLevelMeter *self,
                                double        left_db,
                                double        right_db);

G_END_DECLS
