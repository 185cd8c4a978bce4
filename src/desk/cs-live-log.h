/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast-log.h"
#include "cs-clock.h"
#include "cs-live-page.h"
#include "cs-live-report.h"

G_BEGIN_DECLS

/* Writes a show's broadcasts into its log: when one begins, every few seconds while it is on, so that little is lost
 * with the machine, and when it has ended. Main thread.
 *
 * Signal: `changed` when there is something new to read. */
#define CS_TYPE_LIVE_LOG (cs_live_log_get_type ())
G_DECLARE_FINAL_TYPE (CsLiveLog, cs_live_log, CS, LIVE_LOG, GObject)

CsLiveLog *cs_live_log_new (CsClock     *clock,
                            CsBroadcast *broadcast,
                            CsLivePage  *page) G_GNUC_WARN_UNUSED_RESULT;

void cs_live_log_set_store (CsLiveLog *self,
                            CsStore   *store);
void cs_live_log_begin (CsLiveLog          *self,
                        const char         *title,
                        const CsLiveReport *report);
void cs_live_log_end (CsLiveLog          *self,
                      const char         *replay,
                      const char         *trouble,
                      const CsLiveReport *report);

G_END_DECLS
