/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why the open post deserves a second look: icon, fact in bold, plain reason, a line each. */
#define CS_TYPE_HINT_BOX (cs_hint_box_get_type ())
G_DECLARE_FINAL_TYPE (CsHintBox, cs_hint_box, CS, HINT_BOX, GtkWidget)

void cs_hint_box_show (CsHintBox *self,
                       GPtrArray *hints);

G_END_DECLS
