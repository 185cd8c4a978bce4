/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-page-comment.h"
#include "cs-page-gate.h"

#include <string.h>

#define AUTHORITY "192.168.1.5:8481"
#define LINK "abcdefghijkmnpqrstuvwxyz23"

static const CsPageGate gate = { AUTHORITY, LINK };

static void
look_at_request (const char *text)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL, *target = NULL, *address = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *reason = NULL;
  SoupHTTPVersion version;
  CsPageRoute route;
  guint64 number;
  gsize length = strlen (text);

  if (g_str_has_suffix (text, "\r\n\r\n"))
    length -= 2;
  if (length < 4 ||
      soup_headers_parse_request (text, (int) length, headers, &method, &target, &version) != SOUP_STATUS_OK)
    return;
  address = *target == '/' ? g_strconcat ("http://" AUTHORITY, target, NULL) : g_strdup (target);
  uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || cs_page_gate_check (&gate, method, uri, headers, &route, &number, &reason) != SOUP_STATUS_OK)
    return;
  /* Nothing passes without our name and, but for the health, the link. */
  g_assert_cmpstr (soup_message_headers_get_list (headers, "Host"), ==, AUTHORITY);
  g_assert_cmpint (route, !=, CS_PAGE_NONE);
  g_assert_true (route == CS_PAGE_HEALTH || g_str_has_prefix (g_uri_get_path (uri), "/p/" LINK));
  if (route >= CS_PAGE_JOIN)
    g_assert_cmpstr (soup_message_headers_get_list (headers, "Origin"), ==, "http://" AUTHORITY);
}

static void
look_at_comment (const guint8 *data,
                 gsize         size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (CsPageComment) comment = NULL;

  if (cs_page_comment_parse (body, &comment) != CS_PAGE_TAKEN) {
    g_assert_null (comment);
    return;
  }
  g_assert_true (g_utf8_validate (comment->text, -1, NULL) && g_utf8_validate (comment->name, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (comment->text, -1), <=, CS_PAGE_MAX_TEXT);
  g_assert_cmpint (g_utf8_strlen (comment->name, -1), <=, CS_PAGE_MAX_NAME);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  look_at_request (text);
  look_at_comment (data, size);
  return 0;
}
