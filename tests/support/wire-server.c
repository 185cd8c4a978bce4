/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-server.h"

#include <string.h>

#define MAX_HEAD_BYTES 65536
#define IO_TIMEOUT_S 20

struct _WireServer {
  GSocketService *service;
  guint port;
  WireServerFunc func;
  gpointer user_data;

  GMutex lock; /* guards what follows */
  GCond answered;
  GPtrArray *open; /* the connections whose thread is in run_cb; element-type GSocket, borrowed */
  gboolean closed;
  guint n_connections;
  guint n_requests;
  char *last_request;
};

static char *
read_head (GInputStream *in)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;

  while (head->len < MAX_HEAD_BYTES && g_input_stream_read (in, &byte, 1, NULL, NULL) == 1) {
    g_string_append_c (head, byte);
    if (g_str_has_suffix (head->str, "\r\n\r\n"))
      return g_string_free (g_steal_pointer (&head), FALSE);
  }
  return NULL;
}

static gboolean
enter (WireServer *self,
       GSocket    *socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->closed)
    return FALSE;
  self->n_connections++;
  g_ptr_array_add (self->open, socket);
  return TRUE;
}

static void
leave (WireServer *self,
       GSocket    *socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_remove_fast (self->open, socket);
  g_cond_signal (&self->answered);
}

static void
note_request (WireServer *self,
              const char *head)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_requests++;
  g_free (self->last_request);
  self->last_request = g_strdup (head);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                user_data)
{
  WireServer *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autofree char *head = NULL;

  g_socket_set_timeout (socket, IO_TIMEOUT_S);
  if (!enter (self, socket))
    return TRUE;
  while ((head = read_head (g_io_stream_get_input_stream (G_IO_STREAM (connection)))) != NULL) {
    gboolean keep = strstr (head, "X-Keep: 1") != NULL;

    note_request (self, head);
    self->func (G_IO_STREAM (connection), head, self->user_data);
    if (!keep)
      break;
    g_clear_pointer (&head, g_free);
  }
  leave (self, socket);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
server_clear (WireServer *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
  g_ptr_array_unref (self->open);
  g_free (self->last_request);
}

static void
release (gpointer  self,
         GClosure *closure)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) server_clear);
}

/* NULL when the port is taken, or not for ordinary people. */
WireServer *
wire_server_new_on (guint          port,
                    WireServerFunc func,
                    gpointer       user_data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  WireServer *self;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &bound, NULL))
    return NULL;
  self = g_atomic_rc_box_new0 (WireServer);
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);
  self->open = g_ptr_array_new ();
  self->service = g_steal_pointer (&service);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  /* Connections may outlive the server: the service, which their threads hold, keeps it for them. */
  g_signal_connect_data (self->service, "run", G_CALLBACK (run_cb), g_atomic_rc_box_acquire (self), release, 0);
  g_socket_service_start (self->service);
  return self;
}

WireServer *
wire_server_new (WireServerFunc func,
                 gpointer       user_data)
{
  WireServer *self = wire_server_new_on (0, func, user_data);

  g_assert_nonnull (self);
  return self;
}

/* What the server answers with belongs to the test: nothing may still be sending it afterwards. */
static void
end_connections (WireServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->closed = TRUE;
  for (guint i = 0; i < self->open->len; i++)
    g_socket_shutdown (self->open->pdata[i], TRUE, TRUE, NULL);
  while (self->open->len > 0)
    g_cond_wait (&self->answered, &self->lock);
}

void
wire_server_free (WireServer *self)
{
  g_socket_service_stop (self->service);
  end_connections (self);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  release (self, NULL);
}

guint
wire_server_get_port (WireServer *self)
{
  return self->port;
}

guint
wire_server_get_n_connections (WireServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_connections;
}

guint
wire_server_get_n_requests (WireServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_requests;
}

char *
wire_server_get_last_request (WireServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->last_request != NULL ? self->last_request : "");
}

char *
wire_server_url (WireServer *self,
                 const char *scheme,
                 const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", scheme, self->port, path);
}

gboolean
wire_write (GIOStream  *connection,
            const void *bytes,
            gssize      length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (connection), bytes,
                                    length >= 0 ? (gsize) length : strlen (bytes), NULL, NULL, NULL);
}
