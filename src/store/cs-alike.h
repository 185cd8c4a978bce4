/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* Groups of posts that say nearly the same. Private to the store. */
gint64 cs_alike_key (const CsPost *post);
gboolean cs_alike_count (CsWriter *writer,
                         gint64    key,
                         gint64    post_id,
                         int       posts,
                         GError  **error);

G_END_DECLS
