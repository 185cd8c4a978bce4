/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast.h"
#include "cs-live-sheet.h"

G_BEGIN_DECLS

#define CS_TYPE_LIVE_REPORT (cs_live_report_get_type ())

/**
 * CsLiveLeg:
 * @id: of the destination
 * @name: of the destination
 * @address: where it is; no secret
 * @stats: how it went
 * @reason: (nullable): a sentence: why it was not live in the end
 *
 * One destination of a broadcast.
 */
typedef struct {
  char *id;
  char *name;
  char *address;
  CsDestinationStats stats;
  char *reason;
} CsLiveLeg;

/**
 * CsLiveReport:
 * @id: of this broadcast; never used again
 * @sheet: what was said of it
 * @clip: whether it went only while a button was held
 * @began_us: when it began, since 1970
 * @ended_us: when it ended; 0 while it goes on
 * @legs: (element-type CsLiveLeg): where it goes, or went; the figures are of its end
 * @recording: (nullable): the finished file; %NULL before the end, or when there is none
 * @trouble: (nullable): a sentence: why there is no recording, or what it lacks
 *
 * A broadcast, for the log and for whoever wants to know. Never changed once it was handed out.
 */
typedef struct {
  char *id;
  CsLiveSheet *sheet;
  gboolean clip;
  gint64 began_us;
  gint64 ended_us;
  GPtrArray *legs;
  char *recording;
  char *trouble;
} CsLiveReport;

GType cs_live_report_get_type (void);

CsLiveReport *cs_live_report_new (const CsLiveSheet *sheet,
                                  gboolean           clip,
                                  gint64             began_us) G_GNUC_WARN_UNUSED_RESULT;
CsLiveReport *cs_live_report_copy (const CsLiveReport *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_live_report_free (CsLiveReport *self);

void cs_live_report_add_leg (CsLiveReport             *self,
                             const char               *id,
                             const char               *name,
                             const char               *address,
                             const CsDestinationStats *stats,
                             const char               *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLiveReport, cs_live_report_free)

G_END_DECLS
