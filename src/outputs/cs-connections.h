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

/**
 * CsConnectionLimits:
 * @max_open: connections at a time
 * @max_open_loopback: connections at a time, those of this machine included
 * @max_per_address: connections at a time from one address
 * @max_per_loopback_address: connections at a time from one address of this machine
 *
 * How many may come in.
 */
typedef struct {
  guint max_open;
  guint max_open_loopback;
  guint max_per_address;
  guint max_per_loopback_address;
} CsConnectionLimits;

/* Whether somebody from this address may come in now. */
typedef gboolean (*CsConnectionsAdmit) (const char *address,
                                        gpointer    user_data);

void cs_connections_set_limits (CsConnections            *self,
                                const CsConnectionLimits *limits,
                                CsConnectionsAdmit        admit,
                                gpointer                  user_data);
gboolean cs_connections_listen_at (CsConnections *self,
                                   GInetAddress  *address,
                                   guint16        port,
                                   GError       **error);
gboolean cs_connections_listen (CsConnections *self,
                                guint16        port,
                                GError       **error);
guint16 cs_connections_get_port (CsConnections *self);

CsConnection *cs_connection_from_message (SoupServerMessage *message);
const char *cs_connection_get_address (CsConnection *self);
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
