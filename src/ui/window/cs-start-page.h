/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in the window while no show is open. */
#define CS_TYPE_START_PAGE (cs_start_page_get_type ())
G_DECLARE_FINAL_TYPE (CsStartPage, cs_start_page, CS, START_PAGE, GtkWidget)

void cs_start_page_refresh (CsStartPage *self);

G_END_DECLS
