/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast.h"

G_BEGIN_DECLS

/* Says on the terminal what becomes of a broadcast, and writes its figures into a file. */
typedef struct _CsCliLiveReport CsCliLiveReport;

CsCliLiveReport *cs_cli_live_report_new (CsCapture   *capture,
                                         CsBroadcast *broadcast,
                                         const char  *path) G_GNUC_WARN_UNUSED_RESULT;
void cs_cli_live_report_free (CsCliLiveReport *self);
void cs_cli_live_report_finish (CsCliLiveReport *self,
                                const char      *recorded,
                                const GError    *error);

G_END_DECLS
