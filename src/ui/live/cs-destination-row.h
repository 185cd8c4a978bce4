/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-destination.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A destination in the live pane: its name, how it stands, its figures. */
#define CS_TYPE_DESTINATION_ROW (cs_destination_row_get_type ())
G_DECLARE_FINAL_TYPE (CsDestinationRow, cs_destination_row, CS, DESTINATION_ROW, GtkListBoxRow)

GtkWidget *cs_destination_row_new (CsLiveDestination *destination) G_GNUC_WARN_UNUSED_RESULT;

CsLiveDestination *cs_destination_row_get_destination (CsDestinationRow *self);
void cs_destination_row_tick (CsDestinationRow *self);

G_END_DECLS
