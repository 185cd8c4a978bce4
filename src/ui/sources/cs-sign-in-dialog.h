/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signs in again for a source whose access token is not accepted any more. */
#define CS_TYPE_SIGN_IN_DIALOG (cs_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsSignInDialog, cs_sign_in_dialog, CS, SIGN_IN_DIALOG, AdwWindow)

GtkWidget *cs_sign_in_dialog_new (GtkWindow *parent,
                                  CsDesk    *desk,
                                  CsSource  *source);

G_END_DECLS
