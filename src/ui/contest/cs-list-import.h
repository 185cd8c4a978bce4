/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"
#include "cs-window.h"

G_BEGIN_DECLS

/* Asks for a reason and a file of handles, leaves out whoever is on it, and tells what became of each line. */
void cs_list_import_start (CsWindow      *window,
                           CsContestDesk *contests);
void cs_list_import_start_tickets (CsWindow      *window,
                                   CsContestDesk *contests);
char *cs_list_report_describe (const CsListReport *report,
                              const char         *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
