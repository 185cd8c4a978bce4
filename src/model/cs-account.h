/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-network.h"

G_BEGIN_DECLS

#define CS_TYPE_ACCOUNT (cs_account_get_type ())

typedef struct _CsAccount CsAccount;

/**
 * CsAccount:
 * @network: where the account lives
 * @host: the server it was seen on, lower case; "" for networks with a single one
 * @native_id: the network's own id, opaque, never empty
 * @uri: (nullable): an id that is the same on every server (ActivityPub actor, DID)
 * @handle: what a person types to name it, without a leading @
 * @name: display name as written by a stranger; see #CsPost for the safe one
 * @avatar_url: (nullable): where its picture is
 * @bot: says of itself that it is automated
 * @verified: the network vouches for it
 * @created_us: when it was opened, microseconds since 1970 UTC, or 0 when unknown
 * @followers: followers, or -1 when unknown
 *
 * Who wrote a post. Filled in by its maker before it is shared, then never changed: it may be read
 * from any thread.
 */
struct _CsAccount {
  CsNetwork network;
  char *host;
  char *native_id;
  char *uri;
  char *handle;
  char *name;
  char *avatar_url;
  gboolean bot;
  gboolean verified;
  gint64 created_us;
  gint64 followers;
};

GType cs_account_get_type (void);

CsAccount *cs_account_new (CsNetwork   network,
                           const char *host,
                           const char *native_id) G_GNUC_WARN_UNUSED_RESULT;
CsAccount *cs_account_ref (CsAccount *self);
void cs_account_unref (CsAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAccount, cs_account_unref)

G_END_DECLS
