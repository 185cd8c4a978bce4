/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-presets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CsLivePreset presets[] = {
  { "youtube", "YouTube", "rtmps://a.rtmps.youtube.com:443/live2", N_("Stream key"), NULL,
    N_("In YouTube Studio: Create, Go live, Stream. Copy the stream key; the address is filled in already.") },
  { "twitch", "Twitch", "rtmp://live.twitch.tv/app", N_("Stream key"), NULL,
    N_("On Twitch: Creator Dashboard, Settings, Stream. Copy the primary stream key.") },
  { "facebook", "Facebook", "rtmps://rtmp-api.facebook.com:443/rtmp", N_("Stream key"), NULL,
    N_("In Facebook’s Live Producer: Streaming software. Copy the stream key; it is good for one broadcast unless "
       "you ask for a persistent one.") },
  { "owncast", "Owncast", "rtmp://server:1935/live", N_("Stream key"), NULL,
    N_("Put the name of your server in. In Owncast’s admin pages: Configuration, Server Setup, Stream Keys.") },
  { "peertube", "PeerTube", "rtmp://server:1935/live", N_("Stream key"), NULL,
    N_("Put the name of your server in. On PeerTube: Publish, Go live; then copy address and key from the live’s "
       "page.") },
  { "own", N_("Own server, RTMP"), "rtmps://server/application", N_("Stream key"), NULL,
    N_("The address of your server and its application, and the name under which to publish there. An address that "
       "holds the key can be pasted whole.") },
  { "srt", N_("Own server, SRT"), "srt://server:9710", N_("Stream id, if it asks for one"), N_("Passphrase"),
    N_("Coulisses calls the server. Stream id, passphrase and latency have to be what the server expects.") },
  { "whip", N_("Own server, WHIP"), "https://server/whip", N_("Token, if it asks for one"), NULL,
    N_("The address that the server gives for WHIP, and the token that goes with it.") },
};

#define OWN 5
#define SRT 6
#define WHIP 7

/**
 * cs_live_presets_list:
 * @n_presets: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_presets): the services
 */
const CsLivePreset *
cs_live_presets_list (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

/**
 * cs_live_presets_find:
 * @id: (nullable): what the show file calls it
 *
 * Returns: its place in the list; an own RTMP server when there is none of that name
 */
guint
cs_live_presets_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (presets[i].id, id) == 0)
      return i;
  return OWN;
}

/**
 * cs_live_presets_guess:
 * @address: an address that a person pasted, without secrets
 *
 * Returns: the place in the list of the service that it most likely belongs to
 */
guint
cs_live_presets_guess (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (g_str_has_prefix (address, "srt:"))
    return SRT;
  if (g_str_has_prefix (address, "http"))
    return WHIP;
  if (host == NULL)
    return OWN;
  if (g_str_has_suffix (host, ".youtube.com"))
    return cs_live_presets_find ("youtube");
  if (g_str_has_suffix (host, ".twitch.tv") || g_str_has_suffix (host, ".live-video.net"))
    return cs_live_presets_find ("twitch");
  return g_str_has_suffix (host, ".facebook.com") ? cs_live_presets_find ("facebook") : OWN;
}
