/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http.h"

G_BEGIN_DECLS

gboolean cs_http_session_is_media (SoupSession *session);
void cs_http_message_set_abort (SoupMessage  *message,
                                GCancellable *abort);
GSocket *cs_http_message_get_socket (SoupMessage *message);
GError *cs_http_error_from (const GError *error,
                            SoupMessage  *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
