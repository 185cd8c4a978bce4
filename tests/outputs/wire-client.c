/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-client.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIMEOUT_S 15
#define NARROW_BYTES 4096

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_output_server_start_finish (CS_OUTPUT_SERVER (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A server that listens on a free port and has just been given a sign of life. */
CsOutputServer *
wire_start (void)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsOutputServer *server = cs_output_server_new (clock);
  gboolean started = FALSE;

  g_object_set (server, "read-key", RAW_KEY, "beat-timeout-ms", 60000, NULL);
  cs_output_server_start_async (server, 0, NULL, started_cb, &started);
  while (!started)
    g_main_context_iteration (NULL, TRUE);
  cs_output_server_beat (server);
  return server;
}

static GSocket *
connect_with (guint16 port,
              int     receive_bytes)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GError) error = NULL;

  if (receive_bytes > 0)
    g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, receive_bytes, NULL);
  g_socket_set_timeout (socket, TIMEOUT_S);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  return socket;
}

GSocket *
wire_connect (guint16 port)
{
  return connect_with (port, 0);
}

/* Reads into a small buffer only, so that the sender is held up soon. */
GSocket *
wire_connect_narrow (guint16 port)
{
  return connect_with (port, NARROW_BYTES);
}

/* Whether all of it could be sent; the other side may have ended it. */
gboolean
wire_send (GSocket    *socket,
           const char *bytes,
           gssize      length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;

  while (left > 0) {
    gssize sent = g_socket_send (socket, bytes, left, NULL, NULL);

    if (sent <= 0)
      return FALSE;
    bytes += sent;
    left -= (gsize) sent;
  }
  return TRUE;
}

/* Everything until the other side ends it; fails the test after some seconds of silence. */
char *
wire_read_all (GSocket *socket,
               gsize    limit)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char buffer[16384];
  gssize n;

  while ((n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error)) > 0 && all->len < limit)
    g_string_append_len (all, buffer, n);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Reads on until @wanted has come; returns what came up to its end, and keeps the rest in @seen. */
char *
wire_read_until (GSocket    *socket,
                 GString    *seen,
                 const char *wanted)
{
  g_autoptr (GError) error = NULL;
  char buffer[16384];
  const char *found;
  char *head;

  while ((found = strstr (seen->str, wanted)) == NULL) {
    gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpint (n, >, 0);
    g_string_append_len (seen, buffer, n);
  }
  head = g_strndup (seen->str, (gsize) (found - seen->str) + strlen (wanted));
  g_string_erase (seen, 0, (gssize) strlen (head));
  return head;
}

/* Whether the other side ends it within the time, whatever it says before. */
gboolean
wire_is_ended (GSocket *socket,
               guint    seconds)
{
  gint64 deadline_us = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  char buffer[16384];

  g_socket_set_timeout (socket, 1);
  while (g_get_monotonic_time () < deadline_us) {
    g_autoptr (GError) error = NULL;
    gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

    if (n == 0 || (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)))
      return TRUE;
  }
  return FALSE;
}

/* The status of an answer, or 0 when there is none. */
guint
wire_get_status (const char *answer)
{
  guint status = 0;

  return sscanf (answer, "HTTP/1.%*1[01] %3u", &status) == 1 ? status : 0;
}

char *
wire_ask (guint16     port,
          const char *request_line,
          const char *headers,
          const char *body)
{
  g_autoptr (GSocket) socket = wire_connect (port);
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       request_line, port, headers, strlen (body), body);

  g_assert_true (wire_send (socket, request, -1));
  return wire_read_all (socket, 1 << 24);
}

/* A page that reads; it has seen the first state. */
GSocket *
wire_open_events (guint16  port,
                  GString *seen)
{
  GSocket *socket = wire_connect (port);
  g_autofree char *request = g_strdup_printf ("GET /overlay/events HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", port);
  g_autofree char *head = NULL;
  g_autofree char *first = NULL;

  g_assert_true (wire_send (socket, request, -1));
  head = wire_read_until (socket, seen, "\r\n\r\n");
  g_assert_cmpuint (wire_get_status (head), ==, SOUP_STATUS_OK);
  first = wire_read_until (socket, seen, "event: program\ndata: ");
  return socket;
}

/* Bytes of memory that this process holds. */
gsize
wire_get_rss (void)
{
  g_autofree char *text = NULL;
  gsize pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %" G_GSIZE_FORMAT, &pages), ==, 1);
  return pages * (gsize) sysconf (_SC_PAGESIZE);
}
