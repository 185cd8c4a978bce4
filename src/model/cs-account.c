/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account.h"

G_DEFINE_BOXED_TYPE (CsAccount, cs_account, cs_account_ref, cs_account_unref)

static void
account_clear (CsAccount *self)
{
  g_free (self->host);
  g_free (self->native_id);
  g_free (self->uri);
  g_free (self->handle);
  g_free (self->name);
  g_free (self->avatar_url);
}

/**
 * cs_account_new:
 * @network: where the account lives
 * @host: (nullable): the server it was seen on; %NULL is the same as ""
 * @native_id: the network's own id
 *
 * Makes an account with nothing else known; @followers is -1.
 *
 * Returns: (transfer full): a new account, to be filled in before it is shared
 */
CsAccount *
cs_account_new (CsNetwork   network,
                const char *host,
                const char *native_id)
{
  CsAccount *self = g_atomic_rc_box_new0 (CsAccount);

  self->network = network;
  self->host = g_ascii_strdown (host != NULL ? host : "", -1);
  self->native_id = g_strdup (native_id);
  self->followers = -1;
  return self;
}

/**
 * cs_account_ref:
 * @self: an account
 *
 * Returns: (transfer full): @self
 */
CsAccount *
cs_account_ref (CsAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_account_unref:
 * @self: (transfer full): an account
 */
void
cs_account_unref (CsAccount *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) account_clear);
}
