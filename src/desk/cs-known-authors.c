/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-known-authors.h"

#include "cs-walk.h"

typedef struct {
  CsBlueskySource *source;
  GHashTable *dids;
} Telling;

static void
telling_free (Telling *telling)
{
  g_object_unref (telling->source);
  g_hash_table_unref (telling->dids);
  g_free (telling);
}

/* On the scanner's thread. */
static gboolean
collect_cb (const CsEntry *entry,
            gpointer       user_data)
{
  Telling *telling = user_data;
  const char *did = entry->post->account->native_id;

  if (!g_hash_table_contains (telling->dids, did))
    g_hash_table_add (telling->dids, g_strdup (did));
  return TRUE;
}

static void
collected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Telling *telling = user_data;
  g_autofree const char **dids = NULL;

  /* What could not be read is not told; removals by the others are still heeded. */
  cs_store_walk_finish (CS_STORE (object), result, NULL);
  dids = (const char **) g_hash_table_get_keys_as_array (telling->dids, NULL);
  cs_bluesky_source_add_known (telling->source, dids);
  telling_free (telling);
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
  const CsPostQuery query = { .networks = 1u << CS_NETWORK_BLUESKY, .order = CS_POST_ORDER_OLDEST };
  Telling *telling = g_new0 (Telling, 1);

  telling->source = g_object_ref (source);
  telling->dids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  cs_store_walk_async (store, &query, collect_cb, telling, NULL, collected_cb, telling);
}
