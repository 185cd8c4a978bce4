/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for one line of text, with a few lines to choose from. Emits "given" (const char *text) once. */
#define CS_TYPE_ASK_DIALOG (cs_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsAskDialog, cs_ask_dialog, CS, ASK_DIALOG, AdwMessageDialog)

CsAskDialog *cs_ask_dialog_new (GtkWindow         *parent,
                                const char        *heading,
                                const char        *label,
                                const char        *text,
                                const char        *accept,
                                const char *const *suggestions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
