/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-slot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The head of a session: name, place in the show, how full it is. */
#define CS_TYPE_SLOT_ROW (cs_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (CsSlotRow, cs_slot_row, CS, SLOT_ROW, GtkWidget)

GtkWidget *cs_slot_row_new (CsSlot *slot) G_GNUC_WARN_UNUSED_RESULT;

CsSlot *cs_slot_row_get_slot (CsSlotRow *self);
void cs_slot_row_set_folded (CsSlotRow *self,
                             gboolean   folded);
void cs_slot_row_set_current (CsSlotRow *self,
                              gboolean   current);
void cs_slot_row_set_selected (CsSlotRow *self,
                               gboolean   selected);

G_END_DECLS
