/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-fetch.h"

#include "cs-event-stream.h"
#include "wire-server.h"

#include <stdio.h>
#include <string.h>

#define DEADLINE_MS 20000
#define MAX_BYTES (64 * 1024)

typedef struct {
  const char *text;
  gsize length;
} Canned;

static void
canned_cb (GIOStream  *connection,
           const char *request,
           gpointer    user_data)
{
  const Canned *canned = user_data;

  wire_write (connection, canned->text, canned->length > 0 ? (gssize) canned->length : -1);
}

static SoupSession *
api_session (WireServer *server,
             CsHttpFlags flags)
{
  g_autofree char *url = wire_server_url (server, "http", "/");
  const char *urls[] = { url, NULL };

  return cs_http_api_session_new (urls, 4, flags);
}

static CsHttpAnswer *
get (SoupSession *session,
     const char  *url,
     guint        deadline_ms,
     GError     **error)
{
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, error);

  return message != NULL ? cs_http_fetch_here (session, message, MAX_BYTES, deadline_ms, NULL, error) : NULL;
}

static CsHttpAnswer *
get_canned (const char *text,
            gsize       length,
            GError    **error)
{
  Canned canned = { text, length };
  g_autoptr (WireServer) server = wire_server_new (canned_cb, &canned);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/x");

  return get (session, url, DEADLINE_MS, error);
}

static void
assert_body (const CsHttpAnswer *answer,
             const char         *expected)
{
  gsize length;
  const char *body = g_bytes_get_data (answer->body, &length);

  g_assert_cmpmem (body, length, expected, strlen (expected));
}

static void
test_plain (void)
{
  Canned canned = { "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" };
  g_autoptr (WireServer) server = wire_server_new (canned_cb, &canned);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/x?y=1#z");
  g_autofree char *request = NULL;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsHttpAnswer) answer = get (session, url, DEADLINE_MS, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (answer->status, ==, 200);
    assert_body (answer, "{}");
    g_assert_true (cs_http_answer_check (answer, NULL));
  }
  request = wire_server_get_last_request (server);
  g_assert_true (g_str_has_prefix (request, "GET /x?y=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Coulisses/"));
  g_assert_null (strstr (request, "Cookie"));
}

static void
test_features (void)
{
  const char *urls[] = { "https://mastodon.example", NULL };
  g_autoptr (SoupSession) api = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  g_autoptr (SoupSession) media = cs_http_media_session_new (CS_HTTP_DEFAULT);
  SoupSession *sessions[] = { api, media };

  for (guint i = 0; i < 2; i++) {
    g_assert_false (soup_session_has_feature (sessions[i], SOUP_TYPE_AUTH_MANAGER));
    g_assert_false (soup_session_has_feature (sessions[i], SOUP_TYPE_COOKIE_JAR));
    g_assert_false (soup_session_has_feature (sessions[i], SOUP_TYPE_LOGGER));
    g_assert_false (soup_session_has_feature (sessions[i], SOUP_TYPE_CONTENT_SNIFFER));
    g_assert_false (soup_session_has_feature (sessions[i], SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER));
  }
  g_assert_cmpstr (g_getenv ("SOUP_FORCE_HTTP1"), ==, "1");
}

/* The header that ends a process which parses it, when it comes from port 80. */
static void
test_hostile_challenge (void)
{
  Canned canned = { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\", qop=\"auth\", "
                    "domain=\"http:/x http:/y\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
  g_autoptr (WireServer) server = wire_server_new_on (80, canned_cb, &canned);
  g_autoptr (SoupSession) session = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHttpAnswer) answer = NULL;

  if (server == NULL) {
    g_test_skip ("port 80 is not ours");
    return;
  }
  session = api_session (server, CS_HTTP_DEFAULT);
  url = wire_server_url (server, "http", "/");
  answer = get (session, url, DEADLINE_MS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 401);
  g_assert_false (cs_http_answer_check (answer, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS);
}

static void
test_truncated (void)
{
  static const char *const cases[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"a\":1}",
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\":1}",
    "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nConnection: close\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsHttpAnswer) answer = get_canned (cases[i], 0, &error);

    g_assert_null (answer);
    if (!g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TRUNCATED))
      g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE);
  }
}

static GBytes *
gzip_zeros (gsize n_bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autofree guint8 *zeros = g_malloc0 (MAX_BYTES);

  for (gsize done = 0; done < n_bytes; done += MIN (MAX_BYTES, n_bytes - done))
    g_output_stream_write_all (out, zeros, MIN (MAX_BYTES, n_bytes - done), NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static CsHttpAnswer *
get_gzip (gsize    n_bytes,
          GError **error)
{
  g_autoptr (GBytes) bomb = gzip_zeros (n_bytes);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT
                       "\r\nConnection: close\r\n\r\n", g_bytes_get_size (bomb));

  g_byte_array_append (text, (const guint8 *) head, strlen (head));
  g_byte_array_append (text, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  return get_canned ((const char *) text->data, text->len, error);
}

static void
test_gzip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHttpAnswer) fits = get_gzip (MAX_BYTES, &error);
  g_autoptr (CsHttpAnswer) bomb = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (fits->body), ==, MAX_BYTES);
  bomb = get_gzip (200 * 1024 * 1024, &error);
  g_assert_null (bomb);
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE);
}

static void
endless_cb (GIOStream  *connection,
            const char *request,
            gpointer    user_data)
{
  char block[4096];

  memset (block, 'x', sizeof block);
  wire_write (connection, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", -1);
  while (wire_write (connection, block, sizeof block))
    ;
}

static void
test_endless (void)
{
  g_autoptr (WireServer) server = wire_server_new (endless_cb, NULL);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/");
  g_autoptr (GError) error = NULL;

  g_assert_null (get (session, url, DEADLINE_MS, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE);
}

/* Always a byte within the idle time-out: only a total deadline ends it. */
static void
drip_cb (GIOStream  *connection,
         const char *request,
         gpointer    user_data)
{
  const char *head = user_data;

  if (!wire_write (connection, head, -1))
    return;
  while (wire_write (connection, "x", 1))
    g_usleep (20 * 1000);
}

static void
test_deadline (void)
{
  static const char *const heads[] = {
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Slow: ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autoptr (WireServer) server = wire_server_new (drip_cb, (gpointer) heads[i]);
    g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
    g_autofree char *url = wire_server_url (server, "http", "/");
    g_autoptr (GError) error = NULL;

    g_assert_null (get (session, url, 300, &error));
    g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT);
  }
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  g_autoptr (WireServer) server = wire_server_new (drip_cb, (gpointer) "HTTP/1.1 200 OK\r\n\r\n");
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/");
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_null (cs_http_fetch_here (session, message, MAX_BYTES, DEADLINE_MS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_nobody_there (void)
{
  const char *urls[] = { "http://127.0.0.1:1/", "https://nobody.invalid/", NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (session, urls[0], DEADLINE_MS, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_null (get (session, urls[1], DEADLINE_MS, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nobody.invalid"));
}

/* A credential that follows a redirect is a credential given away. */
static void
test_api_redirect (void)
{
  Canned there = { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
  g_autoptr (WireServer) elsewhere = wire_server_new (canned_cb, &there);
  g_autofree char *target = wire_server_url (elsewhere, "http", "/stolen");
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n"
                                           "Connection: close\r\n\r\n", target);
  Canned here = { text };
  g_autoptr (WireServer) server = wire_server_new (canned_cb, &here);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/");
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, NULL);
  g_autoptr (CsHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_http_message_set_bearer (message, "sekret", NULL));
  answer = cs_http_fetch_here (session, message, MAX_BYTES, DEADLINE_MS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_false (cs_http_answer_check (answer, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_REDIRECTED);
  g_assert_cmpuint (wire_server_get_n_connections (elsewhere), ==, 0);
}

static void
chain_cb (GIOStream  *connection,
          const char *request,
          gpointer    user_data)
{
  guint n = 0;
  g_autofree char *text = NULL;

  sscanf (request, "GET /%u", &n);
  if (n == 0)
    text = g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere");
  else
    text = g_strdup_printf ("HTTP/1.1 302 Found\r\nLocation: %s%u\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
                            n % 2 == 0 ? "/" : "", n - 1);
  wire_write (connection, text, -1);
}

static void
test_media_redirects (void)
{
  g_autoptr (WireServer) server = wire_server_new (chain_cb, NULL);
  g_autoptr (SoupSession) session = cs_http_media_session_new (CS_HTTP_ALLOW_PRIVATE);
  g_autofree char *three = wire_server_url (server, "http", "/3");
  g_autofree char *four = wire_server_url (server, "http", "/4");
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHttpAnswer) answer = get (session, three, DEADLINE_MS, &error);

  g_assert_no_error (error);
  assert_body (answer, "here");
  g_assert_true (g_str_has_suffix (answer->url, "/0"));
  g_assert_null (get (session, four, DEADLINE_MS, &error));
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_REDIRECTED);
}

static void
test_media_redirect_elsewhere (void)
{
  static const char *const targets[] = {
    "ftp://files.example/x", "http://a b/", "http://2130706433/", "file:///etc/passwd", "http://u:p@h.example/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autofree char *text = g_strdup_printf ("HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n"
                                             "Connection: close\r\n\r\n", targets[i]);
    Canned canned = { text };
    g_autoptr (WireServer) server = wire_server_new (canned_cb, &canned);
    g_autoptr (SoupSession) session = cs_http_media_session_new (CS_HTTP_ALLOW_PRIVATE);
    g_autofree char *url = wire_server_url (server, "http", "/");
    g_autoptr (GError) error = NULL;

    g_assert_null (get (session, url, DEADLINE_MS, &error));
    g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS);
  }
}

/* Judged at the socket: nothing reaches the server, not even a connection, also when a name leads there. */
static void
test_private (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    Canned canned = { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
    g_autoptr (WireServer) server = wire_server_new (canned_cb, &canned);
    g_autofree char *url = g_strdup_printf ("http://%s:%u/", hosts[i], wire_server_get_port (server));
    const char *urls[] = { url, NULL };
    g_autoptr (SoupSession) strict = cs_http_api_session_new (urls, 2, CS_HTTP_REFUSE_PRIVATE);
    g_autoptr (SoupSession) trusting = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
    g_autoptr (CsHttpAnswer) answer = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_null (get (strict, url, DEADLINE_MS, &error));
    g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_PRIVATE);
    g_clear_error (&error);
    g_assert_cmpuint (wire_server_get_n_connections (server), ==, 0);

    answer = get (trusting, url, DEADLINE_MS, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (wire_server_get_n_requests (server), ==, 1);
  }
}

static void
test_media_refuses (void)
{
  static const struct {
    const char *url;
    CsHttpFlags flags;
    CsHttpError code;
  } cases[] = {
    { "http://127.0.0.1/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://[::1]/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://[::ffff:127.0.0.1]/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://localhost/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "https://10.0.0.1/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://169.254.169.254/latest/meta-data/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://127.1/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://2130706433/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://0x7f.1/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://１２７.0.0.1/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_PRIVATE },
    { "http://files.example:8080/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "https://files.example:80/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://files.example/", CS_HTTP_HTTPS_ONLY, CS_HTTP_ERROR_ADDRESS },
    { "http://user@files.example/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://a b/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://files.example/a\\b", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http://files.example/a\r\nX: y", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "http:///x", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "file:///etc/passwd", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "data:text/plain,x", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "//files.example/", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
    { "", CS_HTTP_DEFAULT, CS_HTTP_ERROR_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SoupSession) session = cs_http_media_session_new (cases[i].flags);
    g_autoptr (GError) error = NULL;

    g_assert_null (get (session, cases[i].url, DEADLINE_MS, &error));
    if (!g_error_matches (error, CS_HTTP_ERROR, cases[i].code))
      g_error ("%s: %s", cases[i].url, error->message);
  }
}

static void
test_api_hosts (void)
{
  const char *urls[] = { "https://mastodon.example/", "http://plain.example", "http://127.0.0.1:9", NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  g_autoptr (SoupSession) strict = cs_http_api_session_new (urls, 2, CS_HTTP_HTTPS_ONLY);
  static const char *const refused[] = {
    "https://other.example/", "https://mastodon.example:8443/", "http://mastodon.example/",
    "https://mastodon.example.evil.example/", "https://mastodon.example@evil.example/", "http://plain.example/x",
  };
  static const char *const allowed[] = {
    "https://mastodon.example/api", "wss://mastodon.example/api", "https://MASTODON.example:443/", "http://127.0.0.1:9/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_http_message_new (session, "GET", refused[i], &error));
    g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS);
  }
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", allowed[i], &error);

    g_assert_no_error (error);
    g_assert_true (soup_message_query_flags (message, SOUP_MESSAGE_NO_REDIRECT));
  }
  g_assert_null (cs_http_message_new (strict, "GET", "http://127.0.0.1:9/", NULL));
}

static void
test_tokens (void)
{
  g_assert_true (cs_http_is_token ("ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0"));
  g_assert_false (cs_http_is_token (""));
  g_assert_false (cs_http_is_token ("a b"));
  g_assert_false (cs_http_is_token ("a\r\nX-Evil: 1"));
  g_assert_false (cs_http_is_token ("a\x7f"));
  g_assert_false (cs_http_is_token ("jeton\xc3\xa9"));
}

static void
test_foreign_message (void)
{
  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, DEADLINE_MS * 1000, 0);
    g_test_trap_assert_passed ();
    g_test_trap_assert_stderr ("*cs_http_message_new*");
    return;
  }

  Canned canned = { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
  g_autoptr (WireServer) server = wire_server_new (canned_cb, &canned);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/");
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_null (body);
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);
}

static void
test_retry_at (void)
{
  static const gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;
  static const struct {
    const char *name;
    const char *value;
    gint64 expected_s; /* from now; 0: not said */
  } cases[] = {
    { "Retry-After", "30", 30 },
    { "Retry-After", "0", 1 },
    { "Retry-After", "-1", 0 },
    { "Retry-After", "soon", 0 },
    { "Retry-After", "1000000000", 3600 },
    { "Retry-After", "99999999999999999999", 0 },
    { "Retry-After", "Mon, 21 Sep 2026 14:14:20 GMT", 60 },
    { "X-RateLimit-Reset", "2026-09-21T14:15:20.123456Z", 120 },
    { "X-RateLimit-Reset", "2001-01-01T00:00:00Z", 1 },
    { "RateLimit-Reset", "1790000090", 90 },
    { "RateLimit-Reset", "45", 45 },
    { "X-Other", "45", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
    gint64 at_us;

    soup_message_headers_append (headers, cases[i].name, cases[i].value);
    at_us = cs_http_retry_at_us (headers, now_us);
    if (at_us != (cases[i].expected_s == 0 ? 0 : now_us + cases[i].expected_s * G_USEC_PER_SEC))
      g_error ("%s: %s gave %" G_GINT64_FORMAT " s", cases[i].name, cases[i].value, (at_us - now_us) / G_USEC_PER_SEC);
    soup_message_headers_unref (headers);
  }
}

typedef struct {
  GString *seen;
  gboolean closed;
  guint status;
  GError *error;
} Stream;

static void
opened_cb (gpointer user_data)
{
  Stream *stream = user_data;

  g_string_append (stream->seen, "open ");
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  Stream *stream = user_data;

  g_string_append_printf (stream->seen, "%s=%s ", event, data);
}

static void
closed_cb (guint               status,
           SoupMessageHeaders *headers,
           GBytes             *body,
           const GError       *error,
           gpointer            user_data)
{
  Stream *stream = user_data;

  g_assert_false (stream->closed);
  stream->closed = TRUE;
  stream->status = status;
  stream->error = g_error_copy (error);
  if (body != NULL)
    g_string_append_len (stream->seen, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
run_stream (WireServerFunc func,
            gpointer       user_data,
            guint          deadline_ms,
            Stream        *stream)
{
  static const CsEventStreamFuncs funcs = { opened_cb, NULL, event_cb, closed_cb };
  g_autoptr (WireServer) server = wire_server_new (func, user_data);
  g_autoptr (SoupSession) session = api_session (server, CS_HTTP_DEFAULT);
  g_autofree char *url = wire_server_url (server, "http", "/stream");
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, NULL);
  g_autoptr (CsEventStream) events = cs_event_stream_open (session, message, deadline_ms, &funcs, stream);

  while (!stream->closed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_event_stream (void)
{
  Canned canned = { "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n"
                    ":)\n\nevent: update\ndata: 1\n\n:thump\n\ndata: 2\n\n" };
  Stream stream = { g_string_new (NULL) };

  run_stream (canned_cb, &canned, DEADLINE_MS, &stream);
  g_assert_cmpstr (stream.seen->str, ==, "open update=1 message=2 ");
  g_assert_cmpuint (stream.status, ==, 0);
  g_assert_error (stream.error, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE);
  g_string_free (stream.seen, TRUE);
  g_error_free (stream.error);
}

static void
test_event_stream_refused (void)
{
  Canned canned = { "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 18\r\n\r\n"
                    "{\"error\":\"no way\"}" };
  Stream stream = { g_string_new (NULL) };

  run_stream (canned_cb, &canned, DEADLINE_MS, &stream);
  g_assert_cmpstr (stream.seen->str, ==, "{\"error\":\"no way\"}");
  g_assert_cmpuint (stream.status, ==, 401);
  g_string_free (stream.seen, TRUE);
  g_error_free (stream.error);
}

static void
test_event_stream_hostile (void)
{
  static const struct {
    const char *head;
    CsHttpError code;
  } cases[] = {
    { "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ", CS_HTTP_ERROR_TOO_LARGE },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", CS_HTTP_ERROR_UNREACHABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (cases[i].head, NULL);
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    Stream stream = { g_string_new (NULL) };
    Canned canned;

    g_byte_array_append (bytes, (const guint8 *) text, strlen (text));
    while (bytes->len < 400000)
      g_byte_array_append (bytes, (const guint8 *) "0123456789abcdef", 16);
    canned.text = (const char *) bytes->data;
    canned.length = bytes->len;
    run_stream (canned_cb, &canned, DEADLINE_MS, &stream);
    g_assert_error (stream.error, CS_HTTP_ERROR, (gint) cases[i].code);
    g_string_free (stream.seen, TRUE);
    g_error_free (stream.error);
  }
}

static void
test_event_stream_late (void)
{
  Stream stream = { g_string_new (NULL) };

  run_stream (drip_cb, (gpointer) "HTTP/1.1 200 OK\r\nX-Slow: ", 500, &stream);
  g_assert_error (stream.error, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT);
  g_string_free (stream.seen, TRUE);
  g_error_free (stream.error);
}

int
main (int argc, char **argv)
{
  cs_net_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/http/plain", test_plain);
  g_test_add_func ("/net/http/features", test_features);
  g_test_add_func ("/net/http/hostile-challenge", test_hostile_challenge);
  g_test_add_func ("/net/http/truncated", test_truncated);
  g_test_add_func ("/net/http/gzip", test_gzip);
  g_test_add_func ("/net/http/endless", test_endless);
  g_test_add_func ("/net/http/deadline", test_deadline);
  g_test_add_func ("/net/http/cancel", test_cancel);
  g_test_add_func ("/net/http/nobody-there", test_nobody_there);
  g_test_add_func ("/net/http/api-redirect", test_api_redirect);
  g_test_add_func ("/net/http/media-redirects", test_media_redirects);
  g_test_add_func ("/net/http/media-redirect-elsewhere", test_media_redirect_elsewhere);
  g_test_add_func ("/net/http/private", test_private);
  g_test_add_func ("/net/http/media-refuses", test_media_refuses);
  g_test_add_func ("/net/http/api-hosts", test_api_hosts);
  g_test_add_func ("/net/http/tokens", test_tokens);
  g_test_add_func ("/net/http/foreign-message", test_foreign_message);
  g_test_add_func ("/net/http/retry-at", test_retry_at);
  g_test_add_func ("/net/event-stream/plain", test_event_stream);
  g_test_add_func ("/net/event-stream/refused", test_event_stream_refused);
  g_test_add_func ("/net/event-stream/hostile", test_event_stream_hostile);
  g_test_add_func ("/net/event-stream/late", test_event_stream_late);
  return g_test_run ();
}
