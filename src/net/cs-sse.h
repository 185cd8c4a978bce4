/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_SSE_MAX_LINE_BYTES (256 * 1024)
#define CS_SSE_MAX_EVENT_BYTES (1024 * 1024)

/**
 * CsSseEventFunc:
 * @event: what kind of event; "message" when the server did not say
 * @data: (array length=length): the event's data, followed by a NUL byte; a stranger's bytes, not
 *   necessarily UTF-8
 * @length: how many bytes
 * @user_data: as given to cs_sse_parser_new()
 *
 * Takes an event.
 */
typedef void (*CsSseEventFunc) (const char *event,
                                const char *data,
                                gsize       length,
                                gpointer    user_data);

typedef struct _CsSseParser CsSseParser;

CsSseParser *cs_sse_parser_new (CsSseEventFunc func,
                                gpointer       user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_sse_parser_free (CsSseParser *self);

gboolean cs_sse_parser_push (CsSseParser  *self,
                             const guint8 *bytes,
                             gsize         length,
                             GError      **error);
guint64 cs_sse_parser_get_n_comments (const CsSseParser *self);
const char *cs_sse_parser_get_last_id (const CsSseParser *self);
gint64 cs_sse_parser_get_retry_ms (const CsSseParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSseParser, cs_sse_parser_free)

G_END_DECLS
