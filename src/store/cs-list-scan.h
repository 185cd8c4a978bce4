/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-list-query.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* Asks the scanner's thread about lists. Answers come in the order of the questions, each as of a moment
 * not before that of the answer before. Private to the store. */
void cs_list_scan_read_async (CsStore            *store,
                              CsListQuery        *query,
                              gint64              after_id,
                              guint               limit,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void cs_list_scan_check_async (CsStore            *store,
                               CsListQuery        *query,
                               GArray             *ids,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
GArray *cs_list_scan_finish (CsStore      *store,
                             GAsyncResult *result,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *cs_list_scan_get_asked (GAsyncResult *result);
guint cs_list_scan_get_limit (GAsyncResult *result);

G_END_DECLS
