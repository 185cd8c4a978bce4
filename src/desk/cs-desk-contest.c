/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

/**
 * cs_desk_get_contest:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the contests of the open show
 */
CsContestDesk *
cs_desk_get_contest (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->contest;
}

/**
 * cs_desk_set_relays:
 * @self: a desk without a show
 * @relays: who is asked for the rounds of the beacon, from the next opening on
 * @public_key: (nullable): of the beacon; %NULL for the pinned one, another is for tests
 */
void
cs_desk_set_relays (CsDesk     *self,
                    CsRelays   *relays,
                    const char *public_key)
{
  g_return_if_fail (CS_IS_DESK (self) && CS_IS_RELAYS (relays));

  g_set_object (&self->relays, relays);
  g_free (self->beacon_key);
  self->beacon_key = g_strdup (public_key);
}
