/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsLine:
 * @CS_LINE_READ: here is one
 * @CS_LINE_TOO_LONG: here is one that is longer than allowed; it was passed over
 * @CS_LINE_END: there are no more
 * @CS_LINE_FAILED: reading failed
 */
typedef enum {
  CS_LINE_READ,
  CS_LINE_TOO_LONG,
  CS_LINE_END,
  CS_LINE_FAILED,
} CsLine;

typedef struct _CsLineReader CsLineReader;

CsLineReader *cs_line_reader_new (GInputStream *stream,
                                  gsize         max_length) G_GNUC_WARN_UNUSED_RESULT;
void cs_line_reader_free (CsLineReader *self);
CsLine cs_line_reader_next (CsLineReader *self,
                            const char  **line,
                            gsize        *length,
                            GCancellable *cancellable,
                            GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLineReader, cs_line_reader_free)

G_END_DECLS
