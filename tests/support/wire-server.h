/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on loopback that answers exactly the bytes a test wants, however wrong they are. Its
 * connections have threads of their own; accepting needs the main context of its maker to run. */
typedef struct _WireServer WireServer;

/* Called with the head of a request, on the connection's thread; the connection ends when it returns. */
typedef void (*WireServerFunc) (GIOStream  *connection,
                                const char *request,
                                gpointer    user_data);

WireServer *wire_server_new (WireServerFunc func,
                             gpointer       user_data);
WireServer *wire_server_new_on (guint          port,
                                WireServerFunc func,
                                gpointer       user_data);
void wire_server_free (WireServer *self);

guint wire_server_get_port (WireServer *self);
guint wire_server_get_n_connections (WireServer *self);
guint wire_server_get_n_requests (WireServer *self);
char *wire_server_get_last_request (WireServer *self);
char *wire_server_url (WireServer *self,
                       const char *scheme,
                       const char *path);

/* Whether all of it could be written. */
gboolean wire_write (GIOStream  *connection,
                     const void *bytes,
                     gssize      length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireServer, wire_server_free)

G_END_DECLS
