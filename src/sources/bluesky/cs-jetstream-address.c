/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-jetstream-address.h"

#include "cs-address.h"
#include "cs-http.h"
#include "cs-jetstream-event.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static char *
refuse (const char *typed,
        GError    **error)
{
  g_autofree char *shown = g_utf8_make_valid (typed != NULL ? typed : "", -1);

  g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS,
               _("“%s” is not the address of a Jetstream. Write it like wss://jetstream2.us-east.bsky.network."), shown);
  return NULL;
}

static const char *
web_scheme (const char *scheme)
{
  if (strcmp (scheme, "wss") == 0 || strcmp (scheme, "https") == 0)
    return "wss";
  if (strcmp (scheme, "ws") == 0 || strcmp (scheme, "http") == 0)
    return "ws";
  return NULL;
}

/**
 * cs_jetstream_normalize:
 * @typed: (nullable): what a person typed, perhaps only the host
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS
 *
 * Returns: (transfer full): the address to subscribe at, or %NULL with @error set
 */
char *
cs_jetstream_normalize (const char *typed,
                        GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *url = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("wss://", trimmed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = NULL;
  const char *path;

  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || web_scheme (g_uri_get_scheme (uri)) == NULL)
    return refuse (typed, error);
  host = cs_address_normalize_host (g_uri_get_host (uri), NULL);
  if (host == NULL)
    return refuse (typed, error);
  path = g_uri_get_path (uri);
  return cs_address_join (web_scheme (g_uri_get_scheme (uri)), host, g_uri_get_port (uri),
                          *path == '\0' || strcmp (path, "/") == 0 ? "/subscribe" : path);
}

/**
 * cs_jetstream_subscription:
 * @url: as cs_jetstream_normalize() answers it
 * @cursor_us: where to go on from, microseconds since 1970 UTC, or 0 for what comes from now on
 *
 * Returns: (transfer full): where to connect
 */
char *
cs_jetstream_subscription (const char *url,
                           gint64      cursor_us)
{
  if (cursor_us <= 0)
    return g_strconcat (url, "?wantedCollections=" CS_BLUESKY_POST_COLLECTION, NULL);
  return g_strdup_printf ("%s?wantedCollections=" CS_BLUESKY_POST_COLLECTION "&cursor=%" G_GINT64_FORMAT, url, cursor_us);
}
