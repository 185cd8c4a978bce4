/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

#define CS_VERSION_BYTES 32
/* Between hashtags and between links, which hold none. */
#define CS_VERSION_SEPARATOR "\n"

/* The versions of posts: rows that are written once. Private to the store. */
gboolean cs_version_from_hex (const char *hex,
                              guint8      bytes[CS_VERSION_BYTES]);
void cs_version_to_hex (const guint8 *bytes,
                        gsize         size,
                        char          hex[CS_VERSION_LENGTH + 1]);

gint64 cs_version_insert (CsWriter     *writer,
                          gint64        post_id,
                          gint64        previous_id,
                          gint64        account_version_id,
                          const CsPost *post,
                          gint64        seen_us,
                          GError      **error);
gboolean cs_version_index (CsWriter     *writer,
                           gint64        post_id,
                           const CsPost *post,
                           GError      **error);
gboolean cs_version_unindex (CsWriter     *writer,
                             gint64        post_id,
                             const CsPost *post,
                             GError      **error);

G_END_DECLS
