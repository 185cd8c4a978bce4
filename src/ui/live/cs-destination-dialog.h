/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Adds a destination, changes one, tries it. Keys are typed here and shown nowhere. */
#define CS_TYPE_DESTINATION_DIALOG (cs_destination_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsDestinationDialog, cs_destination_dialog, CS, DESTINATION_DIALOG, AdwWindow)

GtkWidget *cs_destination_dialog_new (GtkWindow         *parent,
                                      CsDesk            *desk,
                                      CsLiveDestination *destination) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
