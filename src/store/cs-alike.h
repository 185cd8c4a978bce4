/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* Groups of posts that say nearly the same. Private to the store. */
gint64 cs_alike_key (const CsPost *post);

CsAlikes *cs_alikes_new (CsDatabase *db,
                         gint64      last_post_id,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_alikes_join (CsWriter *writer,
                         gint64    key,
                         gint64    post_id,
                         GError  **error);
gboolean cs_alikes_leave (CsWriter *writer,
                          gint64    key,
                          gint64    post_id,
                          GError  **error);

G_END_DECLS
