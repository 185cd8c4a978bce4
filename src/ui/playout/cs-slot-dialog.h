/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a session's name, its place in the show and its length. Emits "given" (name, place, length in ms) once. */
#define CS_TYPE_SLOT_DIALOG (cs_slot_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsSlotDialog, cs_slot_dialog, CS, SLOT_DIALOG, AdwMessageDialog)

CsSlotDialog *cs_slot_dialog_new (GtkWindow  *parent,
                                  const char *heading,
                                  const char *accept,
                                  const char *name,
                                  const char *place,
                                  guint       length_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
