/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-gate.h"

#include "cs-page-link.h"

#include <string.h>

#define AUTHORITY "192.168.1.5:8481"
#define LINK "abcdefghijkmnpqrstuvwxyz23"
#define OURS "Origin: http://" AUTHORITY "\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\n"

static const CsPageGate gate = { AUTHORITY, LINK };

typedef struct {
  const char *line;
  const char *host;
  const char *headers;
  guint status;
  CsPageRoute route;
  guint64 number;
} Request;

static const Request requests[] = {
  { "GET /p/" LINK, AUTHORITY, "", 200, CS_PAGE_HTML, 0 },
  { "HEAD /p/" LINK "/live.m3u8", AUTHORITY, "", 200, CS_PAGE_PLAYLIST, 0 },
  { "GET /p/" LINK "/head-7.mp4", AUTHORITY, "", 200, CS_PAGE_HEAD, 7 },
  { "GET /p/" LINK "/piece-123456.m4s", AUTHORITY, "", 200, CS_PAGE_PIECE, 123456 },
  { "GET /p/" LINK "/piece-999999999999999.m4s", AUTHORITY, "", 200, CS_PAGE_PIECE, 999999999999999 },
  { "GET /p/" LINK "/state", AUTHORITY, "Origin: http://" AUTHORITY "\r\n", 200, CS_PAGE_STATE, 0 },
  { "GET /health", AUTHORITY, "", 200, CS_PAGE_HEALTH, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, OURS, 200, CS_PAGE_COMMENT, 0 },
  { "POST /p/" LINK "/hearts", AUTHORITY, OURS "Content-Length: 4096\r\n", 200, CS_PAGE_HEARTS, 0 },

  { "GET /p/bbcdefghijkmnpqrstuvwxyz23", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/abcdefghijkmnpqrstuvwxyz2", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/piece-0.m4s", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/piece-1234567890123456.m4s", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/piece-1.m4s/", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/piece-.m4s", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/../x", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "GET /overlay", AUTHORITY, "", 404, CS_PAGE_NONE, 0 },
  { "POST /api/clear", AUTHORITY, OURS, 404, CS_PAGE_NONE, 0 },

  { "GET /p/" LINK, "evil.example:8481", "", 421, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK, "192.168.1.5", "", 421, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK, "localhost:8481", "", 421, CS_PAGE_NONE, 0 },
  { "GET http://evil.example:8481/p/" LINK, AUTHORITY, "", 421, CS_PAGE_NONE, 0 },

  { "PUT /p/" LINK "/comment", AUTHORITY, OURS, 405, CS_PAGE_NONE, 0 },
  { "OPTIONS /p/" LINK "/comment", AUTHORITY, "", 405, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/comment", AUTHORITY, "", 405, CS_PAGE_NONE, 0 },
  { "POST /p/" LINK "/state", AUTHORITY, OURS, 405, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/state", AUTHORITY, "Upgrade: websocket\r\n", 403, CS_PAGE_NONE, 0 },
  { "GET /p/" LINK "/state", AUTHORITY, "Origin: http://evil.example\r\n", 403, CS_PAGE_STATE, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, "X-Coulisses: 1\r\nContent-Type: application/json\r\n", 403,
    CS_PAGE_COMMENT, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, "Origin: http://" AUTHORITY "\r\nContent-Type: application/json\r\n", 403,
    CS_PAGE_COMMENT, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY,
    "Origin: http://" AUTHORITY "\r\nX-Coulisses: 1\r\nContent-Type: text/plain\r\n", 415, CS_PAGE_COMMENT, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, OURS "Content-Length: 4097\r\n", 413, CS_PAGE_NONE, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, OURS "Content-Length: 99999999999999999999\r\n", 400, CS_PAGE_NONE, 0 },
  { "POST /p/" LINK "/comment", AUTHORITY, OURS "Transfer-Encoding: chunked\r\n", 400, CS_PAGE_NONE, 0 },
};

static GUri *
make_uri (const char *target)
{
  g_autofree char *text = *target == '/' ? g_strconcat ("http://" AUTHORITY, target, NULL) : g_strdup (target);

  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
}

static void
test_request (gconstpointer data)
{
  const Request *request = data;
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s", request->line, request->host, request->headers);
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL, *target = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *reason = NULL;
  SoupHTTPVersion version;
  CsPageRoute route;
  guint64 number;

  g_assert_cmpuint (soup_headers_parse_request (text, (int) strlen (text), headers, &method, &target, &version), ==,
                    SOUP_STATUS_OK);
  uri = make_uri (target);
  g_assert_nonnull (uri);
  g_assert_cmpuint (cs_page_gate_check (&gate, method, uri, headers, &route, &number, &reason), ==, request->status);
  g_assert_cmpint (request->status == 200, ==, reason == NULL);
  g_assert_cmpint (route, ==, request->route);
  g_assert_cmpuint (number, ==, request->number);
}

/* Two links are never the same, and whatever was kept is looked at before it is used. */
static void
test_links (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++) {
    char *link = cs_page_link_make ();

    g_assert_true (cs_page_link_is_valid (link));
    g_assert_true (g_hash_table_add (seen, link));
  }
  g_assert_true (cs_page_link_is_same (LINK, LINK));
  g_assert_false (cs_page_link_is_same ("abcdefghijkmnpqrstuvwxyz24", LINK));
  g_assert_false (cs_page_link_is_valid (NULL));
  g_assert_false (cs_page_link_is_valid (""));
  g_assert_false (cs_page_link_is_valid ("abcdefghijkmnpqrstuvwxyz2/"));
  g_assert_false (cs_page_link_is_valid (LINK "a"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autofree char *path = g_strdup_printf ("/page-gate/%02u", i);

    g_test_add_data_func (path, &requests[i], test_request);
  }
  g_test_add_func ("/page-gate/links", test_links);
  return g_test_run ();
}
