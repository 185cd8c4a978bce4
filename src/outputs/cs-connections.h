/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The door of the server: counts who comes in, and ends what takes too long. A SoupServer that listens by
 * itself stops accepting for ever after one failed accept(), so it gets its connections here. Lives on one
 * thread with one main context. */
typedef struct _CsConnections CsConnections;

/* One connection; one request, since every answer closes it. */
typedef struct _CsConnection CsConnection;

CsConnections *cs_connections_new (SoupServer *server) G_GNUC_WARN_UNUSED_RESULT;
void cs_connections_free (CsConnections *self);

gboolean cs_connections_listen (CsConnections *self,
                                guint16        port,
                                GError       **error);
guint16 cs_connections_get_port (CsConnections *self);

CsConnection *cs_connection_from_message (SoupServerMessage *message);
void cs_connection_headers_done (CsConnection *self);
void cs_connection_set_deadline (CsConnection *self,
                                 guint         seconds);
gboolean cs_connection_count_body (CsConnection *self,
                                   gsize         bytes);
void cs_connection_refuse (CsConnection *self,
                           guint         status,
                           const char   *reason);
void cs_connection_shutdown (CsConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsConnections, cs_connections_free)

G_END_DECLS
