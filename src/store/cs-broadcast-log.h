/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast-record.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* Writes a broadcast into the log, or writes what is there anew, and answers its row. */
void cs_store_write_broadcast_async (CsStore            *self,
                                     CsBroadcastRecord  *record,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gint64 cs_store_write_broadcast_finish (CsStore      *self,
                                        GAsyncResult *result,
                                        GError      **error);

/* Those that nobody ended: their rows say so from now on. Only before a new one begins. */
void cs_store_mend_broadcasts_async (CsStore            *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean cs_store_mend_broadcasts_finish (CsStore      *self,
                                          GAsyncResult *result,
                                          GError      **error);

void cs_store_read_broadcasts_async (CsStore            *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GPtrArray *cs_store_read_broadcasts_finish (CsStore      *self,
                                            GAsyncResult *result,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
