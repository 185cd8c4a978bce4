/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-page.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says how the page for those near by is doing, and opens what it is set up with. */
#define CS_TYPE_PAGE_BUTTON (cs_page_button_get_type ())
G_DECLARE_FINAL_TYPE (CsPageButton, cs_page_button, CS, PAGE_BUTTON, GtkWidget)

void cs_page_button_set_page (CsPageButton *self,
                              CsLivePage   *page);

G_END_DECLS
