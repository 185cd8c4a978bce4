/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw-list.h"

G_BEGIN_DECLS

/**
 * CsPlace:
 * @key: what decides its rank
 * @index: whose it is, in the list
 */
typedef struct {
  guint8 key[CS_DIGEST_BYTES];
  guint32 index;
} CsPlace;

CsPlace *cs_place_rank (CsDrawList *list,
                        const char *seed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
