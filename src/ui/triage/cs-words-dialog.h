/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The words that a hint tells of: one a line, typed or from a file. */
#define CS_TYPE_WORDS_DIALOG (cs_words_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsWordsDialog, cs_words_dialog, CS, WORDS_DIALOG, AdwWindow)

GtkWidget *cs_words_dialog_new (GtkWindow *parent,
                                CsDesk    *desk) G_GNUC_WARN_UNUSED_RESULT;
void cs_words_dialog_import (CsWordsDialog *self,
                             GFile         *file);

G_END_DECLS
