/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-keymap.h"

G_BEGIN_DECLS

GtkWidget *cs_shortcuts_new (GtkWindow *parent,
                             CsKeymap  *keymap) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
