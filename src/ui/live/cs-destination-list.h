/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The destinations in the live pane, the recording under them, and the way to add one. */
#define CS_TYPE_DESTINATION_LIST (cs_destination_list_get_type ())
G_DECLARE_FINAL_TYPE (CsDestinationList, cs_destination_list, CS, DESTINATION_LIST, GtkWidget)

void cs_destination_list_set_live (CsDestinationList *self,
                                   CsDeskLive        *live);

G_END_DECLS
