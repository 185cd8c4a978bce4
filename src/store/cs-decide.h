/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-row.h"

G_BEGIN_DECLS

/* What people decide. Private to the store, on its writing thread, in a transaction. */
gboolean cs_decide_check (const CsPostRow *row,
                          const char      *version,
                          GError         **error);
gboolean cs_decide (CsWriter   *writer,
                    gint64      post_id,
                    const char *version,
                    CsVerb      verb,
                    const char *who,
                    const char *reason,
                    GError    **error);
gint64 cs_decide_undo (CsWriter   *writer,
                       gint64      post_id,
                       const char *who,
                       GError    **error);

G_END_DECLS
