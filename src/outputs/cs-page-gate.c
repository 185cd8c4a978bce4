/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-gate.h"

#include "cs-page-link.h"

#include <string.h>

#define PREFIX "/p/"
#define MAX_DIGITS 15

static const struct {
  const char *path; /* behind the link */
  CsPageRoute route;
  gboolean write;
} routes[] = {
  { "", CS_PAGE_HTML, FALSE },
  { "/page.css", CS_PAGE_CSS, FALSE },
  { "/page.js", CS_PAGE_JS, FALSE },
  { "/hls.light.min.js", CS_PAGE_PLAYER, FALSE },
  { "/live.m3u8", CS_PAGE_PLAYLIST, FALSE },
  { "/state", CS_PAGE_STATE, FALSE },
  { "/join", CS_PAGE_JOIN, TRUE },
  { "/comment", CS_PAGE_COMMENT, TRUE },
  { "/hearts", CS_PAGE_HEARTS, TRUE },
};

/* A list shows every Host header there is: two of them make a comma. The address of an absolute request line counts
 * as much as the header. A name that was made to point here is not ours. */
static gboolean
is_our_host (const CsPageGate   *gate,
             GUri               *uri,
             SoupMessageHeaders *headers)
{
  const char *host = soup_message_headers_get_list (headers, "Host");
  g_autofree char *authority = NULL;

  if (host == NULL || !g_str_equal (host, gate->authority) || g_uri_get_host (uri) == NULL)
    return FALSE;
  authority = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 80);
  return g_str_equal (authority, gate->authority) && g_uri_get_userinfo (uri) == NULL;
}

static gboolean
is_our_origin (const CsPageGate *gate,
               const char       *origin)
{
  return g_str_has_prefix (origin, "http://") && g_str_equal (origin + strlen ("http://"), gate->authority);
}

static guint
check_framing (SoupMessageHeaders *headers,
               const char        **reason)
{
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  const char *coding = soup_message_headers_get_list (headers, "Transfer-Encoding");
  guint64 bytes = 0;

  if (coding != NULL || soup_message_headers_get_list (headers, "Expect") != NULL) {
    *reason = "Send the body in one piece, with its Content-Length.";
    return SOUP_STATUS_BAD_REQUEST;
  }
  if (length != NULL && !g_ascii_string_to_unsigned (length, 10, 0, G_MAXUINT64, &bytes, NULL)) {
    *reason = "Content-Length is not a number.";
    return SOUP_STATUS_BAD_REQUEST;
  }
  if (bytes > CS_PAGE_MAX_BODY) {
    *reason = "The body is too long.";
    return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  }
  return SOUP_STATUS_OK;
}

/* "/head-12.mp4", and nothing that only looks like it. */
static gboolean
read_number (const char *path,
             const char *before,
             const char *behind,
             guint64    *number)
{
  const char *digits = path + strlen (before);
  gsize n;

  if (!g_str_has_prefix (path, before))
    return FALSE;
  n = strspn (digits, "0123456789");
  if (n == 0 || n > MAX_DIGITS || digits[0] == '0' || !g_str_equal (digits + n, behind))
    return FALSE;
  *number = g_ascii_strtoull (digits, NULL, 10);
  return TRUE;
}

static CsPageRoute
find_route (const CsPageGate *gate,
            const char       *path,
            guint64          *number,
            gboolean         *write)
{
  *write = FALSE;
  if (g_str_equal (path, "/health"))
    return CS_PAGE_HEALTH;
  if (!g_str_has_prefix (path, PREFIX))
    return CS_PAGE_NONE;
  path += strlen (PREFIX);
  if (strlen (path) < CS_PAGE_LINK_LENGTH || !cs_page_link_is_same (path, gate->link))
    return CS_PAGE_NONE;
  path += CS_PAGE_LINK_LENGTH;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (path, routes[i].path)) {
      *write = routes[i].write;
      return routes[i].route;
    }
  if (read_number (path, "/head-", ".mp4", number))
    return CS_PAGE_HEAD;
  return read_number (path, "/piece-", ".m4s", number) ? CS_PAGE_PIECE : CS_PAGE_NONE;
}

/* What only a page of ours can send: another site's would have to ask first, and is not answered. */
static guint
check_write (const CsPageGate   *gate,
             SoupMessageHeaders *headers,
             const char        **reason)
{
  const char *origin = soup_message_headers_get_list (headers, "Origin");

  if (origin == NULL || !is_our_origin (gate, origin) ||
      g_strcmp0 (soup_message_headers_get_list (headers, "X-Coulisses"), "1") != 0) {
    *reason = "Only the page itself may send this.";
    return SOUP_STATUS_FORBIDDEN;
  }
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") != 0) {
    *reason = "Send a body of the type application/json.";
    return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
  }
  return SOUP_STATUS_OK;
}

static guint
check_read (const CsPageGate   *gate,
            SoupMessageHeaders *headers,
            const char        **reason)
{
  const char *origin = soup_message_headers_get_list (headers, "Origin");

  if (origin == NULL || is_our_origin (gate, origin))
    return SOUP_STATUS_OK;
  *reason = "Pages of other sites may not read this.";
  return SOUP_STATUS_FORBIDDEN;
}

/**
 * cs_page_gate_check:
 * @gate: what is allowed
 * @method: the request's method
 * @uri: the request's address, its path as it was sent
 * @headers: the request's headers
 * @route: (out): where it leads
 * @number: (out): which head or piece
 * @reason: (out) (nullable): a sentence for the sender when it is refused, a literal
 *
 * Decides from its headers alone whether a request may pass. Whoever does not know the link learns nothing: not even
 * which addresses there are. A pure function.
 *
 * Returns: %SOUP_STATUS_OK, or the status of the refusal
 */
guint
cs_page_gate_check (const CsPageGate   *gate,
                    const char         *method,
                    GUri               *uri,
                    SoupMessageHeaders *headers,
                    CsPageRoute        *route,
                    guint64            *number,
                    const char        **reason)
{
  gboolean reads = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  gboolean write;
  guint status;

  *route = CS_PAGE_NONE;
  *number = 0;
  *reason = NULL;
  if (!is_our_host (gate, uri, headers)) {
    *reason = "This server answers only to its own address.";
    return SOUP_STATUS_MISDIRECTED_REQUEST;
  }
  if (!reads && !g_str_equal (method, "POST")) {
    *reason = "Only GET, HEAD and POST are understood here.";
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  }
  status = check_framing (headers, reason);
  if (status != SOUP_STATUS_OK)
    return status;
  if (soup_message_headers_get_list (headers, "Upgrade") != NULL) {
    *reason = "There are no WebSockets here.";
    return SOUP_STATUS_FORBIDDEN;
  }
  *route = find_route (gate, g_uri_get_path (uri), number, &write);
  if (*route == CS_PAGE_NONE) {
    *reason = "There is nothing at this address.";
    return SOUP_STATUS_NOT_FOUND;
  }
  if (write == reads) {
    *route = CS_PAGE_NONE;
    *reason = "This address is used differently.";
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  }
  return write ? check_write (gate, headers, reason) : check_read (gate, headers, reason);
}
