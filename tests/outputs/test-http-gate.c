/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-gate.h"

#include "raw-requests.h"

#include <string.h>

#define PORT 8377

static const CsHttpGate gate = { .port = PORT, .read_key = RAW_KEY, .token = RAW_TOKEN };

static GUri *
make_uri (const char         *target,
          SoupMessageHeaders *headers)
{
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *text = NULL;

  if (*target != '/')
    return g_uri_parse (target, SOUP_HTTP_URI_FLAGS, NULL);
  /* Without a Host header the address is the one that was connected to. */
  text = g_strdup_printf ("http://%s%s", host != NULL ? host : "127.0.0.1:8377", target);
  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
}

static guint
check_with (const CsHttpGate *with,
            const char       *text,
            CsRoute          *route)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (GUri) uri = NULL;
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;
  const char *reason = NULL;
  SoupHTTPVersion version;
  guint status;

  /* The parser wants the last line without its second line end. */
  status = soup_headers_parse_request (text, (int) strlen (text) - 2, headers, &method, &target, &version);
  g_assert_cmpuint (status, ==, SOUP_STATUS_OK);
  uri = make_uri (target, headers);
  g_assert_nonnull (uri);
  status = cs_http_gate_check (with, method, uri, headers, route, &reason);
  g_assert_cmpint (status == SOUP_STATUS_OK, ==, reason == NULL);
  return status;
}

static void
test_request (gconstpointer data)
{
  const RawRequest *request = data;
  g_autofree char *text = raw_request_expand (request, PORT);
  CsRoute route;

  g_assert_cmpuint (check_with (&gate, text, &route), ==, request->status);
  g_assert_cmpint (route, ==, request->route);
}

static void
test_no_token_asked (void)
{
  const CsHttpGate open_gate = { .port = PORT, .read_key = RAW_KEY };
  CsRoute route;

  g_assert_cmpuint (check_with (&open_gate,
                                "POST /api/take HTTP/1.1\r\nHost: 127.0.0.1:8377\r\nX-Coulisses: 1\r\n"
                                "Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
                                &route),
                    ==, SOUP_STATUS_OK);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (raw_requests); i++) {
    g_autofree char *path = g_strdup_printf ("/outputs/http-gate/%s", raw_requests[i].name);

    if (raw_requests[i].status != LIBRARY)
      g_test_add_data_func (path, &raw_requests[i], test_request);
  }
  g_test_add_func ("/outputs/http-gate/no-token-asked", test_no_token_asked);
  return g_test_run ();
}
