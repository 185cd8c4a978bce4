/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"
#include "cs-reveal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* After the reveal: who holds which prize, giving one up, and the files that let strangers check the draw. */
#define CS_TYPE_RECORD_PAGE (cs_record_page_get_type ())
G_DECLARE_FINAL_TYPE (CsRecordPage, cs_record_page, CS, RECORD_PAGE, GtkWidget)

void cs_record_page_show (CsRecordPage *self,
                          CsReveal     *draw,
                          GHashTable   *people,
                          const char   *folder);
void cs_record_page_set_contests (CsRecordPage  *self,
                                  CsContestDesk *contests);

G_END_DECLS
