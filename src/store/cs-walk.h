/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-list.h"

G_BEGIN_DECLS

/**
 * CsWalkFunc:
 * @entry: the next post
 * @user_data: as given to cs_store_walk_async()
 *
 * Called on the scanner's thread, once a post.
 *
 * Returns: whether to go on
 */
typedef gboolean (*CsWalkFunc) (const CsEntry *entry,
                                gpointer       user_data);

/* Passes every post that a query holds, in its order, without holding more than a page of them. */
void cs_store_walk_async (CsStore            *self,
                          const CsPostQuery  *query,
                          CsWalkFunc          func,
                          gpointer            func_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_store_walk_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error);

G_END_DECLS
