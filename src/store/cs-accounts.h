/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* Who wrote what. Private to the store, on its writing thread. */
const CsKnownAccount *cs_accounts_see (CsWriter     *writer,
                                       const CsPost *post,
                                       GError      **error);
gboolean cs_accounts_mark_gone (CsWriter  *writer,
                                CsNetwork  network,
                                const char *host,
                                const char *native_id,
                                gint64      gone_us,
                                gint64     *account_id,
                                GError    **error);
gboolean cs_accounts_count (CsWriter *writer,
                            gint64    account_id,
                            int       posts,
                            int       approved,
                            int       rejected,
                            GError  **error);
gboolean cs_accounts_read_figures (CsDatabase *db,
                                   gint64      account_id,
                                   CsTouched  *figures,
                                   GError    **error);
gint64 cs_accounts_slot (gint64 created_us,
                         gint64 received_us);

G_END_DECLS
