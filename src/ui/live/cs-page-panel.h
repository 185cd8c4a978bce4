/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-page.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The page for those near by: on or off, in which network, its link and code, and what viewers may do. */
#define CS_TYPE_PAGE_PANEL (cs_page_panel_get_type ())
G_DECLARE_FINAL_TYPE (CsPagePanel, cs_page_panel, CS, PAGE_PANEL, GtkWidget)

void cs_page_panel_set_page (CsPagePanel *self,
                             CsLivePage  *page);
void cs_page_panel_look (CsPagePanel *self);

G_END_DECLS
