/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Why a winner does not get the prize. Emits "given" (guint rank, gboolean disqualified, const char *code) once. */
#define CS_TYPE_REPLACE_DIALOG (cs_replace_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsReplaceDialog, cs_replace_dialog, CS, REPLACE_DIALOG, AdwMessageDialog)

GtkWidget *cs_replace_dialog_new (GtkWindow *parent,
                                  guint      rank) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
