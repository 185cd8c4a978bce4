/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Boxes of an MP4 (ISO/IEC 14496-12): a length, a type of four letters, and what is in it; numbers are big-endian. One is
 * begun, filled, and ended, which is when its length is known; boxes may stand in each other. */
guint cs_box_begin (GByteArray *out,
                    const char *type);
guint cs_box_begin_full (GByteArray *out,
                         const char *type,
                         guint8      version,
                         guint32     flags);
void cs_box_end (GByteArray *out,
                 guint       at);

void cs_box_put_bytes (GByteArray   *out,
                       gconstpointer bytes,
                       gsize         size);
void cs_box_put_zeros (GByteArray *out,
                       guint       n);
void cs_box_put_8 (GByteArray *out,
                   guint8      value);
void cs_box_put_16 (GByteArray *out,
                    guint16     value);
void cs_box_put_32 (GByteArray *out,
                    guint32     value);
void cs_box_put_64 (GByteArray *out,
                    guint64     value);
void cs_box_set_32 (GByteArray *out,
                    guint       at,
                    guint32     value);

G_END_DECLS
