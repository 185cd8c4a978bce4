/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The big button: a press goes live, or asks whether to end; held down, it streams until it is let go. It says what
 * the next press does. */
#define CS_TYPE_GO_BUTTON (cs_go_button_get_type ())
G_DECLARE_FINAL_TYPE (CsGoButton, cs_go_button, CS, GO_BUTTON, GtkButton)

void cs_go_button_set_live (CsGoButton *self,
                            CsDeskLive *live);
const char *cs_go_button_get_text (CsGoButton *self);

G_END_DECLS
