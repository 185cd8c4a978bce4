/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cs_ask_delete (GtkWindow  *parent,
                    const char *heading,
                    const char *body,
                    const char *verb,
                    GCallback   yes,
                    gpointer    object);

G_END_DECLS
