/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-gate.h"

#include <string.h>

#define KEYED_PREFIX "/o/"
#define KEYED_SUFFIX "/events"
#define BEARER "Bearer "

typedef enum {
  READ = 1 << 0,    /* GET and HEAD */
  WRITE = 1 << 1,   /* POST */
  COMMAND = 1 << 2, /* WRITE that asks for JSON, our own header and the token */
  KEYED = 1 << 3,   /* readable from any page that knows the key */
} Kind;

static const struct {
  const char *path;
  CsRoute route;
  Kind kind;
} routes[] = {
  { "/overlay", CS_ROUTE_OVERLAY, READ },
  { "/overlay.css", CS_ROUTE_OVERLAY_CSS, READ },
  { "/overlay.js", CS_ROUTE_OVERLAY_JS, READ },
  { "/overlay-file", CS_ROUTE_OVERLAY_FILE, READ },
  { "/theme.css", CS_ROUTE_THEME, READ },
  { "/overlay/events", CS_ROUTE_EVENTS, READ },
  { "/contest", CS_ROUTE_CONTEST, READ },
  { "/contest.css", CS_ROUTE_CONTEST_CSS, READ },
  { "/contest.js", CS_ROUTE_CONTEST_JS, READ },
  { "/contest/events", CS_ROUTE_CONTEST_EVENTS, READ },
  { "/api/program", CS_ROUTE_PROGRAM, READ },
  { "/health", CS_ROUTE_HEALTH, READ },
  /* Whoever wants the screen empty at once shall not have to remember a header. */
  { "/api/clear", CS_ROUTE_CLEAR, WRITE },
  { "/api/out", CS_ROUTE_OUT, WRITE | COMMAND },
  { "/api/cue", CS_ROUTE_CUE, WRITE | COMMAND },
  { "/api/take", CS_ROUTE_TAKE, WRITE | COMMAND },
};

/* Takes the same time whatever differs. */
static gboolean
is_same_secret (const char *a,
                gsize       length,
                const char *b)
{
  guchar difference = 0;

  if (length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

static gboolean
is_our_authority (const CsHttpGate *gate,
                  const char       *authority)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", gate->port);
  g_autofree char *name = g_strdup_printf ("localhost:%u", gate->port);

  return g_str_equal (authority, address) || g_ascii_strcasecmp (authority, name) == 0;
}

/* A list shows every Host header there is: two of them make a comma. The address of an absolute request
 * line counts as much as the header. */
static gboolean
is_our_host (const CsHttpGate   *gate,
             GUri               *uri,
             SoupMessageHeaders *headers)
{
  const char *host = soup_message_headers_get_list (headers, "Host");
  g_autofree char *authority = NULL;

  if (host == NULL || !is_our_authority (gate, host) || g_uri_get_host (uri) == NULL)
    return FALSE;
  authority = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 80);
  return is_our_authority (gate, authority) && g_uri_get_userinfo (uri) == NULL;
}

static gboolean
is_our_origin (const CsHttpGate *gate,
               const char       *origin)
{
  return g_str_has_prefix (origin, "http://") && is_our_authority (gate, origin + strlen ("http://"));
}

static guint
check_framing (SoupMessageHeaders *headers,
               const char        **reason)
{
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  const char *coding = soup_message_headers_get_list (headers, "Transfer-Encoding");
  guint64 bytes = 0;

  if (length != NULL && coding != NULL) {
    *reason = "Content-Length and Transfer-Encoding contradict each other. Send one of them.";
    return SOUP_STATUS_BAD_REQUEST;
  }
  if (coding != NULL && g_ascii_strcasecmp (coding, "chunked") != 0) {
    *reason = "The only Transfer-Encoding understood here is chunked.";
    return SOUP_STATUS_BAD_REQUEST;
  }
  if (length != NULL && !(g_ascii_isdigit (*length) && g_ascii_string_to_unsigned (length, 10, 0, G_MAXUINT64, &bytes, NULL))) {
    *reason = "Content-Length is not one number.";
    return SOUP_STATUS_BAD_REQUEST;
  }
  if (bytes > CS_HTTP_MAX_BODY) {
    *reason = "The body is too long: at most 64 KiB are read.";
    return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  }
  return SOUP_STATUS_OK;
}

static gboolean
is_keyed_path (const CsHttpGate *gate,
               const char       *path)
{
  gsize length = strlen (path);
  gsize around = strlen (KEYED_PREFIX) + strlen (KEYED_SUFFIX);

  return length > around && g_str_has_prefix (path, KEYED_PREFIX) && g_str_has_suffix (path, KEYED_SUFFIX) &&
         is_same_secret (path + strlen (KEYED_PREFIX), length - around, gate->read_key);
}

static Kind
find_route (const CsHttpGate *gate,
            const char       *path,
            CsRoute          *route)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (path, routes[i].path)) {
      *route = routes[i].route;
      return routes[i].kind;
    }
  if (!is_keyed_path (gate, path))
    return 0;
  *route = CS_ROUTE_EVENTS_BY_KEY;
  return READ | KEYED;
}

static guint
check_origin (const CsHttpGate   *gate,
              Kind                kind,
              SoupMessageHeaders *headers,
              const char        **reason)
{
  const char *origin = soup_message_headers_get_list (headers, "Origin");

  /* A page of another site always names itself in what it posts; a tool on this machine does not. */
  if (origin == NULL || (kind & KEYED) || is_our_origin (gate, origin))
    return SOUP_STATUS_OK;
  *reason = "Pages of other sites may not use this server.";
  return SOUP_STATUS_FORBIDDEN;
}

static gboolean
has_token (const CsHttpGate   *gate,
           SoupMessageHeaders *headers)
{
  const char *authorization = soup_message_headers_get_list (headers, "Authorization");

  if (authorization == NULL || !g_str_has_prefix (authorization, BEARER))
    return FALSE;
  authorization += strlen (BEARER);
  return is_same_secret (authorization, strlen (authorization), gate->token);
}

static guint
check_command (const CsHttpGate   *gate,
               SoupMessageHeaders *headers,
               const char        **reason)
{
  if (g_strcmp0 (soup_message_headers_get_list (headers, "X-Coulisses"), "1") != 0) {
    *reason = "A command has to bring the header X-Coulisses: 1.";
    return SOUP_STATUS_FORBIDDEN;
  }
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") != 0) {
    *reason = "A command has to bring a body of the type application/json.";
    return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
  }
  if (gate->token != NULL && !has_token (gate, headers)) {
    *reason = "A command has to bring the token of this desk: Authorization: Bearer ….";
    return SOUP_STATUS_UNAUTHORIZED;
  }
  return SOUP_STATUS_OK;
}

static Kind
get_method_kind (const char *method)
{
  if (g_str_equal (method, "GET") || g_str_equal (method, "HEAD"))
    return READ;
  return g_str_equal (method, "POST") ? WRITE : 0;
}

/**
 * cs_http_gate_check:
 * @gate: what is allowed
 * @method: the request's method
 * @uri: the request's address
 * @headers: the request's headers
 * @route: (out): where it leads
 * @reason: (out) (nullable): a sentence for the sender when it is refused, a literal
 *
 * Decides from its headers alone whether a request may pass. A pure function.
 *
 * Returns: %SOUP_STATUS_OK, or the status of the refusal
 */
guint
cs_http_gate_check (const CsHttpGate   *gate,
                    const char         *method,
                    GUri               *uri,
                    SoupMessageHeaders *headers,
                    CsRoute            *route,
                    const char        **reason)
{
  Kind asked = get_method_kind (method);
  Kind kind;
  guint status;

  *route = CS_ROUTE_NONE;
  *reason = NULL;
  if (!is_our_host (gate, uri, headers)) {
    *reason = "This server answers only to 127.0.0.1 and localhost with its own port.";
    return SOUP_STATUS_MISDIRECTED_REQUEST;
  }
  if (asked == 0) {
    *reason = "Only GET, HEAD and POST are understood here.";
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  }
  status = check_framing (headers, reason);
  if (status != SOUP_STATUS_OK)
    return status;
  if (soup_message_headers_get_list (headers, "Upgrade") != NULL) {
    *reason = "There are no WebSockets here: read the event stream.";
    return SOUP_STATUS_FORBIDDEN;
  }
  kind = find_route (gate, g_uri_get_path (uri), route);
  status = check_origin (gate, kind, headers, reason);
  if (status != SOUP_STATUS_OK)
    return status;
  if (kind == 0) {
    *reason = "There is nothing at this address.";
    return SOUP_STATUS_NOT_FOUND;
  }
  if (!(kind & asked)) {
    *reason = asked == WRITE ? "This address is only for reading." : "This address takes commands: use POST.";
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  }
  return (kind & COMMAND) ? check_command (gate, headers, reason) : SOUP_STATUS_OK;
}
