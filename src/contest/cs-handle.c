/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-handle-list.h"

#include "cs-draw-error.h"
#include "cs-draw-id.h"
#include "cs-network.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ANY "*:"

static char *
make_id (const char *network,
         const char *handle,
         GError    **error)
{
  return cs_draw_id_new (network, handle, strlen (handle), error);
}

/* A name with a dot inside it. */
static gboolean
is_host (const char *text)
{
  const char *dot = strchr (text, '.');

  if (dot == NULL || dot == text || text[strlen (text) - 1] == '.')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-' && (guchar) *p < 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
is_of (const char *host,
       const char *domain)
{
  gsize length = strlen (host), tail = strlen (domain);

  return g_ascii_strcasecmp (host, domain) == 0 ||
         (length > tail && host[length - tail - 1] == '.' && g_ascii_strcasecmp (host + length - tail, domain) == 0);
}

/* https://server/@name, /users/name, and /@name@elsewhere for somebody of another server. */
static char *
read_mastodon_path (const char *host,
                    char      **parts,
                    GError    **error)
{
  const char *name = NULL;
  g_autofree char *handle = NULL;

  if (parts[0] != NULL && parts[0][0] == '@')
    name = parts[0] + 1;
  else if (parts[0] != NULL && strcmp (parts[0], "users") == 0)
    name = parts[1];
  if (name == NULL || *name == '\0') {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("This address is not one of an account."));
    return NULL;
  }
  handle = strchr (name, '@') != NULL ? g_strdup (name) : g_strconcat (name, "@", host, NULL);
  return make_id (cs_network_to_id (CS_NETWORK_MASTODON), handle, error);
}

static char *
read_address (const char *text,
              GError    **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = NULL;
  g_auto (GStrv) parts = NULL;
  const char *path;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0') {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("This address cannot be read."));
    return NULL;
  }
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  path = g_uri_get_path (uri);
  parts = g_strsplit (*path == '/' ? path + 1 : path, "/", -1);
  if (is_of (host, "bsky.app") && g_strcmp0 (parts[0], "profile") == 0 && parts[1] != NULL)
    return make_id (cs_network_to_id (CS_NETWORK_BLUESKY), parts[1], error);
  if (is_of (host, "twitch.tv") && parts[0] != NULL)
    return make_id (cs_network_to_id (CS_NETWORK_TWITCH), parts[0], error);
  if (is_of (host, "youtube.com") && parts[0] != NULL && parts[0][0] == '@')
    return make_id (cs_network_to_id (CS_NETWORK_YOUTUBE), parts[0], error);
  return read_mastodon_path (host, parts, error);
}

static char *
read_on_network (const char *handle,
                 const char *network,
                 GError    **error)
{
  CsNetwork known;

  if (!cs_network_from_id (network, &known)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("“%s” is not the name of a network."), network);
    return NULL;
  }
  if (known == CS_NETWORK_MASTODON && strchr (handle, '@') == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("The server is missing: write it as @name@server."));
    return NULL;
  }
  return make_id (network, handle, error);
}

static char *
read_bare (const char *handle,
           GError    **error)
{
  const char *at = strchr (handle, '@');
  g_autofree char *id = NULL;

  if (at != NULL && at > handle && is_host (at + 1))
    return make_id (cs_network_to_id (CS_NETWORK_MASTODON), handle, error);
  if (g_str_has_prefix (handle, "did:") || is_host (handle))
    return make_id (cs_network_to_id (CS_NETWORK_BLUESKY), handle, error);
  id = make_id (cs_network_to_id (CS_NETWORK_PAGE), handle, error);
  return id != NULL ? g_strconcat (ANY, strchr (id, ':') + 1, NULL) : NULL;
}

/**
 * cs_handle_read:
 * @text: how a person writes an account: @name@server, name.example, an address of its page, did:…, network:handle
 * @network: (nullable): on which network, when it is told apart
 * @error: return location for %CS_DRAW_ERROR_ID
 *
 * Returns: (transfer full) (nullable): its id as cs_draw_id_new() makes it, "*:handle" when it may be on any network, or
 *   %NULL with @error set
 */
char *
cs_handle_read (const char *text,
                const char *network,
                GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  const char *handle = trimmed;
  const char *colon;
  g_autofree char *prefix = NULL;
  CsNetwork known;

  if (g_str_has_prefix (handle, "http://") || g_str_has_prefix (handle, "https://"))
    return read_address (handle, error);
  for (guint i = 0; i < 2; i++)
    if (g_str_has_prefix (handle, i == 0 ? "acct:" : "at://"))
      handle += 5;
  colon = strchr (handle, ':');
  prefix = colon != NULL ? g_strndup (handle, (gsize) (colon - handle)) : NULL;
  if (prefix != NULL && cs_network_from_id (prefix, &known))
    return read_on_network (colon + 1, prefix, error);
  while (*handle == '@' || g_str_has_prefix (handle, "\uff20"))
    handle = g_utf8_next_char (handle);
  if (*handle == '\0') {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("There is no handle."));
    return NULL;
  }
  return network != NULL ? read_on_network (handle, network, error) : read_bare (handle, error);
}
