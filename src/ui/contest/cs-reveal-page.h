/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-reveal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The reveal from the desk: the next winner, and who has been shown; never more than the stage has shown. Emits
 * "advance". */
#define CS_TYPE_REVEAL_PAGE (cs_reveal_page_get_type ())
G_DECLARE_FINAL_TYPE (CsRevealPage, cs_reveal_page, CS, REVEAL_PAGE, GtkWidget)

void cs_reveal_page_show (CsRevealPage *self,
                          CsReveal     *draw,
                          GHashTable   *people,
                          gboolean      sorting);

G_END_DECLS
