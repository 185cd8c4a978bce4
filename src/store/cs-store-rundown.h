/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-slot-plan.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* The rundown: slots, and the approved posts planned in them. Positions count from 1; beyond the end means the end.
 * Each change is answered when it is on disk and fsynced. A post is in one slot or in the queue; when its approval
 * ends it leaves either. */
#define CS_SLOT_LENGTH_MS 60000

void cs_store_add_slot_async (CsStore            *self,
                              const char         *name,
                              const char         *place,
                              guint               length_ms,
                              guint               position,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gint64 cs_store_add_slot_finish (CsStore      *self,
                                 GAsyncResult *result,
                                 GError      **error);

/* All that follow are answered by cs_store_change_rundown_finish(). */
void cs_store_change_slot_async (CsStore            *self,
                                 gint64              slot_id,
                                 const char         *name,
                                 const char         *place,
                                 guint               length_ms,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
void cs_store_move_slot_async (CsStore            *self,
                               gint64              slot_id,
                               guint               position,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
void cs_store_remove_slot_async (CsStore            *self,
                                 gint64              slot_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
void cs_store_plan_async (CsStore            *self,
                          gint64              post_id,
                          gint64              slot_id,
                          guint               position,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
void cs_store_unplan_async (CsStore            *self,
                            gint64              post_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
void cs_store_start_rundown_async (CsStore            *self,
                                   const char *const  *names,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean cs_store_change_rundown_finish (CsStore      *self,
                                         GAsyncResult *result,
                                         GError      **error);

void cs_store_read_rundown_async (CsStore            *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
GPtrArray *cs_store_read_rundown_finish (CsStore      *self,
                                         GAsyncResult *result,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
