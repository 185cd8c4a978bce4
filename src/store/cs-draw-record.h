/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

#define CS_TYPE_DRAW_RECORD (cs_draw_record_get_type ())

#define CS_DRAW_RECORD_HASH_BYTES 32

typedef struct _CsDrawRecord CsDrawRecord;

/**
 * CsDrawRecord:
 * @id: its number in the journal of draws, from 1; given when it is written
 * @at_us: when, microseconds since 1970 UTC
 * @draw: of which draw, or "" for the journal itself
 * @kind: what it tells
 * @body: the rest, which the contest alone understands
 * @previous: hash of the record before it, zeros for the first
 * @hash: its own
 *
 * A record of the journal of draws. The store keeps it and refuses one that does not follow the last; what the
 * hashes cover is for the contest to say. Never changed once made.
 */
struct _CsDrawRecord {
  gint64 id;
  gint64 at_us;
  char *draw;
  char *kind;
  GBytes *body;
  guint8 previous[CS_DRAW_RECORD_HASH_BYTES];
  guint8 hash[CS_DRAW_RECORD_HASH_BYTES];
};

GType cs_draw_record_get_type (void);

CsDrawRecord *cs_draw_record_new (gint64        at_us,
                                  const char   *draw,
                                  const char   *kind,
                                  GBytes       *body,
                                  const guint8 *previous,
                                  const guint8 *hash) G_GNUC_WARN_UNUSED_RESULT;
CsDrawRecord *cs_draw_record_ref (CsDrawRecord *self);
void cs_draw_record_unref (CsDrawRecord *self);

/* All of them or none, on disk and fsynced when answered. */
void cs_store_append_draw_async (CsStore            *self,
                                 GPtrArray          *records,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_store_append_draw_finish (CsStore      *self,
                                      GAsyncResult *result,
                                      GError      **error);
void cs_store_read_draw_async (CsStore            *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
GPtrArray *cs_store_read_draw_finish (CsStore      *self,
                                      GAsyncResult *result,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDrawRecord, cs_draw_record_unref)

G_END_DECLS
