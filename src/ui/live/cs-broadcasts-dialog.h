/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-log.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The log of a show's broadcasts, as a table. */
#define CS_TYPE_BROADCASTS_DIALOG (cs_broadcasts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsBroadcastsDialog, cs_broadcasts_dialog, CS, BROADCASTS_DIALOG, AdwWindow)

GtkWidget *cs_broadcasts_dialog_new (GtkWindow *parent,
                                     CsStore   *store,
                                     CsLiveLog *log);

G_END_DECLS
