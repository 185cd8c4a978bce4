/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-network.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *id;
  const char *name;
  const char *mark;
} networks[CS_N_NETWORKS] = {
  [CS_NETWORK_MASTODON] = { "mastodon", "Mastodon", "Ma" },
  [CS_NETWORK_BLUESKY] = { "bluesky", "Bluesky", "Bs" },
  [CS_NETWORK_TWITCH] = { "twitch", "Twitch", "Tw" },
  [CS_NETWORK_YOUTUBE] = { "youtube", "YouTube", "Yt" },
  [CS_NETWORK_OWNCAST] = { "owncast", "Owncast", "Oc" },
  [CS_NETWORK_PAGE] = { "page", N_("Our page"), "Pg" },
};

/**
 * cs_network_to_id:
 * @network: a network
 *
 * Returns: (transfer none): the name used in files and on the command line, for example "mastodon"
 */
const char *
cs_network_to_id (CsNetwork network)
{
  g_return_val_if_fail (network < CS_N_NETWORKS, NULL);

  return networks[network].id;
}

/**
 * cs_network_from_id:
 * @id: (nullable): a name as cs_network_to_id() gives it
 * @network: (out): the network
 *
 * Returns: whether @id names a network; if not, @network is left alone
 */
gboolean
cs_network_from_id (const char *id,
                    CsNetwork  *network)
{
  for (guint i = 0; i < CS_N_NETWORKS; i++)
    if (g_strcmp0 (id, networks[i].id) == 0) {
      *network = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_network_get_name:
 * @network: a network
 *
 * Returns: (transfer none): what a person calls it, in the interface's language
 */
const char *
cs_network_get_name (CsNetwork network)
{
  g_return_val_if_fail (network < CS_N_NETWORKS, NULL);

  return network == CS_NETWORK_PAGE ? _(networks[network].name) : networks[network].name;
}

/**
 * cs_network_get_mark:
 * @network: a network
 *
 * Returns: (transfer none): two plain letters for a narrow column
 */
const char *
cs_network_get_mark (CsNetwork network)
{
  g_return_val_if_fail (network < CS_N_NETWORKS, NULL);

  return networks[network].mark;
}

/**
 * cs_network_has_accounts:
 * @network: a network
 *
 * Returns: whether a name there belongs to one person; where everybody types the name they like, nobody can be told
 *   from anybody else, and no contest counts them
 */
gboolean
cs_network_has_accounts (CsNetwork network)
{
  return network != CS_NETWORK_PAGE;
}
