/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-event.h"

G_BEGIN_DECLS

/**
 * CsTagMeter:
 *
 * Counts the hashtags of the last minute. Bounded: a flood of made-up hashtags neither fills the memory nor
 * hides one that is counted already. One thread at a time.
 */
typedef struct _CsTagMeter CsTagMeter;

CsTagMeter *cs_tag_meter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_tag_meter_free (CsTagMeter *self);

void cs_tag_meter_take (CsTagMeter *self,
                        GPtrArray  *events,
                        gint64      now_s);
guint cs_tag_meter_count (CsTagMeter *self,
                          const char *tag,
                          gint64      now_s);
GStrv cs_tag_meter_list_busiest (CsTagMeter *self,
                                 guint       n,
                                 gint64      now_s) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTagMeter, cs_tag_meter_free)

G_END_DECLS
