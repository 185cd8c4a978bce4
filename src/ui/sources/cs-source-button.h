/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How the sources are, in a word; opens the list of them. */
#define CS_TYPE_SOURCE_BUTTON (cs_source_button_get_type ())
G_DECLARE_FINAL_TYPE (CsSourceButton, cs_source_button, CS, SOURCE_BUTTON, GtkWidget)

void cs_source_button_set_desk (CsSourceButton *self,
                                CsDesk         *desk);
void cs_source_button_tick (CsSourceButton *self);

G_END_DECLS
