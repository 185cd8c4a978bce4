/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-output-server.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *cs_overlay_dialog_new (GtkWindow      *parent,
                                  CsOutputServer *output) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
