/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http.h"
#include "cs-sse.h"

G_BEGIN_DECLS

/**
 * CsEventStreamFuncs:
 * @opened: the server has agreed to stream
 * @heard: something came, be it only a heartbeat
 * @event: an event came
 * @closed: the stream is over and says nothing more; @status is the server's answer when it refused to
 *   stream, or 0; @headers and @body are that answer's, or %NULL
 *
 * What an event stream tells its owner, on the thread that opened it. @closed comes exactly once, except
 * when the owner closes the stream itself. The owner may close the stream in any of them.
 */
typedef struct {
  void (*opened) (gpointer user_data);
  void (*heard) (gpointer user_data);
  void (*event) (const char *event,
                 const char *data,
                 gsize       length,
                 gpointer    user_data);
  void (*closed) (guint               status,
                  SoupMessageHeaders *headers,
                  GBytes             *body,
                  const GError       *error,
                  gpointer            user_data);
} CsEventStreamFuncs;

#define CS_TYPE_EVENT_STREAM (cs_event_stream_get_type ())
G_DECLARE_FINAL_TYPE (CsEventStream, cs_event_stream, CS, EVENT_STREAM, GObject)

CsEventStream *cs_event_stream_open (SoupSession              *session,
                                     SoupMessage              *message,
                                     guint                     deadline_ms,
                                     const CsEventStreamFuncs *funcs,
                                     gpointer                  user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_event_stream_close (CsEventStream *self);

G_END_DECLS
