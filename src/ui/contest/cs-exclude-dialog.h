/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Why an account is left out: one of the protocol's reasons, and words. Emits "given" (const char *code, const char
 * *words) once. */
#define CS_TYPE_EXCLUDE_DIALOG (cs_exclude_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsExcludeDialog, cs_exclude_dialog, CS, EXCLUDE_DIALOG, AdwMessageDialog)

GtkWidget *cs_exclude_dialog_new (GtkWindow  *parent,
                                  const char *heading,
                                  gboolean    with_words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
