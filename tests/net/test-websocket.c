/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-websocket.h"

#include "wire-server.h"

#include <string.h>
#include <sys/socket.h>

#define DEADLINE_MS 20000
#define MAX_MESSAGE_BYTES (70 * 1024)
#define FLOOD_BYTES (64 * 1024) /* needs the longest form of a frame's length */
#define LEGAL_MESSAGES 600

typedef struct {
  CsWebsocket *socket;
  GError *error;
  gboolean done;
  guint64 bytes;
  guint messages;
  GError *end;
  guint block_ms; /* how long the reader sleeps in the middle, when the socket's buffers have grown */
} Reader;

static gint sent_bytes; /* atomic: what the server could write, in KiB */

static gboolean
shake_hands (GIOStream  *connection,
             const char *request)
{
  const char *key = strstr (request, "Sec-WebSocket-Key: ");
  g_autofree char *joined = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  g_autofree char *accept = NULL;
  g_autofree char *answer = NULL;

  g_assert_nonnull (key);
  key += strlen ("Sec-WebSocket-Key: ");
  joined = g_strdup_printf ("%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int) strcspn (key, "\r"), key);
  g_checksum_update (sum, (const guchar *) joined, -1);
  g_checksum_get_digest (sum, digest, &length);
  accept = g_base64_encode (digest, length);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  return wire_write (connection, answer, -1);
}

static gboolean
write_frame (GIOStream *connection,
             guint8     first,
             gsize      length)
{
  g_autofree guint8 *frame = g_malloc (length + 10);
  gsize head = 2;

  frame[0] = first;
  if (length < 126) {
    frame[1] = (guint8) length;
  } else {
    frame[1] = 127;
    for (; head < 10; head++)
      frame[head] = (guint8) ((guint64) length >> (8 * (9 - head)));
  }
  memset (frame + head, 'x', length);
  if (!wire_write (connection, frame, (gssize) (length + head)))
    return FALSE;
  g_atomic_int_add (&sent_bytes, (gint) (length / 1024));
  return TRUE;
}

static void
hello_cb (GIOStream  *connection,
          const char *request,
          gpointer    user_data)
{
  char byte;

  shake_hands (connection, request);
  write_frame (connection, 0x81, 5);
  g_input_stream_read (g_io_stream_get_input_stream (connection), &byte, 1, NULL, NULL);
}

/* Continuation frames without an end: libsoup alone would collect them for ever. */
static void
flood_cb (GIOStream  *connection,
          const char *request,
          gpointer    user_data)
{
  shake_hands (connection, request);
  if (!write_frame (connection, 0x01, FLOOD_BYTES))
    return;
  while (write_frame (connection, 0x00, FLOOD_BYTES))
    ;
}

static void
huge_header_cb (GIOStream  *connection,
                const char *request,
                gpointer    user_data)
{
  static const guint8 header[] = { 0x81, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  char byte;

  shake_hands (connection, request);
  wire_write (connection, header, sizeof header);
  g_input_stream_read (g_io_stream_get_input_stream (connection), &byte, 1, NULL, NULL);
}

static void
legal_cb (GIOStream  *connection,
          const char *request,
          gpointer    user_data)
{
  char byte;

  shake_hands (connection, request);
  for (guint i = 0; i < LEGAL_MESSAGES; i++) {
    g_assert_true (write_frame (connection, 0x81, FLOOD_BYTES));
    if (i == LEGAL_MESSAGES / 2)
      g_usleep (100 * 1000); /* what follows comes while the reader sleeps */
  }
  g_input_stream_read (g_io_stream_get_input_stream (connection), &byte, 1, NULL, NULL);
}

static void
refuse_cb (GIOStream  *connection,
           const char *request,
           gpointer    user_data)
{
  wire_write (connection, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", -1);
}

static void
silent_cb (GIOStream  *connection,
           const char *request,
           gpointer    user_data)
{
  char byte;

  g_input_stream_read (g_io_stream_get_input_stream (connection), &byte, 1, NULL, NULL);
}

static void
message_cb (CsWebsocket *socket,
            GBytes      *bytes,
            gboolean     binary,
            gpointer     user_data)
{
  Reader *reader = user_data;

  if (reader->messages == LEGAL_MESSAGES / 2 && reader->block_ms > 0)
    g_usleep (reader->block_ms * 1000);
  reader->messages++;
  reader->bytes += g_bytes_get_size (bytes);
}

static void
closed_cb (CsWebsocket  *socket,
           const GError *error,
           gpointer      user_data)
{
  Reader *reader = user_data;

  g_assert_null (reader->end);
  reader->end = g_error_copy (error);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Reader *reader = user_data;

  reader->done = TRUE;
  reader->socket = cs_websocket_connect_finish (SOUP_SESSION (object), result, &reader->error);
  if (reader->socket != NULL) {
    g_signal_connect (reader->socket, "message", G_CALLBACK (message_cb), reader);
    g_signal_connect (reader->socket, "closed", G_CALLBACK (closed_cb), reader);
  }
}

static gboolean
end_wait_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
read_until (Reader *reader,
            guint   n_messages)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (DEADLINE_MS, end_wait_cb, &late);

  while (reader->end == NULL && reader->messages < n_messages && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timer);
}

/* A wide window, so that the kernel holds more than a message while the reader sleeps. */
static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    g_socket_set_option (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)), SOL_SOCKET, SO_RCVBUF,
                         4 * 1024 * 1024, NULL);
}

static char *
run (WireServerFunc func,
     guint          deadline_ms,
     guint          n_messages,
     Reader        *reader)
{
  g_autoptr (WireServer) server = wire_server_new (func, NULL);
  g_autofree char *url = wire_server_url (server, "ws", "/subscribe?cursor=1");
  const char *urls[] = { url, NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, NULL);

  g_atomic_int_set (&sent_bytes, 0);
  g_assert_true (cs_http_message_set_bearer (message, "sekret", NULL));
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
  cs_websocket_connect_async (session, message, NULL, MAX_MESSAGE_BYTES, deadline_ms, NULL, connected_cb, reader);
  while (!reader->done)
    g_main_context_iteration (NULL, TRUE);
  if (reader->socket != NULL) {
    read_until (reader, n_messages);
    cs_websocket_close (reader->socket);
    g_assert_finalize_object (reader->socket);
  }
  return wire_server_get_last_request (server);
}

static void
test_message (void)
{
  Reader reader = { NULL };
  g_autofree char *request = run (hello_cb, DEADLINE_MS, 1, &reader);

  g_assert_no_error (reader.error);
  g_assert_cmpuint (reader.bytes, ==, 5);
  g_assert_null (reader.end);
  g_assert_true (g_str_has_prefix (request, "GET /subscribe?cursor=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Coulisses/"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer sekret\r\n"));
  g_assert_null (strstr (request, "Sec-WebSocket-Extensions"));
}

static void
test_flood (void)
{
  Reader reader = { NULL };
  g_autofree char *request = run (flood_cb, DEADLINE_MS, G_MAXUINT, &reader);

  g_assert_error (reader.end, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE);
  g_assert_cmpuint (reader.messages, ==, 0);
  g_test_message ("the server could write %d KiB", g_atomic_int_get (&sent_bytes));
  g_assert_cmpint (g_atomic_int_get (&sent_bytes), <, 64 * 1024);
  g_error_free (reader.end);
}

static void
test_huge_header (void)
{
  Reader reader = { NULL };
  g_autofree char *request = run (huge_header_cb, DEADLINE_MS, G_MAXUINT, &reader);

  g_assert_nonnull (reader.end);
  g_assert_cmpuint (reader.messages, ==, 0);
  g_error_free (reader.end);
}

/* The meter must not take a busy stream for an attack, nor our own slowness. */
static void
test_legal_flood (void)
{
  for (guint block_ms = 0; block_ms <= 400; block_ms += 400) {
    Reader reader = { .block_ms = block_ms };
    g_autofree char *request = run (legal_cb, DEADLINE_MS, LEGAL_MESSAGES, &reader);

    g_assert_no_error (reader.end);
    g_assert_cmpuint (reader.messages, ==, LEGAL_MESSAGES);
    g_assert_cmpuint (reader.bytes, ==, (guint64) LEGAL_MESSAGES * FLOOD_BYTES);
  }
}

static void
test_refused (void)
{
  Reader reader = { NULL };
  g_autofree char *request = run (refuse_cb, DEADLINE_MS, 1, &reader);

  g_assert_error (reader.error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS);
  g_assert_nonnull (strstr (reader.error->message, "401"));
  g_error_free (reader.error);
}

static void
test_silent (void)
{
  Reader reader = { NULL };
  g_autofree char *request = run (silent_cb, 300, 1, &reader);

  g_assert_error (reader.error, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT);
  g_error_free (reader.error);
}

int
main (int argc, char **argv)
{
  cs_net_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/websocket/message", test_message);
  g_test_add_func ("/net/websocket/flood", test_flood);
  g_test_add_func ("/net/websocket/huge-header", test_huge_header);
  g_test_add_func ("/net/websocket/legal-flood", test_legal_flood);
  g_test_add_func ("/net/websocket/refused", test_refused);
  g_test_add_func ("/net/websocket/silent", test_silent);
  return g_test_run ();
}
