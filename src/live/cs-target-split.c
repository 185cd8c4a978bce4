/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-target-split.h"

#include "cs-live.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TYPED_BYTES 2048
#define DEFAULT_LATENCY_MS 120
#define MIN_LATENCY_MS 20
#define MAX_LATENCY_MS 8000

static gboolean
is_rtmp (const char *scheme)
{
  return strcmp (scheme, "rtmp") == 0 || strcmp (scheme, "rtmps") == 0;
}

static gboolean
is_known (const char *scheme)
{
  return is_rtmp (scheme) || strcmp (scheme, "srt") == 0 || strcmp (scheme, "http") == 0 ||
         strcmp (scheme, "https") == 0;
}

/* application/key?query, or application?query/key; the query may hold a token, so it is not shown either. */
static void
split_rtmp (GUri          *uri,
            gboolean       with_key,
            char          *path,
            CsTargetParts *parts)
{
  const char *query = g_uri_get_query (uri);
  char *slash = strrchr (path, '/');
  const char *query_slash = query != NULL ? strrchr (query, '/') : NULL;

  if (with_key && slash != NULL && slash != path) {
    parts->key = g_strconcat (slash + 1, query != NULL ? "?" : NULL, query, NULL);
    *slash = '\0';
  } else if (with_key && query_slash != NULL) {
    parts->key = g_strdup (query_slash + 1);
    parts->extra = g_strndup (query, query_slash - query);
  } else {
    parts->extra = g_strdup (query);
  }
}

static gboolean
split_srt (GUri          *uri,
           CsTargetParts *parts,
           GError       **error)
{
  const char *query = g_uri_get_query (uri);
  g_autoptr (GHashTable) table = NULL;
  const char *latency;

  if (query == NULL)
    return TRUE;
  table = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (table == NULL) {
    g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS,
                         _("What stands behind the “?” of this address is not written properly."));
    return FALSE;
  }
  parts->key = g_strdup (g_hash_table_lookup (table, "streamid"));
  parts->extra = g_strdup (g_hash_table_lookup (table, "passphrase"));
  latency = g_hash_table_lookup (table, "latency");
  if (latency != NULL)
    parts->latency_ms = CLAMP (atoi (latency), MIN_LATENCY_MS, MAX_LATENCY_MS);
  return TRUE;
}

static void
split_whip (GUri          *uri,
            CsTargetParts *parts)
{
  parts->key = g_uri_unescape_string (g_uri_get_userinfo (uri), NULL);
  parts->extra = g_strdup (g_uri_get_query (uri));
}

static GUri *
parse (const char *typed,
       GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  g_autoptr (GUri) uri = NULL;

  if (strlen (trimmed) <= MAX_TYPED_BYTES)
    uri = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0') {
    g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS,
                         _("This is not an address to stream to. It looks like rtmps://server/application/key."));
    return NULL;
  }
  if (!is_known (g_uri_get_scheme (uri))) {
    g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS,
                         _("An address begins with rtmp://, rtmps://, srt:// or https://."));
    return NULL;
  }
  return g_steal_pointer (&uri);
}

/**
 * cs_target_split:
 * @typed: what a person typed or pasted
 * @with_key: whether the last part of an RTMP address is the key; %FALSE when the key was given apart
 * @parts: (out caller-allocates): the address without secrets, and the secrets
 * @error: a sentence that says what is wrong with @typed
 *
 * Takes an address apart. @parts is to be cleared with cs_target_parts_clear(); it is empty on error.
 *
 * Returns: whether it is an address that can be streamed to
 */
gboolean
cs_target_split (const char    *typed,
                 gboolean       with_key,
                 CsTargetParts *parts,
                 GError       **error)
{
  g_autoptr (GUri) uri = parse (typed, error);
  g_autofree char *path = NULL;

  *parts = (CsTargetParts){ .latency_ms = DEFAULT_LATENCY_MS };
  if (uri == NULL)
    return FALSE;
  path = g_strdup (g_uri_get_path (uri));
  if (is_rtmp (g_uri_get_scheme (uri))) {
    while (g_str_has_suffix (path, "/"))
      path[strlen (path) - 1] = '\0';
    split_rtmp (uri, with_key, path, parts);
  } else if (strcmp (g_uri_get_scheme (uri), "srt") == 0) {
    g_clear_pointer (&path, g_free);
    if (!split_srt (uri, parts, error))
      return FALSE;
  } else {
    split_whip (uri, parts);
  }
  parts->address = g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                               g_uri_get_port (uri), path != NULL ? path : "", NULL, NULL);
  return TRUE;
}

/**
 * cs_target_join:
 * @parts: an address taken apart
 *
 * Returns: (transfer full): for cs_target_new(), the key given apart. Holds a secret: not to be shown or logged
 */
char *
cs_target_join (const CsTargetParts *parts)
{
  g_autofree char *escaped = NULL;

  if (g_str_has_prefix (parts->address, "srt:")) {
    escaped = parts->extra != NULL ? g_uri_escape_string (parts->extra, NULL, FALSE) : NULL;
    return g_strdup_printf ("%s?latency=%u%s%s", parts->address, parts->latency_ms,
                            escaped != NULL ? "&passphrase=" : "", escaped != NULL ? escaped : "");
  }
  return g_strconcat (parts->address, parts->extra != NULL ? "?" : NULL, parts->extra, NULL);
}

/**
 * cs_target_parts_clear:
 * @parts: an address taken apart
 */
void
cs_target_parts_clear (CsTargetParts *parts)
{
  g_clear_pointer (&parts->address, g_free);
  g_clear_pointer (&parts->key, g_free);
  g_clear_pointer (&parts->extra, g_free);
}
