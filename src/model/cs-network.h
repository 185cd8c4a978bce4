/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CsNetwork:
 * @CS_NETWORK_MASTODON: Mastodon and what speaks its API
 * @CS_NETWORK_BLUESKY: Bluesky, AT Protocol
 * @CS_NETWORK_TWITCH: Twitch chat
 * @CS_NETWORK_YOUTUBE: YouTube live chat
 * @CS_NETWORK_OWNCAST: Owncast chat
 * @CS_NETWORK_PAGE: comments on our own page
 *
 * Where a post was written. The numbers are stored in show files: add at the end, never renumber.
 */
typedef enum {
  CS_NETWORK_MASTODON = 0,
  CS_NETWORK_BLUESKY = 1,
  CS_NETWORK_TWITCH = 2,
  CS_NETWORK_YOUTUBE = 3,
  CS_NETWORK_OWNCAST = 4,
  CS_NETWORK_PAGE = 5,
} CsNetwork;

#define CS_N_NETWORKS 6

const char *cs_network_to_id (CsNetwork network);
gboolean cs_network_from_id (const char *id,
                             CsNetwork  *network);
const char *cs_network_get_name (CsNetwork network);
const char *cs_network_get_mark (CsNetwork network);
gboolean cs_network_has_accounts (CsNetwork network);

G_END_DECLS
