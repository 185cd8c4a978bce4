/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_DIGEST_BYTES 32
#define CS_DIGEST_HEX 64

typedef char CsHex[CS_DIGEST_HEX + 1];

void cs_digest_write_hex (const guint8 *bytes,
                          gsize         n_bytes,
                          char         *hex);
gboolean cs_digest_read_hex (const char *hex,
                             gsize       n_bytes,
                             guint8     *bytes);
gboolean cs_digest_is_hex (const char *text,
                           gsize       n_digits);
void cs_digest_of_bytes (const void *data,
                         gsize       length,
                         CsHex       hex);
void cs_digest_of_format (CsHex       hex,
                          const char *format,
                          ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
