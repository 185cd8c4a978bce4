/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-listener.h"

#include "cs-context-source.h"
#include "cs-probe.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#define BACKLOG 256
#define WANTED_DESCRIPTORS 8192
#define ACCEPT_PAUSE_MS 100

struct _CsListener {
  CsListenerFunc admit;
  gpointer user_data;
  GMainContext *context;
  GInetAddress *address; /* (nullable): none before it listens */
  GSocket *socket; /* (nullable) */
  GSource *accepting; /* (nullable) */
  GSource *resting; /* (nullable): until accepting again */
  CsProbe *probe; /* (nullable) */
  guint16 port;
  int spare_fd; /* given up for a moment when descriptors run out, so that a caller can be turned away */
};

static void start_accepting (CsListener *self);

static gboolean
rested_cb (gpointer data)
{
  CsListener *self = data;

  cs_context_source_clear (&self->resting);
  start_accepting (self);
  return G_SOURCE_REMOVE;
}

/* Without descriptors the listening socket stays readable for ever: pause instead of spinning. */
static void
rest (CsListener *self)
{
  cs_context_source_clear (&self->accepting);
  self->resting = cs_context_source_add_timeout (self->context, ACCEPT_PAUSE_MS, rested_cb, self);
}

static int
open_spare (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void
turn_one_away (CsListener *self)
{
  g_autoptr (GSocket) socket = NULL;

  if (self->spare_fd >= 0)
    close (self->spare_fd);
  socket = g_socket_accept (self->socket, NULL, NULL);
  g_clear_object (&socket);
  self->spare_fd = open_spare ();
}

static gboolean
accept_cb (GSocket     *listening,
           GIOCondition condition,
           gpointer     data)
{
  CsListener *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

  if (socket != NULL) {
    self->admit (socket, self->user_data);
    return G_SOURCE_CONTINUE;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
    turn_one_away (self);
  rest (self);
  return G_SOURCE_CONTINUE;
}

static void
start_accepting (CsListener *self)
{
  self->accepting = cs_context_source_add (self->context, g_socket_create_source (self->socket, G_IO_IN, NULL),
                                           G_PRIORITY_DEFAULT, G_SOURCE_FUNC (accept_cb), self);
}

static void
close_socket (CsListener *self)
{
  cs_context_source_clear (&self->accepting);
  cs_context_source_clear (&self->resting);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

static GSocket *
bind_socket (GInetAddress *inet,
             guint16       port,
             GError      **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static gboolean
listen_on (CsListener *self,
           guint16     port,
           GError    **error)
{
  g_autoptr (GSocketAddress) local = NULL;

  self->socket = bind_socket (self->address, port, error);
  if (self->socket == NULL)
    return FALSE;
  local = g_socket_get_local_address (self->socket, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  start_accepting (self);
  return TRUE;
}

static void
deaf_cb (gpointer data)
{
  CsListener *self = data;
  g_autoptr (GError) error = NULL;

  close_socket (self);
  if (listen_on (self, self->port, &error))
    g_message ("The output server did not answer its own question and listens anew");
  else
    g_message ("The output server cannot listen: %s", error->message);
}

/* EADDRNOTAVAIL has no code of its own. */
static gboolean
error_is_gone (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, g_io_error_from_errno (EADDRNOTAVAIL));
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
  } else if (error_is_gone (*error)) {
    g_clear_error (error);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _("This machine is no longer in that network. Choose another."));
  }
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
 * cs_listener_new:
 * @admit: called for everybody who comes
 * @user_data: for @admit
 *
 * Makes a listener in the thread-default main context.
 *
 * Returns: (transfer full): a listener that does not listen yet
 */
CsListener *
cs_listener_new (CsListenerFunc admit,
                 gpointer       user_data)
{
  CsListener *self = g_new0 (CsListener, 1);

  self->admit = admit;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->spare_fd = open_spare ();
  return self;
}

/**
 * cs_listener_free:
 * @self: (transfer full): a listener
 */
void
cs_listener_free (CsListener *self)
{
  g_clear_pointer (&self->probe, cs_probe_free);
  close_socket (self);
  if (self->spare_fd >= 0)
    close (self->spare_fd);
  g_clear_object (&self->address);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * cs_listener_open:
 * @self: a listener
 * @address: an IPv4 address of this machine
 * @port: a port, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Listens, and from then on asks every few seconds, as any page would, whether it is still heard.
 *
 * Returns: whether it listens
 */
gboolean
cs_listener_open (CsListener   *self,
                  GInetAddress *address,
                  guint16       port,
                  GError      **error)
{
  g_autoptr (GError) why = NULL;

  g_set_object (&self->address, address);
  raise_descriptor_limit ();
  if (!listen_on (self, port, &why)) {
    explain (&why, port);
    g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  self->probe = cs_probe_new (self->address, self->port, deaf_cb, self);
  return TRUE;
}

/**
 * cs_listener_get_port:
 * @self: a listener that listens
 *
 * Returns: its port
 */
guint16
cs_listener_get_port (CsListener *self)
{
  return self->port;
}
