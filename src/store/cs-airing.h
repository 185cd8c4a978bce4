/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-decide.h"

G_BEGIN_DECLS

/* What went on air. Private to the store, on its writing thread, in a transaction. */
CsSnapshot *cs_airing_take (CsWriter   *writer,
                            gint64      post_id,
                            const char *version,
                            const char *who,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_airing_end (CsWriter   *writer,
                        gint64      airing_id,
                        const char *how,
                        gint64      ended_us,
                        GError    **error);
gboolean cs_airing_end_all (CsWriter   *writer,
                            const char *how,
                            GError    **error);

G_END_DECLS
