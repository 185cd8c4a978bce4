/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-connections.h"

#include "cs-http-gate.h"
#include "cs-probe.h"

#include <glib/gi18n-lib.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MAX_OPEN 64
#define MAX_OPEN_LOOPBACK 80 /* some are kept for this machine */
#define MAX_PER_ADDRESS 8
#define MAX_PER_LOOPBACK_ADDRESS 32
#define BACKLOG 256
#define WANTED_DESCRIPTORS 8192
#define HEADER_DEADLINE_S 5
#define REFUSED_DEADLINE_S 1
#define SEND_BUFFER_BYTES (64 * 1024) /* what a stalled reader may have waiting inside the system */
#define ACCEPT_PAUSE_MS 100

struct _CsConnections {
  SoupServer *server;
  GMainContext *context;
  GSocket *listener; /* (nullable) */
  GSource *accepting; /* (nullable) */
  GSource *resting; /* (nullable): until accepting again */
  CsProbe *probe; /* (nullable) */
  guint16 port;
  int spare_fd; /* given up for a moment when descriptors run out, so that a caller can be turned away */

  guint n_open;
  GHashTable *per_address; /* address → count */
  GQueue in_headers; /* CsConnection, oldest first, not owned */
};

struct _CsConnection {
  CsConnections *owner; /* a reference: connections may outlive the door */
  GSocket *socket;
  char *address;
  GSource *deadline; /* (nullable) */
  gsize body_bytes;
  gboolean counted;
  gboolean refused;
  GList *in_headers; /* (nullable): our link in the owner's queue */
};

static void start_accepting (CsConnections *self);

static void
connections_clear (CsConnections *self)
{
  g_main_context_unref (self->context);
  g_hash_table_unref (self->per_address);
  g_object_unref (self->server);
  if (self->spare_fd >= 0)
    close (self->spare_fd);
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
stop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
leave_headers (CsConnection *self)
{
  if (self->in_headers == NULL)
    return;
  g_queue_delete_link (&self->owner->in_headers, self->in_headers);
  self->in_headers = NULL;
}

static void
uncount (CsConnection *self)
{
  CsConnections *owner = self->owner;
  guint left;

  if (!self->counted)
    return;
  self->counted = FALSE;
  owner->n_open--;
  left = GPOINTER_TO_UINT (g_hash_table_lookup (owner->per_address, self->address)) - 1;
  if (left == 0)
    g_hash_table_remove (owner->per_address, self->address);
  else
    g_hash_table_insert (owner->per_address, g_strdup (self->address), GUINT_TO_POINTER (left));
}

static void
stream_gone_cb (gpointer data,
                GObject *stream)
{
  CsConnection *self = data;

  stop_source (&self->deadline);
  leave_headers (self);
  uncount (self);
  connection_unref (self);
}

static gboolean
deadline_cb (gpointer data)
{
  CsConnection *self = data;

  g_clear_pointer (&self->deadline, g_source_unref);
  cs_connection_shutdown (self);
  return G_SOURCE_REMOVE;
}

static gboolean
has_room (CsConnections *self,
          const char    *address,
          gboolean       loopback)
{
  guint from_there = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));

  return self->n_open < (loopback ? MAX_OPEN_LOOPBACK : MAX_OPEN) &&
         from_there < (loopback ? MAX_PER_LOOPBACK_ADDRESS : MAX_PER_ADDRESS);
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
  guint from_there = GPOINTER_TO_UINT (g_hash_table_lookup (owner->per_address, address));

  self->owner = g_rc_box_acquire (owner);
  self->socket = g_object_ref (socket);
  self->address = g_strdup (address);
  self->counted = TRUE;
  owner->n_open++;
  g_hash_table_insert (owner->per_address, g_strdup (address), GUINT_TO_POINTER (from_there + 1));
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
admit (CsConnections *self,
       GSocket       *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketConnection) stream = NULL;
  g_autofree char *address = NULL;
  CsConnection *connection;
  GInetAddress *inet;

  if (remote == NULL || local == NULL)
    return;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  address = g_inet_address_to_string (inet);
  if (!has_room (self, address, g_inet_address_get_is_loopback (inet)) && !make_room (self, address))
    return;
  tune (socket);
  stream = g_socket_connection_factory_create_connection (socket);
  connection = connection_new (self, socket, address);
  cs_connection_set_deadline (connection, HEADER_DEADLINE_S);
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, connection);
  g_object_set_data_full (G_OBJECT (remote), "cs-connection", g_rc_box_acquire (connection),
                          (GDestroyNotify) connection_unref);
  soup_server_accept_iostream (self->server, G_IO_STREAM (stream), local, remote, NULL);
}

static gboolean
rested_cb (gpointer data)
{
  CsConnections *self = data;

  stop_source (&self->resting);
  start_accepting (self);
  return G_SOURCE_REMOVE;
}

/* Without descriptors the listening socket stays readable for ever: pause instead of spinning. */
static void
rest (CsConnections *self)
{
  stop_source (&self->accepting);
  self->resting = g_timeout_source_new (ACCEPT_PAUSE_MS);
  g_source_set_callback (self->resting, rested_cb, self, NULL);
  g_source_attach (self->resting, self->context);
}

static void
turn_one_away (CsConnections *self)
{
  g_autoptr (GSocket) socket = NULL;

  if (self->spare_fd >= 0)
    close (self->spare_fd);
  socket = g_socket_accept (self->listener, NULL, NULL);
  g_clear_object (&socket);
  self->spare_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  rest (self);
}

static gboolean
accept_cb (GSocket     *listener,
           GIOCondition condition,
           gpointer     data)
{
  CsConnections *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);

  if (socket != NULL)
    admit (self, socket);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
    turn_one_away (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    rest (self);
  return G_SOURCE_CONTINUE;
}

static void
start_accepting (CsConnections *self)
{
  self->accepting = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (accept_cb), self, NULL);
  g_source_attach (self->accepting, self->context);
}

static void
stop_listening (CsConnections *self)
{
  stop_source (&self->accepting);
  stop_source (&self->resting);
  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);
}

static GSocket *
bind_socket (guint16  port,
             GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static void
explain (GError **error,
         guint16  port)
{
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)) {
    g_clear_error (error);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                 _("Port %u is used by another program. End that program or choose another port."), port);
  } else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)) {
    g_clear_error (error);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("The system does not allow port %u. Choose one from 1024 to 65535."), port);
  }
}

static gboolean
open_door (CsConnections *self,
           guint16        port,
           GError       **error)
{
  g_autoptr (GSocketAddress) local = NULL;

  self->listener = bind_socket (port, error);
  if (self->listener == NULL)
    return FALSE;
  local = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  start_accepting (self);
  return TRUE;
}

static void
deaf_cb (gpointer data)
{
  CsConnections *self = data;
  g_autoptr (GError) error = NULL;

  stop_listening (self);
  if (open_door (self, self->port, &error))
    g_message ("The output server did not answer its own question and listens anew");
  else
    g_message ("The output server cannot listen: %s", error->message);
}

static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= WANTED_DESCRIPTORS)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, WANTED_DESCRIPTORS);
  setrlimit (RLIMIT_NOFILE, &limit);
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
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spare_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
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
  g_clear_pointer (&self->probe, cs_probe_free);
  stop_listening (self);
  g_rc_box_release_full (self, (GDestroyNotify) connections_clear);
}

/**
 * cs_connections_listen:
 * @self: a door
 * @port: a port of the loopback address, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Opens the door, and from then on asks through it every few seconds whether it still answers.
 *
 * Returns: whether it listens
 */
gboolean
cs_connections_listen (CsConnections *self,
                       guint16        port,
                       GError       **error)
{
  g_autoptr (GError) why = NULL;

  raise_descriptor_limit ();
  if (!open_door (self, port, &why)) {
    explain (&why, port);
    g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  self->probe = cs_probe_new (self->port, deaf_cb, self);
  return TRUE;
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
  return self->port;
}

/**
 * cs_connections_get_n_open:
 * @self: a door
 *
 * Returns: how many connections are open
 */
guint
cs_connections_get_n_open (CsConnections *self)
{
  return self->n_open;
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
  stop_source (&self->deadline);
  if (seconds == 0)
    return;
  self->deadline = g_timeout_source_new_seconds (seconds);
  g_source_set_priority (self->deadline, G_PRIORITY_HIGH);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, self->owner->context);
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
