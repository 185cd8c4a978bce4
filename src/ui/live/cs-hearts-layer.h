/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-page-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Viewers' hearts, rising over the preview. */
#define CS_TYPE_HEARTS_LAYER (cs_hearts_layer_get_type ())
G_DECLARE_FINAL_TYPE (CsHeartsLayer, cs_hearts_layer, CS, HEARTS_LAYER, GtkWidget)

void cs_hearts_layer_set_server (CsHeartsLayer *self,
                                 CsPageServer  *server);

G_END_DECLS
