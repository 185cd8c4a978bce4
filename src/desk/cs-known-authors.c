/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-known-authors.h"

#include "cs-account-list.h"

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsBlueskySource) source = user_data;
  g_auto (GStrv) dids = cs_store_list_accounts_finish (CS_STORE (object), result, NULL);

  /* When they cannot be read, those whom it meets from now on are still heeded. */
  if (dids != NULL)
    cs_bluesky_source_add_known (source, (const char *const *) dids);
}

/**
 * cs_known_authors_tell:
 * @store: the open show file
 * @source: a source, started or not
 *
 * Tells a source who has posts in the show from earlier runs: of all the removals on the network it heeds only those
 * of accounts that it knows. Main thread.
 */
void
cs_known_authors_tell (CsStore         *store,
                       CsBlueskySource *source)
{
  cs_store_list_accounts_async (store, CS_NETWORK_BLUESKY, NULL, listed_cb, g_object_ref (source));
}
