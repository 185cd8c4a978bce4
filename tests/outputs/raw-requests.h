/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http-gate.h"

#define RAW_KEY "0123456789abcdef0123456789abcdef"
#define RAW_TOKEN "s3cret-of-this-desk"

/* Requests as bytes, without the empty line at the end. "@H" stands for our address with its port and "@P"
 * for the port. @status is what the gate says; what the HTTP library refuses before it comes to the gate
 * bears LIBRARY, and the server must not answer it with a success. */
#define LIBRARY 0

typedef struct {
  const char *name;
  const char *head;
  guint status;
  CsRoute route;
} RawRequest;

#define JSON "Content-Type: application/json\r\nX-Coulisses: 1\r\nAuthorization: Bearer " RAW_TOKEN "\r\nContent-Length: 2\r\n"

static const RawRequest raw_requests[] = {
  /* What passes. */
  { "overlay", "GET /overlay HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_OVERLAY },
  { "overlay with guides", "GET /overlay?guides=1 HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_OVERLAY },
  { "overlay by name", "GET /overlay HTTP/1.1\r\nHost: localhost:@P\r\n", 200, CS_ROUTE_OVERLAY },
  { "overlay by loud name", "GET /overlay HTTP/1.1\r\nHOST: LOCALHOST:@P\r\n", 200, CS_ROUTE_OVERLAY },
  { "overlay from our page", "GET /overlay.js HTTP/1.1\r\nHost: @H\r\nOrigin: http://@H\r\n", 200, CS_ROUTE_OVERLAY_JS },
  { "head", "HEAD /overlay.css HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_OVERLAY_CSS },
  { "absolute and ours", "GET http://@H/health HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_HEALTH },
  { "old protocol", "GET /health HTTP/1.0\r\nHost: @H\r\n", 200, CS_ROUTE_HEALTH },
  { "clear without anything", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 0\r\n", 200, CS_ROUTE_CLEAR },
  { "clear from our page", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: http://localhost:@P\r\nContent-Length: 0\r\n", 200, CS_ROUTE_CLEAR },
  { "out", "POST /api/out HTTP/1.1\r\nHost: @H\r\n" JSON, 200, CS_ROUTE_OUT },
  { "theme", "GET /theme.css HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_THEME },
  { "a range is no matter", "GET /overlay.css HTTP/1.1\r\nHost: @H\r\nRange: bytes=0-,0-,0-,0-,0-\r\n", 200, CS_ROUTE_OVERLAY_CSS },

  /* Host: DNS rebinding, cache and routing tricks. */
  { "no host", "GET /overlay HTTP/1.0\r\n", 421, CS_ROUTE_NONE },
  { "no host, new protocol", "GET /overlay HTTP/1.1\r\n", LIBRARY, CS_ROUTE_NONE },
  { "foreign host", "GET /overlay HTTP/1.1\r\nHost: evil.example\r\n", 421, CS_ROUTE_NONE },
  { "foreign host, our port", "GET /overlay HTTP/1.1\r\nHost: evil.example:@P\r\n", 421, CS_ROUTE_NONE },
  { "our host, no port", "GET /overlay HTTP/1.1\r\nHost: 127.0.0.1\r\n", 421, CS_ROUTE_NONE },
  { "our host, other port", "GET /overlay HTTP/1.1\r\nHost: 127.0.0.1:1\r\n", 421, CS_ROUTE_NONE },
  { "two hosts", "GET /overlay HTTP/1.1\r\nHost: evil.example\r\nHost: @H\r\n", 421, CS_ROUTE_NONE },
  { "two hosts, ours first", "GET /overlay HTTP/1.1\r\nHost: @H\r\nHost: evil.example\r\n", 421, CS_ROUTE_NONE },
  { "two hosts in one", "GET /overlay HTTP/1.1\r\nHost: @H, evil.example\r\n", LIBRARY, CS_ROUTE_NONE },
  { "our host twice", "GET /overlay HTTP/1.1\r\nHost: @H\r\nHost: @H\r\n", 421, CS_ROUTE_NONE },
  { "host with a user", "GET /overlay HTTP/1.1\r\nHost: a@@H\r\n", 421, CS_ROUTE_NONE },
  { "host ends in a dot", "GET /overlay HTTP/1.1\r\nHost: localhost.:@P\r\n", 421, CS_ROUTE_NONE },
  { "host as a number", "GET /overlay HTTP/1.1\r\nHost: 2130706433:@P\r\n", 421, CS_ROUTE_NONE },
  { "short host", "GET /overlay HTTP/1.1\r\nHost: 127.1:@P\r\n", 421, CS_ROUTE_NONE },
  { "host of the other family", "GET /overlay HTTP/1.1\r\nHost: [::1]:@P\r\n", 421, CS_ROUTE_NONE },
  { "absolute and foreign", "GET http://evil.example/overlay HTTP/1.1\r\nHost: @H\r\n", 421, CS_ROUTE_NONE },
  { "absolute and ours, foreign host", "GET http://@H/overlay HTTP/1.1\r\nHost: evil.example\r\n", 421, CS_ROUTE_NONE },
  { "absolute with a user", "GET http://a@@H/overlay HTTP/1.1\r\nHost: @H\r\n", 421, CS_ROUTE_NONE },

  /* Methods. */
  { "options", "OPTIONS /api/take HTTP/1.1\r\nHost: @H\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n", 405, CS_ROUTE_NONE },
  { "put", "PUT /api/clear HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_NONE },
  { "delete", "DELETE /api/program HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_NONE },
  { "trace", "TRACE /overlay HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_NONE },
  { "an invented method", "PURGE /overlay HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_NONE },
  { "a method in small letters", "get /overlay HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_NONE },
  { "posting to a page", "POST /overlay HTTP/1.1\r\nHost: @H\r\nContent-Length: 0\r\n", 405, CS_ROUTE_OVERLAY },
  { "clear by reading", "GET /api/clear HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_CLEAR },
  { "take by reading", "GET /api/take?post_id=1 HTTP/1.1\r\nHost: @H\r\n", 405, CS_ROUTE_TAKE },
  { "posting events", "POST /o/" RAW_KEY "/events HTTP/1.1\r\nHost: @H\r\nContent-Length: 0\r\n", 405, CS_ROUTE_EVENTS_BY_KEY },

  /* Framing: what smuggles a second request past a proxy. */
  { "length and coding", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400, CS_ROUTE_NONE },
  { "two lengths", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 5\r\nContent-Length: 6\r\n", 400, CS_ROUTE_NONE },
  { "two lengths in one", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 5, 5\r\n", 400, CS_ROUTE_NONE },
  { "a signed length", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: +5\r\n", 400, CS_ROUTE_NONE },
  { "a length below nothing", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: -1\r\n", 400, CS_ROUTE_NONE },
  { "a length in words", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: five\r\n", 400, CS_ROUTE_NONE },
  { "an endless length", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 18446744073709551616\r\n", 400, CS_ROUTE_NONE },
  { "two codings", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nTransfer-Encoding: gzip, chunked\r\n", LIBRARY, CS_ROUTE_NONE },
  { "a strange coding", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nTransfer-Encoding: identity\r\n", LIBRARY, CS_ROUTE_NONE },
  { "too long", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 65537\r\n", 413, CS_ROUTE_NONE },
  { "far too long", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 18446744073709551615\r\n", 413, CS_ROUTE_NONE },

  /* Origin: pages of other sites. */
  { "reading from a foreign page", "GET /api/program HTTP/1.1\r\nHost: @H\r\nOrigin: http://evil.example\r\n", 403, CS_ROUTE_PROGRAM },
  { "reading from a file", "GET /overlay/events HTTP/1.1\r\nHost: @H\r\nOrigin: null\r\n", 403, CS_ROUTE_EVENTS },
  { "clear from a foreign page", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "clear from a sandboxed frame", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: null\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "clear from another port", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: http://127.0.0.1:1\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "clear from a secure twin", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: https://@H\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "two origins", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: http://@H\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "our origin as a prefix", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nOrigin: http://@H.evil.example\r\nContent-Length: 0\r\n", 403, CS_ROUTE_CLEAR },
  { "take from a foreign page", "POST /api/take HTTP/1.1\r\nHost: @H\r\nOrigin: http://evil.example\r\n" JSON, 403, CS_ROUTE_TAKE },
  { "events by key from a file", "GET /o/" RAW_KEY "/events HTTP/1.1\r\nHost: @H\r\nOrigin: null\r\n", 200, CS_ROUTE_EVENTS_BY_KEY },
  { "events by key from a foreign page", "GET /o/" RAW_KEY "/events HTTP/1.1\r\nHost: @H\r\nOrigin: http://evil.example\r\n", 200, CS_ROUTE_EVENTS_BY_KEY },
  { "websocket", "GET /overlay/events HTTP/1.1\r\nHost: @H\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n", 403, CS_ROUTE_NONE },
  { "upgrade to the next protocol", "GET /overlay HTTP/1.1\r\nHost: @H\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", 403, CS_ROUTE_NONE },

  /* Commands. */
  { "without our header", "POST /api/take HTTP/1.1\r\nHost: @H\r\nContent-Type: application/json\r\nAuthorization: Bearer " RAW_TOKEN "\r\nContent-Length: 2\r\n", 403, CS_ROUTE_TAKE },
  { "as a form", "POST /api/take HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: Bearer " RAW_TOKEN "\r\nContent-Length: 2\r\n", 415, CS_ROUTE_TAKE },
  { "as plain text", "POST /api/cue HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: text/plain\r\nAuthorization: Bearer " RAW_TOKEN "\r\nContent-Length: 2\r\n", 415, CS_ROUTE_CUE },
  { "without a type", "POST /api/out HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nAuthorization: Bearer " RAW_TOKEN "\r\nContent-Length: 2\r\n", 415, CS_ROUTE_OUT },
  { "without the token", "POST /api/out HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n", 401, CS_ROUTE_OUT },
  { "with another token", "POST /api/out HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\nAuthorization: Bearer s3cret-of-this-desl\r\nContent-Length: 2\r\n", 401, CS_ROUTE_OUT },
  { "with half a token", "POST /api/out HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\nAuthorization: Bearer s3cret\r\nContent-Length: 2\r\n", 401, CS_ROUTE_OUT },
  { "with the token as a password", "POST /api/out HTTP/1.1\r\nHost: @H\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\nAuthorization: Basic " RAW_TOKEN "\r\nContent-Length: 2\r\n", 401, CS_ROUTE_OUT },

  /* Addresses: only what the table names. */
  { "the root", "GET / HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a file", "GET /etc/passwd HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a folder up", "GET /overlay/../../etc/passwd HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a folder up, escaped", "GET /overlay/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a folder up, escaped slash", "GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a folder up, other slash", "GET /..\\..\\etc\\passwd HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "a page escaped is the same page", "GET /%6fverlay HTTP/1.1\r\nHost: @H\r\n", 200, CS_ROUTE_OVERLAY },
  { "a page with a slash more", "GET /overlay/ HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "two slashes", "GET //overlay HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "another case", "GET /Overlay HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "nothing in the name", "GET /overlay%00.css HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "another key", "GET /o/0123456789abcdef0123456789abcdee/events HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "half a key", "GET /o/0123456789abcdef/events HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "no key", "GET /o//events HTTP/1.1\r\nHost: @H\r\n", 404, CS_ROUTE_NONE },
  { "foreign page at a wrong key", "GET /o/0123456789abcdef0123456789abcdee/events HTTP/1.1\r\nHost: @H\r\nOrigin: null\r\n", 403, CS_ROUTE_NONE },

  /* No HTTP at all. */
  { "the secure protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", LIBRARY, CS_ROUTE_NONE },
  { "the next protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n", LIBRARY, CS_ROUTE_NONE },
  { "no version", "GET /overlay\r\nHost: @H\r\n", LIBRARY, CS_ROUTE_NONE },
  { "a star", "GET * HTTP/1.1\r\nHost: @H\r\n", LIBRARY, CS_ROUTE_NONE },
  { "connect", "CONNECT evil.example:443 HTTP/1.1\r\nHost: @H\r\n", LIBRARY, CS_ROUTE_NONE },
  { "no colon", "GET /overlay HTTP/1.1\r\nHost @H\r\n", LIBRARY, CS_ROUTE_NONE },
};

static inline char *
raw_request_expand (const RawRequest *request,
                    guint16           port)
{
  GString *text = g_string_new (request->head);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", port);

  g_string_replace (text, "@H", host, 0);
  g_string_replace (text, "@P", number, 0);
  g_string_append (text, "\r\n");
  return g_string_free (text, FALSE);
}
