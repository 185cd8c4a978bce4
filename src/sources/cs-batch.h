/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

G_BEGIN_DECLS

#define CS_BATCH_MAX_EVENTS 500
#define CS_BATCH_INTERVAL_MS 50

/**
 * CsBatchPosition:
 * @user_data: as given to cs_batch_new()
 *
 * Tells where to go on from once everything that was added so far is on disk.
 *
 * Returns: (transfer full) (nullable): the position
 */
typedef char *(*CsBatchPosition) (gpointer user_data);

typedef struct _CsBatch CsBatch;

CsBatch *cs_batch_new (CsSource       *source,
                       CsBatchPosition position,
                       gpointer        user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_batch_free (CsBatch *self);

void cs_batch_add (CsBatch *self,
                   CsEvent *event);
void cs_batch_flush (CsBatch *self);
void cs_batch_flush_position (CsBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBatch, cs_batch_free)

G_END_DECLS
