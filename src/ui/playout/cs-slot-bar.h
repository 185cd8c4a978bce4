/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-slot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How full a session is; the figures stand beside it. */
#define CS_TYPE_SLOT_BAR (cs_slot_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsSlotBar, cs_slot_bar, CS, SLOT_BAR, GtkWidget)

void cs_slot_bar_set_times (CsSlotBar         *self,
                            const CsSlotTimes *times);

G_END_DECLS
