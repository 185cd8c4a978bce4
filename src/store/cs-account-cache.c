/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-cache.h"

#include <string.h>

/* Accounts are kept in two generations. Who is seen again passes into the young one; when that is full it becomes the old
 * one, and those of whom nothing was seen for so long are forgotten. */
#define GENERATION 8192
/* Figures are found by the low bits of the account's row, and a later account takes the place of an earlier. Rows are
 * numbered from 1, so up to as many accounts never meet. */
#define FIGURES 32768

typedef struct {
  CsKnownAccount known; /* first: what callers see */
  CsNetwork network;
  const char *host;
  const char *native_id;
  char strings[]; /* both of them */
} Kept;

struct _CsAccountCache {
  GHashTable *young; /* sets of Kept */
  GHashTable *old;
  CsTouched figures[FIGURES]; /* key 0: none */
};

static guint
kept_hash (gconstpointer data)
{
  const Kept *self = data;

  return g_str_hash (self->native_id) * 31 + g_str_hash (self->host) + self->network;
}

static gboolean
kept_equal (gconstpointer a,
            gconstpointer b)
{
  const Kept *one = a, *other = b;

  return one->network == other->network && g_str_equal (one->native_id, other->native_id) &&
         g_str_equal (one->host, other->host);
}

static Kept *
kept_new (CsNetwork             network,
          const char           *host,
          const char           *native_id,
          const CsKnownAccount *known)
{
  gsize host_size = strlen (host) + 1, id_size = strlen (native_id) + 1;
  Kept *self = g_malloc (sizeof *self + host_size + id_size);

  self->known = *known;
  self->network = network;
  self->host = memcpy (self->strings, host, host_size);
  self->native_id = memcpy (self->strings + host_size, native_id, id_size);
  return self;
}

static GHashTable *
generation_new (void)
{
  return g_hash_table_new_full (kept_hash, kept_equal, g_free, NULL);
}

static void
make_young (CsAccountCache *self,
            Kept           *kept)
{
  if (g_hash_table_size (self->young) >= GENERATION) {
    g_hash_table_unref (self->old);
    self->old = self->young;
    self->young = generation_new ();
  }
  g_hash_table_add (self->young, kept);
}

/**
 * cs_account_cache_new:
 *
 * Returns: (transfer full): an empty cache
 */
CsAccountCache *
cs_account_cache_new (void)
{
  CsAccountCache *self = g_new0 (CsAccountCache, 1);

  self->young = generation_new ();
  self->old = generation_new ();
  return self;
}

/**
 * cs_account_cache_free:
 * @self: (transfer full): a cache
 */
void
cs_account_cache_free (CsAccountCache *self)
{
  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  g_free (self);
}

/**
 * cs_account_cache_forget:
 * @self: a cache
 *
 * Forgets all accounts; their figures stay.
 */
void
cs_account_cache_forget (CsAccountCache *self)
{
  g_hash_table_remove_all (self->young);
  g_hash_table_remove_all (self->old);
}

/**
 * cs_account_cache_clear:
 * @self: a cache
 *
 * Forgets everything.
 */
void
cs_account_cache_clear (CsAccountCache *self)
{
  cs_account_cache_forget (self);
  memset (self->figures, 0, sizeof self->figures);
}

/**
 * cs_account_cache_find:
 * @self: a cache
 * @network: where
 * @host: seen on which server
 * @native_id: its id there
 *
 * Returns: (transfer none) (nullable): the account, which may be changed
 */
CsKnownAccount *
cs_account_cache_find (CsAccountCache *self,
                       CsNetwork       network,
                       const char     *host,
                       const char     *native_id)
{
  Kept wanted = { .network = network, .host = host, .native_id = native_id };
  gpointer kept = g_hash_table_lookup (self->young, &wanted);

  if (kept == NULL && g_hash_table_steal_extended (self->old, &wanted, &kept, NULL))
    make_young (self, kept);
  return kept;
}

/**
 * cs_account_cache_add:
 * @self: a cache
 * @network: where
 * @host: seen on which server
 * @native_id: its id there
 * @known: the account; copied
 *
 * Returns: (transfer none): the account as it is kept, which may be changed
 */
CsKnownAccount *
cs_account_cache_add (CsAccountCache       *self,
                      CsNetwork             network,
                      const char           *host,
                      const char           *native_id,
                      const CsKnownAccount *known)
{
  Kept *kept = kept_new (network, host, native_id, known);

  make_young (self, kept);
  return &kept->known;
}

/**
 * cs_account_cache_find_figures:
 * @self: a cache
 * @account_id: a row
 *
 * Returns: (transfer none) (nullable): its figures, which may be changed
 */
CsTouched *
cs_account_cache_find_figures (CsAccountCache *self,
                               gint64          account_id)
{
  CsTouched *figures = &self->figures[(guint64) account_id % FIGURES];

  return figures->key == account_id ? figures : NULL;
}

/**
 * cs_account_cache_keep_figures:
 * @self: a cache
 * @figures: of an account
 *
 * Returns: (transfer none): the same as they are kept, which may be changed
 */
CsTouched *
cs_account_cache_keep_figures (CsAccountCache  *self,
                               const CsTouched *figures)
{
  CsTouched *kept = &self->figures[(guint64) figures->key % FIGURES];

  *kept = *figures;
  return kept;
}
