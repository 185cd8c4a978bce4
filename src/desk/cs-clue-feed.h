/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-result.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* The posts of a show as a clue contest looks at them when it is closed. */
void cs_clue_feed_async (CsStore            *store,
                         const char *const  *tags,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
GPtrArray *cs_clue_feed_finish (GAsyncResult *result,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
