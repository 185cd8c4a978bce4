/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is said of a broadcast before it begins. */
#define CS_TYPE_LIVE_SHEET_DIALOG (cs_live_sheet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsLiveSheetDialog, cs_live_sheet_dialog, CS, LIVE_SHEET_DIALOG, AdwWindow)

GtkWidget *cs_live_sheet_dialog_new (GtkWindow  *parent,
                                     CsDeskLive *live) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
