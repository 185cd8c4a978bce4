/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-instance.h"

#include "cs-address.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define STREAMING_PATH "/api/v1/streaming"

static gboolean
is_secure (const char *scheme)
{
  return g_strcmp0 (scheme, "wss") == 0 || g_strcmp0 (scheme, "https") == 0;
}

static gboolean
is_plain (const char *scheme)
{
  return g_strcmp0 (scheme, "ws") == 0 || g_strcmp0 (scheme, "http") == 0;
}

/* The token goes where this says. A server may have its streams elsewhere, but not less safely, and not on an odd port
 * of somebody else. */
static gboolean
may_stream_from (GUri *base,
                 GUri *there)
{
  if (g_uri_get_userinfo (there) != NULL || g_uri_get_query (there) != NULL || g_uri_get_host (there) == NULL)
    return FALSE;
  if (!is_secure (g_uri_get_scheme (there)) &&
      !(is_plain (g_uri_get_scheme (there)) && is_plain (g_uri_get_scheme (base))))
    return FALSE;
  if (g_ascii_strcasecmp (g_uri_get_host (base), g_uri_get_host (there)) == 0)
    return TRUE;
  return is_secure (g_uri_get_scheme (there)) && (g_uri_get_port (there) == -1 || g_uri_get_port (there) == 443);
}

static char *
trim_path (const char *path)
{
  g_autofree char *trimmed = g_strdup (path);
  gsize length = strlen (trimmed);

  while (length > 0 && trimmed[length - 1] == '/')
    trimmed[--length] = '\0';
  if (g_str_has_suffix (trimmed, STREAMING_PATH))
    trimmed[length - strlen (STREAMING_PATH)] = '\0';
  return g_steal_pointer (&trimmed);
}

static gboolean
is_disabled (JsonObject *feeds,
             const char *side)
{
  return g_strcmp0 (cs_json_get_string (feeds, side), "disabled") == 0;
}

static CsMastodonInstance *
instance_new (const char *base,
              JsonObject *object)
{
  CsMastodonInstance *self = g_new0 (CsMastodonInstance, 1);
  JsonObject *configuration = cs_json_get_object (object, "configuration");
  const char *streaming = cs_json_get_string (cs_json_get_object (configuration, "urls"), "streaming");
  JsonObject *feeds = cs_json_get_object (cs_json_get_object (configuration, "timelines_access"), "hashtag_feeds");

  if (streaming == NULL) /* version 1 of this answer */
    streaming = cs_json_get_string (cs_json_get_object (object, "urls"), "streaming_api");
  self->title = g_strdup (cs_json_get_string (object, "title"));
  self->version = g_strdup (cs_json_get_string (object, "version"));
  self->api_version = cs_json_get_int64 (cs_json_get_object (object, "api_versions"), "mastodon", 0);
  self->streaming = cs_mastodon_pick_streaming (base, streaming);
  self->closed = is_disabled (feeds, "local") && is_disabled (feeds, "remote");
  return self;
}

/**
 * cs_mastodon_instance_free:
 * @self: (transfer full): an instance
 */
void
cs_mastodon_instance_free (CsMastodonInstance *self)
{
  g_free (self->title);
  g_free (self->version);
  g_free (self->streaming);
  g_free (self);
}

/**
 * cs_mastodon_pick_streaming:
 * @base: the server's address
 * @advertised: (nullable): where it says its streams are
 *
 * Returns: (transfer full): where to ask for streams, http or https, with the path prefix that was advertised; the
 *   server itself when it says nothing that makes sense
 */
char *
cs_mastodon_pick_streaming (const char *base,
                            const char *advertised)
{
  g_autoptr (GUri) here = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) there = advertised != NULL ? g_uri_parse (advertised, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;

  if (here == NULL || there == NULL || !may_stream_from (here, there))
    return g_strdup (base);
  host = cs_address_normalize_host (g_uri_get_host (there), NULL);
  if (host == NULL)
    return g_strdup (base);
  path = trim_path (g_uri_get_path (there));
  return cs_address_join (is_secure (g_uri_get_scheme (there)) ? "https" : "http", host, g_uri_get_port (there), path);
}

/**
 * cs_mastodon_instance_session_new:
 * @self: an instance
 * @base: the server's address
 * @max_conns: how many streams at once
 *
 * Where the streams are is what the server says, not the settings: another host must be a public one.
 *
 * Returns: (transfer full): a session for the server's streams, for the calling thread
 */
SoupSession *
cs_mastodon_instance_session_new (const CsMastodonInstance *self,
                                  const char               *base,
                                  guint                     max_conns)
{
  const char *urls[] = { self->streaming, NULL };
  g_autoptr (GUri) here = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) there = g_uri_parse (self->streaming, SOUP_HTTP_URI_FLAGS, NULL);
  gboolean same = here != NULL && there != NULL &&
                  g_ascii_strcasecmp (g_uri_get_host (here), g_uri_get_host (there)) == 0;

  return cs_http_api_session_new (urls, max_conns, same ? CS_HTTP_DEFAULT : CS_HTTP_REFUSE_PRIVATE);
}

/**
 * cs_mastodon_instance_read:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @error: return location for a %CS_MASTODON_ERROR, %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Asks a server what it is, in the older way when it does not know the newer one.
 * See https://docs.joinmastodon.org/methods/instance/
 *
 * Returns: (transfer full): what it says, or %NULL with @error set
 */
CsMastodonInstance *
cs_mastodon_instance_read (CsMastodonClient *client,
                           GCancellable     *cancellable,
                           GError          **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_mastodon_client_get (client, "/api/v2/instance", cancellable, &local);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (answer == NULL && (g_error_matches (local, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING) ||
                         g_error_matches (local, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN))) {
    g_clear_error (&local);
    answer = cs_mastodon_client_get (client, "/api/v1/instance", cancellable, &local);
    if (g_error_matches (local, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING))
      local->code = CS_MASTODON_ERROR_FOREIGN;
  }
  if (answer == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  root = cs_mastodon_answer_parse (answer, NULL);
  object = cs_json_root_object (root);
  if (cs_json_get_string (object, "version") == NULL) {
    g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN,
                 _("%s is not a Mastodon server, or hides it well. Check the address."),
                 cs_mastodon_client_get_host (client));
    return NULL;
  }
  return instance_new (cs_mastodon_client_get_base (client), object);
}
