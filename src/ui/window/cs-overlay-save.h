/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-output-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cs_overlay_save_start (GtkWindow      *window,
                            CsOutputServer *output);

G_END_DECLS
