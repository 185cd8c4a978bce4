/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cs_accessible_name_scrollbars (GtkScrolledWindow *scroller);

G_END_DECLS
