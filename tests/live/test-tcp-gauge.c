/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tcp-gauge.h"

#define N_BYTES 400000

typedef struct {
  GSocketListener *listener;
  guint16 port;
} Server;

static void
server_open (Server *server)
{
  server->listener = g_socket_listener_new ();
  server->port = g_socket_listener_add_any_inet_port (server->listener, NULL, NULL);
  g_assert_cmpuint (server->port, !=, 0);
}

static GSocketConnection *
connect_to (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static CsGauge
look (CsTcpGauge *tcp)
{
  CsGauge gauge = CS_GAUGE_UNKNOWN;

  cs_tcp_gauge_read (&gauge, tcp);
  return gauge;
}

/* What nobody reads waits, and what is read was confirmed. */
static void
test_reads (void)
{
  Server server;
  g_autofree char *bytes = g_malloc0 (N_BYTES);
  g_autoptr (GSocketConnection) near = NULL;
  CsTcpGauge *tcp;
  gssize written;

  server_open (&server);
  tcp = cs_tcp_gauge_new ("127.0.0.1", server.port);
  g_assert_cmpint (look (tcp).rtt_ms, ==, -1);
  near = connect_to (server.port);
  g_assert_cmpint (look (tcp).rtt_ms, >=, 0);
  g_assert_cmpint (look (tcp).n_waiting_bytes, ==, 0);
  written = g_pollable_output_stream_write_nonblocking (
      G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (G_IO_STREAM (near))), bytes, N_BYTES, NULL, NULL);
  g_assert_cmpint (written, >, 0);
  for (int i = 0; i < 100 && look (tcp).n_confirmed < 1000; i++)
    g_usleep (10000);
  g_assert_cmpuint (look (tcp).n_confirmed, >=, 1000);
  g_assert_cmpint (look (tcp).n_waiting_bytes + (gint64) look (tcp).n_confirmed, <=, written + 1);
  g_io_stream_close (G_IO_STREAM (near), NULL, NULL);
  g_assert_cmpint (look (tcp).rtt_ms, ==, -1);
  cs_tcp_gauge_unref (tcp);
  g_object_unref (server.listener);
}

/* Only its own server's connections count, and each only once. */
static void
test_tells_apart (void)
{
  Server one, two;
  CsTcpGauge *first, *second;
  g_autoptr (GSocketConnection) a = NULL;
  g_autoptr (GSocketConnection) b = NULL;

  server_open (&one);
  server_open (&two);
  first = cs_tcp_gauge_new ("127.0.0.1", one.port);
  a = connect_to (two.port);
  g_assert_cmpint (look (first).rtt_ms, ==, -1);
  b = connect_to (one.port);
  g_assert_cmpint (look (first).rtt_ms, >=, 0);
  second = cs_tcp_gauge_new ("127.0.0.1", one.port);
  g_assert_cmpint (look (second).rtt_ms, ==, -1);
  cs_tcp_gauge_unref (first);
  cs_tcp_gauge_unref (second);
  g_object_unref (one.listener);
  g_object_unref (two.listener);
}

/* One that never connected is not waited for once it is gone. */
static void
test_gives_way (void)
{
  CsTcpGauge *first = cs_tcp_gauge_new ("192.0.2.1", 1935);
  gint64 before_us = g_get_monotonic_time ();
  CsTcpGauge *second;

  cs_tcp_gauge_unref (first);
  second = cs_tcp_gauge_new ("192.0.2.1", 1935);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 900 * 1000);
  cs_tcp_gauge_unref (second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/tcp-gauge/reads", test_reads);
  g_test_add_func ("/live/tcp-gauge/tells-apart", test_tells_apart);
  g_test_add_func ("/live/tcp-gauge/gives-way", test_gives_way);
  return g_test_run ();
}
