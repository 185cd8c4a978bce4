/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-paper.h"
#include "cs-record.h"
#include "cs-words.h"

G_BEGIN_DECLS

/* One printing of a record. */
typedef struct {
  const CsRecord *record;
  const CsWords *words;
  CsPaper *paper;
  GTimeZone *zone;
  gboolean in_clear; /* accounts in clear beside pseudonyms */
} CsRecordPrint;

void cs_record_print_fact (const CsRecordPrint *self,
                           const char          *label,
                           CsPaperStyle         style,
                           const char          *value);
void cs_record_print_time (const CsRecordPrint *self,
                           const char          *label,
                           gint64               time_s);
char *cs_record_local_time (const CsRecordPrint *self,
                            gint64               time_s) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_utc_time (gint64 time_s) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_isolate (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Of draws and of clue contests. */
GArray *cs_record_list_holders (GPtrArray *events,
                                guint      n_winners) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_tell_fate (const CsWords        *words,
                           const CsRecordHolder *holder) G_GNUC_WARN_UNUSED_RESULT;
void cs_record_print_event (const CsRecordPrint *self,
                            guint                place,
                            const CsDrawEvent   *event);

void cs_record_print_result (const CsRecordPrint *self);
void cs_record_print_end (const CsRecordPrint *self);
void cs_record_print_annexes (const CsRecordPrint *self);

G_END_DECLS
