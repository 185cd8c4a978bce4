/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-output-server.h"

#include "raw-requests.h"

G_BEGIN_DECLS

/* A server with nothing but its clock, and plain blocking sockets to talk to it. The test's thread does not
 * run the main loop while it talks: what works here works while the desk's main loop hangs. */
CsOutputServer *wire_start (void);

GSocket *wire_connect (guint16 port);
GSocket *wire_connect_narrow (guint16 port);
gboolean wire_send (GSocket    *socket,
                    const char *bytes,
                    gssize      length);
char *wire_read_all (GSocket *socket,
                     gsize    limit);
char *wire_read_until (GSocket    *socket,
                       GString    *seen,
                       const char *wanted);
gboolean wire_is_ended (GSocket *socket,
                        guint    seconds);
guint wire_get_status (const char *answer);
char *wire_ask (guint16     port,
                const char *request_line,
                const char *headers,
                const char *body);
GSocket *wire_open_events (guint16  port,
                           GString *seen);

gsize wire_get_rss (void);

G_END_DECLS
