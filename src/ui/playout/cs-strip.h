/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The preview/program strip: what is cued, what is on air, and the acts between them. Never covered. */
#define CS_TYPE_STRIP (cs_strip_get_type ())
G_DECLARE_FINAL_TYPE (CsStrip, cs_strip, CS, STRIP, GtkWidget)

void cs_strip_set_desk (CsStrip *self,
                        CsDesk  *desk);
void cs_strip_tick (CsStrip *self);

G_END_DECLS
