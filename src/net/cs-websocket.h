/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http.h"

G_BEGIN_DECLS

#define CS_WEBSOCKET_MAX_MESSAGE_BYTES (4 * 1024 * 1024)
#define CS_WEBSOCKET_KEEPALIVE_S 30

#define CS_TYPE_WEBSOCKET (cs_websocket_get_type ())
G_DECLARE_FINAL_TYPE (CsWebsocket, cs_websocket, CS, WEBSOCKET, GObject)

void cs_websocket_connect_async (SoupSession        *session,
                                 SoupMessage        *message,
                                 const char *const  *protocols,
                                 gsize               max_message_bytes,
                                 guint               deadline_ms,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
CsWebsocket *cs_websocket_connect_finish (SoupSession  *session,
                                          GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void cs_websocket_close (CsWebsocket *self);

G_END_DECLS
