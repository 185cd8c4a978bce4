/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-verify.h"
#include "cs-network.h"
#include "cs-record.h"
#include "cs-words.h"

G_BEGIN_DECLS

const CsRecordHolder *cs_clue_find_holder (GArray *holders,
                                           guint   rank);
GStrv cs_clue_posts_of_seal (const CsClueSeal      *seal,
                             const CsRecordDetails *details,
                             CsNetwork              network,
                             const CsWords         *words) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_add_letters (GPtrArray                *files,
                          const CsClueVerification *contest,
                          const CsRecordDetails    *details,
                          GArray                   *holders,
                          const char               *language);

G_END_DECLS
