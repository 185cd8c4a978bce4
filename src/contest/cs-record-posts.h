/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-network.h"
#include "cs-record.h"
#include "cs-words.h"

G_BEGIN_DECLS

guint cs_posts_limit_of (CsNetwork network);
guint cs_posts_count (const char *text);
GStrv cs_posts_make_thread (GPtrArray *lines,
                            CsNetwork  network) G_GNUC_WARN_UNUSED_RESULT;
void cs_posts_add_foot (GPtrArray             *lines,
                        const CsRecordDetails *details);
char *cs_posts_mention (const char *id,
                        CsNetwork   network) G_GNUC_WARN_UNUSED_RESULT;

GStrv cs_posts_of_seal (const CsSeal          *seal,
                        const CsRecordDetails *details,
                        CsNetwork              network,
                        const CsWords         *words) G_GNUC_WARN_UNUSED_RESULT;
GStrv cs_posts_of_winners (const CsRecord *record,
                           CsNetwork       network,
                           const CsWords  *words) G_GNUC_WARN_UNUSED_RESULT;

char *cs_message_to_rank (const CsRecord *record,
                          guint           rank,
                          const CsWords  *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
