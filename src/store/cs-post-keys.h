/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* Under which names a post was seen, and which names will never be shown again. Private to the store. */
gboolean cs_post_keys_find (CsDatabase *db,
                            CsNetwork   network,
                            const char *host,
                            const char *native_id,
                            gint64     *post_id,
                            GError    **error);
gboolean cs_post_keys_find_anywhere (CsDatabase *db,
                                     CsNetwork   network,
                                     const char *native_id,
                                     gint64     *post_id,
                                     GError    **error);
gboolean cs_post_keys_find_post (CsWriter     *writer,
                                 const CsPost *post,
                                 gint64       *post_id,
                                 GError      **error);
gboolean cs_post_keys_add (CsWriter     *writer,
                           const CsPost *post,
                           gint64        post_id,
                           GError      **error);
gboolean cs_post_keys_bury (CsWriter   *writer,
                            CsNetwork   network,
                            const char *host,
                            const char *native_id,
                            gint64      gone_us,
                            GError    **error);
gboolean cs_post_keys_is_buried (CsWriter     *writer,
                                 const CsPost *post,
                                 gint64       *gone_us,
                                 GError      **error);

G_END_DECLS
