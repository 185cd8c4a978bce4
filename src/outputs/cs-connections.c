/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-connections.h"

#include "cs-context-source.h"
#include "cs-http-gate.h"
#include "cs-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define HEADER_DEADLINE_S 5
#define REFUSED_DEADLINE_S 1
#define SEND_BUFFER_BYTES (64 * 1024) /* what a stalled reader may have waiting inside the system */

/* Some are kept for this machine. */
static const CsConnectionLimits first_limits = { 64, 80, 8, 32 };

struct _CsConnections {
  SoupServer *server;
  GMainContext *context;
  CsListener *listener; /* (nullable): gone with cs_connections_free() */
  CsConnectionLimits limits;
  CsConnectionsAdmit admit; /* (nullable) */
  gpointer admit_data;
  guint n_open;
  GHashTable *per_address; /* address → count */
  GQueue in_headers; /* CsConnection, oldest first, not owned */
};

struct _CsConnection {
  CsConnections *owner; /* a reference: connections may outlive it */
  GSocket *socket;
  char *address;
  GSource *deadline; /* (nullable) */
  gsize body_bytes;
  gboolean counted;
  gboolean refused;
  GList *in_headers; /* (nullable): our link in the owner's queue */
};

static void
connections_clear (CsConnections *self)
{
  g_main_context_unref (self->context);
  g_hash_table_unref (self->per_address);
  g_object_unref (self->server);
}

static void
connection_clear (CsConnection *self)
{
  g_object_unref (self->socket);
  g_free (self->address);
  g_rc_box_release_full (self->owner, (GDestroyNotify) connections_clear);
}

static void
connection_unref (CsConnection *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) connection_clear);
}

static void
leave_headers (CsConnection *self)
{
  if (self->in_headers == NULL)
    return;
  g_queue_delete_link (&self->owner->in_headers, self->in_headers);
  self->in_headers = NULL;
}

static guint
count_from (CsConnections *self,
            const char    *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
}

static void
set_count_from (CsConnections *self,
                const char    *address,
                guint          count)
{
  if (count == 0)
    g_hash_table_remove (self->per_address, address);
  else
    g_hash_table_insert (self->per_address, g_strdup (address), GUINT_TO_POINTER (count));
}

static void
uncount (CsConnection *self)
{
  if (!self->counted)
    return;
  self->counted = FALSE;
  self->owner->n_open--;
  set_count_from (self->owner, self->address, count_from (self->owner, self->address) - 1);
}

static void
stream_gone_cb (gpointer data,
                GObject *stream)
{
  CsConnection *self = data;

  cs_context_source_clear (&self->deadline);
  leave_headers (self);
  uncount (self);
  connection_unref (self);
}

static gboolean
deadline_cb (gpointer data)
{
  CsConnection *self = data;

  cs_context_source_clear (&self->deadline);
  cs_connection_shutdown (self);
  return G_SOURCE_REMOVE;
}

static gboolean
has_room (CsConnections *self,
          const char    *address,
          gboolean       loopback)
{
  const CsConnectionLimits *limits = &self->limits;

  return self->n_open < (loopback ? limits->max_open_loopback : limits->max_open) &&
         count_from (self, address) < (loopback ? limits->max_per_loopback_address : limits->max_per_address);
}

/* Whoever still owes its headers has waited longest for nothing; honest pages send them at once. So a crowd
 * of silent connections keeps nobody out. */
static gboolean
make_room (CsConnections *self,
           const char    *address)
{
  for (GList *l = self->in_headers.head; l != NULL; l = l->next) {
    CsConnection *oldest = l->data;

    if (!g_str_equal (oldest->address, address))
      continue;
    leave_headers (oldest);
    uncount (oldest);
    cs_connection_shutdown (oldest);
    return TRUE;
  }
  return FALSE;
}

static CsConnection *
connection_new (CsConnections *owner,
                GSocket       *socket,
                const char    *address)
{
  CsConnection *self = g_rc_box_new0 (CsConnection);

  self->owner = g_rc_box_acquire (owner);
  self->socket = g_object_ref (socket);
  self->address = g_strdup (address);
  self->counted = TRUE;
  owner->n_open++;
  set_count_from (owner, address, count_from (owner, address) + 1);
  g_queue_push_tail (&owner->in_headers, self);
  self->in_headers = owner->in_headers.tail;
  return self;
}

static void
tune (GSocket *socket)
{
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, SEND_BUFFER_BYTES, NULL);
}

/* The socket cannot be asked for behind a message that was accepted this way, but the address object is the
 * very one that was passed in: the record hangs on it. */
static void
hand_over (CsConnections  *self,
           GSocket        *socket,
           GSocketAddress *local,
           GSocketAddress *remote,
           const char     *address)
{
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  CsConnection *connection = connection_new (self, socket, address);

  tune (socket);
  cs_connection_set_deadline (connection, HEADER_DEADLINE_S);
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, connection);
  g_object_set_data_full (G_OBJECT (remote), "cs-connection", g_rc_box_acquire (connection),
                          (GDestroyNotify) connection_unref);
  soup_server_accept_iostream (self->server, G_IO_STREAM (stream), local, remote, NULL);
}

static void
admit_cb (GSocket *socket,
          gpointer data)
{
  CsConnections *self = data;
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autofree char *address = NULL;
  GInetAddress *inet;

  if (remote == NULL || local == NULL)
    return;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  address = g_inet_address_to_string (inet);
  if (self->admit != NULL && !self->admit (address, self->admit_data))
    return;
  if (has_room (self, address, g_inet_address_get_is_loopback (inet)) || make_room (self, address))
    hand_over (self, socket, local, remote, address);
}

/**
 * cs_connections_new:
 * @server: who answers
 *
 * Makes a door in the thread-default main context.
 *
 * Returns: (transfer full): a closed door
 */
CsConnections *
cs_connections_new (SoupServer *server)
{
  CsConnections *self = g_rc_box_new0 (CsConnections);

  self->server = g_object_ref (server);
  self->context = g_main_context_ref_thread_default ();
  self->limits = first_limits;
  self->listener = cs_listener_new (admit_cb, self);
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->in_headers);
  return self;
}

/**
 * cs_connections_free:
 * @self: (transfer full): a door
 *
 * Stops listening. Connections that are open stay until they are ended.
 */
void
cs_connections_free (CsConnections *self)
{
  g_clear_pointer (&self->listener, cs_listener_free);
  g_rc_box_release_full (self, (GDestroyNotify) connections_clear);
}

/**
 * cs_connections_listen:
 * @self: a door
 * @port: a port of the loopback address, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it listens
 */
gboolean
cs_connections_listen (CsConnections *self,
                       guint16        port,
                       GError       **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return cs_connections_listen_at (self, loopback, port, error);
}

/**
 * cs_connections_listen_at:
 * @self: a door
 * @address: an IPv4 address of this machine
 * @port: a port, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it listens
 */
gboolean
cs_connections_listen_at (CsConnections *self,
                          GInetAddress  *address,
                          guint16        port,
                          GError       **error)
{
  return cs_listener_open (self->listener, address, port, error);
}

/**
 * cs_connections_set_limits:
 * @self: a closed door
 * @limits: how many may come in at a time
 * @admit: (nullable): asked for everybody who comes
 * @user_data: for @admit
 *
 * For a door that is open to more than this machine.
 */
void
cs_connections_set_limits (CsConnections            *self,
                           const CsConnectionLimits *limits,
                           CsConnectionsAdmit        admit,
                           gpointer                  user_data)
{
  self->limits = *limits;
  self->admit = admit;
  self->admit_data = user_data;
}

/**
 * cs_connections_get_port:
 * @self: a door that listens
 *
 * Returns: the port
 */
guint16
cs_connections_get_port (CsConnections *self)
{
  return cs_listener_get_port (self->listener);
}

/**
 * cs_connection_from_message:
 * @message: a message of the server
 *
 * Returns: (transfer none): the connection it came over
 */
CsConnection *
cs_connection_from_message (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), "cs-connection");
}

/**
 * cs_connection_get_address:
 * @self: a connection
 *
 * Returns: (transfer none): where it comes from, as numbers
 */
const char *
cs_connection_get_address (CsConnection *self)
{
  return self->address;
}

/**
 * cs_connection_headers_done:
 * @self: a connection
 *
 * Its headers have come: it is no longer among those that give way.
 */
void
cs_connection_headers_done (CsConnection *self)
{
  leave_headers (self);
}

/**
 * cs_connection_set_deadline:
 * @self: a connection
 * @seconds: how long it has from now on, or 0 for as long as it likes
 */
void
cs_connection_set_deadline (CsConnection *self,
                            guint         seconds)
{
  cs_context_source_clear (&self->deadline);
  if (seconds > 0)
    self->deadline = cs_context_source_add_timeout (self->owner->context, seconds * 1000, deadline_cb, self);
}

/**
 * cs_connection_count_body:
 * @self: a connection
 * @bytes: how many more bytes of a body came
 *
 * Returns: whether the body is still short enough
 */
gboolean
cs_connection_count_body (CsConnection *self,
                          gsize         bytes)
{
  self->body_bytes += bytes;
  return self->body_bytes <= CS_HTTP_MAX_BODY;
}

/**
 * cs_connection_refuse:
 * @self: a connection whose request has a body that nobody wants to read
 * @status: what to tell it
 * @reason: a sentence
 *
 * Answers past the server, which would read the whole body first. What is under way is still read for a
 * moment: ending at once could take the answer away from the sender again.
 */
void
cs_connection_refuse (CsConnection *self,
                      guint         status,
                      const char   *reason)
{
  g_autofree char *answer = NULL;

  if (self->refused) {
    cs_connection_shutdown (self);
    return;
  }
  self->refused = TRUE;
  answer = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
                            "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s\n",
                            status, soup_status_get_phrase (status), strlen (reason) + 1, reason);
  g_socket_send (self->socket, answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  cs_connection_set_deadline (self, REFUSED_DEADLINE_S);
}

/**
 * cs_connection_shutdown:
 * @self: a connection
 *
 * Ends it; the server notices by itself.
 */
void
cs_connection_shutdown (CsConnection *self)
{
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}
