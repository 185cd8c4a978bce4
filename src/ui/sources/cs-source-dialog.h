/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Says what to follow and where, tries it, and adds it. */
#define CS_TYPE_SOURCE_DIALOG (cs_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsSourceDialog, cs_source_dialog, CS, SOURCE_DIALOG, AdwWindow)

GtkWidget *cs_source_dialog_new (GtkWindow *parent,
                                 CsDesk    *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
