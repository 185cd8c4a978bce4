/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-http-gate.h"

#include <string.h>

#define TOKEN "fuzz-token"
#define PORT 8377

static const CsHttpGate gate = { .port = PORT, .read_key = "fuzz-key", .token = TOKEN };

static GUri *
make_uri (const char *target)
{
  g_autofree char *text = *target == '/' ? g_strdup_printf ("http://127.0.0.1:%d%s", PORT, target) : g_strdup (target);

  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
}

/* What changes something came with the token, from our own page or from none, and for us. */
static void
check_admitted (const char         *method,
                SoupMessageHeaders *headers,
                CsRoute             route)
{
  const char *host = soup_message_headers_get_list (headers, "Host");
  const char *authorization = soup_message_headers_get_list (headers, "Authorization");

  g_assert_cmpint (route, !=, CS_ROUTE_NONE);
  g_assert_true (g_str_equal (method, "GET") || g_str_equal (method, "HEAD") || g_str_equal (method, "POST") ||
                 g_str_equal (method, "OPTIONS"));
  g_assert_true (host == NULL || strchr (host, ',') == NULL);
  if (route == CS_ROUTE_CUE || route == CS_ROUTE_TAKE || route == CS_ROUTE_OUT) {
    g_assert_cmpstr (method, ==, "POST");
    g_assert_nonnull (authorization);
    g_assert_true (g_str_has_suffix (authorization, TOKEN));
    g_assert_nonnull (soup_message_headers_get_list (headers, "X-Coulisses"));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GUri) uri = NULL;
  SoupHTTPVersion version;
  CsRoute route = CS_ROUTE_NONE;
  const char *reason = NULL;
  gsize length = strlen (text);
  guint status;

  /* The parser wants the last line without its second line end. */
  if (g_str_has_suffix (text, "\r\n\r\n"))
    length -= 2;
  if (length < 4 ||
      soup_headers_parse_request (text, (int) length, headers, &method, &target, &version) != SOUP_STATUS_OK)
    return 0;
  uri = make_uri (target);
  if (uri == NULL)
    return 0;
  status = cs_http_gate_check (&gate, method, uri, headers, &route, &reason);
  g_assert_cmpint (status == SOUP_STATUS_OK, ==, reason == NULL);
  if (status == SOUP_STATUS_OK)
    check_admitted (method, headers, route);
  return 0;
}
