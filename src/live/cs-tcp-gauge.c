/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tcp-gauge.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* The system would hide ten seconds of a stalled stream. */
#define SEND_BUFFER_BYTES (128 * 1024)
/* How long somebody else who connects to the same server may take before two connections may be mixed up. */
#define TURN_US G_TIME_SPAN_SECOND

struct _CsTcpGauge {
  char *host;
  guint16 port;
  GSocket *socket; /* (nullable): guarded by @lock */
};

/* Connections that are about to be made. */
static GMutex lock;
static GCond turned;
static GPtrArray *expected; /* CsTcpGauge, oldest first; not owned */

static gboolean
is_for (const CsTcpGauge *self,
        const char       *host,
        guint16           port)
{
  return self->port == port && g_ascii_strcasecmp (self->host, host) == 0;
}

/* The lock is held. */
static CsTcpGauge *
find_expected (const char *host,
               guint16     port)
{
  for (guint i = 0; expected != NULL && i < expected->len; i++)
    if (is_for (expected->pdata[i], host, port))
      return expected->pdata[i];
  return NULL;
}

static void
take_socket (CsTcpGauge *self,
             GSocket    *socket)
{
  g_ptr_array_remove (expected, self);
  self->socket = g_object_ref (socket);
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, SEND_BUFFER_BYTES, NULL);
  g_cond_broadcast (&turned);
}

static void
look_at (GNetworkAddress   *address,
         GSocketConnection *connection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  CsTcpGauge *self = find_expected (g_network_address_get_hostname (address), g_network_address_get_port (address));

  if (self != NULL)
    take_socket (self, g_socket_connection_get_socket (connection));
}

/* GSocketClient::event (client, event, connectable, connection), on whatever thread connects. */
static gboolean
event_cb (GSignalInvocationHint *hint,
          guint                  n_values,
          const GValue          *values,
          gpointer               data)
{
  GObject *connectable = g_value_get_object (&values[2]);
  GObject *connection = g_value_get_object (&values[3]);

  if (g_value_get_enum (&values[1]) == G_SOCKET_CLIENT_CONNECTED && G_IS_NETWORK_ADDRESS (connectable) &&
      G_IS_SOCKET_CONNECTION (connection))
    look_at (G_NETWORK_ADDRESS (connectable), G_SOCKET_CONNECTION (connection));
  return G_SOURCE_CONTINUE;
}

static gpointer
watch_clients (gpointer data)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (G_TYPE_SOCKET_CLIENT);

  g_signal_add_emission_hook (g_signal_lookup ("event", G_TYPE_SOCKET_CLIENT), 0, event_cb, NULL, NULL);
  return g_ptr_array_new ();
}

static void
clear (gpointer data)
{
  CsTcpGauge *self = data;

  g_mutex_lock (&lock);
  g_ptr_array_remove (expected, self);
  g_cond_broadcast (&turned);
  g_mutex_unlock (&lock);
  g_clear_object (&self->socket);
  g_free (self->host);
}

static gboolean
read_info (int              fd,
           struct tcp_info *info)
{
  socklen_t length = sizeof *info;

  memset (info, 0, sizeof *info);
  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0 &&
         length >= G_STRUCT_OFFSET (struct tcp_info, tcpi_min_rtt) + sizeof info->tcpi_min_rtt;
}

/**
 * cs_tcp_gauge_new:
 * @host: a server
 * @port: its port
 *
 * Looks at the next connection that anybody in this process makes there. While another one is expected to the same
 * server it waits for that, a second at most: not for the main thread.
 *
 * Returns: (transfer full): a gauge, which knows nothing before there is a connection
 */
CsTcpGauge *
cs_tcp_gauge_new (const char *host,
                  guint16     port)
{
  static GOnce once = G_ONCE_INIT;
  CsTcpGauge *self = g_atomic_rc_box_new0 (CsTcpGauge);
  gint64 until_us = g_get_monotonic_time () + TURN_US;

  self->host = g_strdup (host);
  self->port = port;
  g_once (&once, watch_clients, NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  expected = once.retval;
  while (find_expected (host, port) != NULL && g_cond_wait_until (&turned, &lock, until_us))
    ;
  g_ptr_array_add (expected, self);
  return self;
}

/**
 * cs_tcp_gauge_unref:
 * @self: (transfer full): a gauge
 */
void
cs_tcp_gauge_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_tcp_gauge_read:
 * @gauge: (inout): what is known of the connection is filled in
 * @self: a gauge
 *
 * A #CsGaugeRead. tcp(7), SIOCOUTQ: what was not confirmed, sent or not.
 */
void
cs_tcp_gauge_read (CsGauge *gauge,
                   gpointer self)
{
  CsTcpGauge *tcp = self;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  struct tcp_info info;
  int waiting = 0;

  if (tcp->socket == NULL || g_socket_is_closed (tcp->socket) || !read_info (g_socket_get_fd (tcp->socket), &info))
    return;
  gauge->rtt_ms = info.tcpi_rtt / 1000;
  gauge->least_rtt_ms = info.tcpi_min_rtt / 1000;
  gauge->n_confirmed = info.tcpi_bytes_acked;
  gauge->n_lost = info.tcpi_total_retrans;
  if (ioctl (g_socket_get_fd (tcp->socket), SIOCOUTQ, &waiting) == 0)
    gauge->n_waiting_bytes = waiting;
}
