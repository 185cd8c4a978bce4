/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-network.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_NETWORK_MARK (cs_network_mark_get_type ())
G_DECLARE_FINAL_TYPE (CsNetworkMark, cs_network_mark, CS, NETWORK_MARK, GtkWidget)

GtkWidget *cs_network_mark_new (CsNetwork network) G_GNUC_WARN_UNUSED_RESULT;

void cs_network_mark_set_network (CsNetworkMark *self,
                                  CsNetwork      network);

G_END_DECLS
