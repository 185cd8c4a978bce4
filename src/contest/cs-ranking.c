/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ranking.h"

#include "cs-place.h"

#include <nettle/sha2.h>
#include <string.h>

/* Bytes that are hashed at once, and how many names ahead of the present one are fetched. */
#define DIGEST_PORTION 4096
#define AHEAD 8

struct _CsRanking {
  gatomicrefcount refs;
  CsDrawList *list;
  CsPlace *places; /* by rank */
  guint n_winners;
  guint n_alternates;
  CsHex seed;
  CsHex digest;
  CsHex cutoff;
};

static const char *const roles[] = { "winner", "alternate", "reserve" };

/* Adds one to a decimal whose last digit stands at @last; returns where it begins. */
static char *
count_up (char *first,
          char *last)
{
  char *digit = last;

  while (digit >= first && *digit == '9')
    *digit-- = '0';
  if (digit < first) {
    *digit = '1';
    return digit;
  }
  (*digit)++;
  return first;
}

/* In the order of ranks, names lie anywhere in memory: the processor is told of them before they are needed. */
static void
look_ahead (const CsRanking *self,
            gsize            i)
{
  gsize n = cs_draw_list_get_n (self->list);

  if (i + 2 * AHEAD < n)
    __builtin_prefetch (cs_draw_list_get (self->list, self->places[i + 2 * AHEAD].index));
  if (i + AHEAD < n)
    __builtin_prefetch (cs_draw_list_get (self->list, self->places[i + AHEAD].index)->id);
}

/* Writes what the digest says of a place after its rank; returns where that ends. */
static char *
write_place (const CsRanking *self,
             const CsPlace   *place,
             char            *end)
{
  const CsDrawName *name = cs_draw_list_get (self->list, place->index);

  *end++ = '\t';
  cs_digest_write_hex (place->key, CS_DIGEST_BYTES, end);
  end += CS_DIGEST_HEX;
  *end++ = '\t';
  memcpy (end, name->id, name->length);
  end += name->length;
  *end++ = '\n';
  return end;
}

static void
make_digest (CsRanking *self)
{
  struct sha256_ctx context;
  char lines[DIGEST_PORTION + CS_DRAW_LIST_LINE_MAX + 128];
  char rank[20], *last = rank + sizeof rank - 1, *first = last, *end = lines;
  guint8 digest[CS_DIGEST_BYTES];

  sha256_init (&context);
  *first = '0';
  for (gsize i = 0; i < cs_draw_list_get_n (self->list); i++) {
    gsize n_digits;

    look_ahead (self, i);
    first = count_up (first, last);
    n_digits = last + 1 - first;
    memcpy (end, first, n_digits);
    end = write_place (self, &self->places[i], end + n_digits);
    if (end - lines >= DIGEST_PORTION) {
      sha256_update (&context, end - lines, (const guint8 *) lines);
      end = lines;
    }
  }
  sha256_update (&context, end - lines, (const guint8 *) lines);
  sha256_digest (&context, sizeof digest, digest);
  cs_digest_write_hex (digest, sizeof digest, self->digest);
}

static CsRanking *
ranking_new (const char *seed,
             CsDrawList *list,
             guint       n_winners,
             guint       n_alternates)
{
  CsRanking *self = g_new0 (CsRanking, 1);
  gsize n = cs_draw_list_get_n (list);

  g_atomic_ref_count_init (&self->refs);
  self->list = cs_draw_list_ref (list);
  self->n_winners = n_winners;
  self->n_alternates = n_alternates;
  g_strlcpy (self->seed, seed, sizeof self->seed);
  self->places = cs_place_rank (list, self->seed);
  make_digest (self);
  if (n > 0)
    cs_ranking_get_key (self, MIN (n_winners, n), self->cutoff);
  return self;
}

static const CsPlace *
get_place (const CsRanking *self,
           gsize            rank)
{
  g_assert (rank >= 1 && rank <= cs_draw_list_get_n (self->list));
  return &self->places[rank - 1];
}

/**
 * cs_draw_role_to_id:
 * @role: a role
 *
 * Returns: (transfer none): its name in certificates
 */
const char *
cs_draw_role_to_id (CsDrawRole role)
{
  return roles[role];
}

/**
 * cs_draw_role_from_id:
 * @id: (nullable): a name in a certificate
 * @role: (out): the role
 *
 * Returns: whether @id names a role
 */
gboolean
cs_draw_role_from_id (const char *id,
                      CsDrawRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (id, roles[i]) == 0) {
      *role = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_draw_seed:
 * @seal_digest: F
 * @value: V
 * @seed: (out): S
 *
 * Computes what all keys are made from.
 */
void
cs_draw_seed (const char *seal_digest,
              const char *value,
              CsHex       seed)
{
  cs_digest_of_format (seed, "SEALED-DRAW/1 seed\n%s\n%s\n", seal_digest, value);
}

/**
 * cs_ranking_new:
 * @seal: the seal
 * @list: the sealed list
 * @value: the random value
 *
 * Ranks everybody at once. Takes about half a microsecond an id; meant for a thread of its own.
 *
 * Returns: (transfer full): the ranking, never changed; it may be read from any thread
 */
CsRanking *
cs_ranking_new (const CsSeal *seal,
                CsDrawList   *list,
                const char   *value)
{
  CsHex seed;

  cs_draw_seed (seal->digest, value, seed);
  return ranking_new (seed, list, seal->n_winners, seal->n_alternates);
}

/**
 * cs_ranking_new_from_seed:
 * @seed: S
 * @list: who takes part
 * @n_winners: how many win
 * @n_alternates: how many alternates are named
 *
 * Ranks without a seal, for statistics.
 *
 * Returns: (transfer full): the ranking
 */
CsRanking *
cs_ranking_new_from_seed (const char *seed,
                          CsDrawList *list,
                          guint       n_winners,
                          guint       n_alternates)
{
  return ranking_new (seed, list, n_winners, n_alternates);
}

/**
 * cs_ranking_ref:
 * @self: a ranking
 *
 * Returns: (transfer full): @self
 */
CsRanking *
cs_ranking_ref (CsRanking *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * cs_ranking_unref:
 * @self: (transfer full) (nullable): a ranking
 */
void
cs_ranking_unref (CsRanking *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  cs_draw_list_unref (self->list);
  g_free (self->places);
  g_free (self);
}

/**
 * cs_ranking_get_n:
 * @self: a ranking
 *
 * Returns: how many are ranked
 */
gsize
cs_ranking_get_n (const CsRanking *self)
{
  return cs_draw_list_get_n (self->list);
}

/**
 * cs_ranking_get_n_named:
 * @self: a ranking
 *
 * Returns: how many are winners or alternates
 */
gsize
cs_ranking_get_n_named (const CsRanking *self)
{
  return MIN (cs_draw_list_get_n (self->list), (gsize) self->n_winners + self->n_alternates);
}

/**
 * cs_ranking_get_seed:
 * @self: a ranking
 *
 * Returns: (transfer none): S
 */
const char *
cs_ranking_get_seed (const CsRanking *self)
{
  return self->seed;
}

/**
 * cs_ranking_get_id:
 * @self: a ranking
 * @rank: from 1
 *
 * Returns: (transfer full): who has that rank, as in the list
 */
char *
cs_ranking_get_id (const CsRanking *self,
                   gsize            rank)
{
  const CsDrawName *name = cs_draw_list_get (self->list, get_place (self, rank)->index);

  return g_strndup (name->id, name->length);
}

/**
 * cs_ranking_has_id:
 * @self: a ranking
 * @rank: from 1
 * @id: an id
 *
 * Returns: whether @id has that rank
 */
gboolean
cs_ranking_has_id (const CsRanking *self,
                   gsize            rank,
                   const char      *id)
{
  const CsDrawName *name = cs_draw_list_get (self->list, get_place (self, rank)->index);

  return strlen (id) == name->length && memcmp (id, name->id, name->length) == 0;
}

/**
 * cs_ranking_get_index:
 * @self: a ranking
 * @rank: from 1
 *
 * Returns: where in the list that rank's id is
 */
gsize
cs_ranking_get_index (const CsRanking *self,
                      gsize            rank)
{
  return get_place (self, rank)->index;
}

/**
 * cs_ranking_get_key:
 * @self: a ranking
 * @rank: from 1
 * @key: (out): that rank's key
 */
void
cs_ranking_get_key (const CsRanking *self,
                    gsize            rank,
                    CsHex            key)
{
  cs_digest_write_hex (get_place (self, rank)->key, CS_DIGEST_BYTES, key);
}

/**
 * cs_ranking_get_role:
 * @self: a ranking
 * @rank: from 1
 *
 * Returns: what that rank brings
 */
CsDrawRole
cs_ranking_get_role (const CsRanking *self,
                     gsize            rank)
{
  if (rank <= self->n_winners)
    return CS_DRAW_WINNER;
  return rank <= (gsize) self->n_winners + self->n_alternates ? CS_DRAW_ALTERNATE : CS_DRAW_RESERVE;
}

/**
 * cs_ranking_get_digest:
 * @self: a ranking
 *
 * Returns: (transfer none): the digest of the whole ranking
 */
const char *
cs_ranking_get_digest (const CsRanking *self)
{
  return self->digest;
}

/**
 * cs_ranking_get_cutoff:
 * @self: a ranking
 *
 * Returns: (transfer none) (nullable): the highest key that wins; %NULL when nobody took part
 */
const char *
cs_ranking_get_cutoff (const CsRanking *self)
{
  return self->cutoff[0] != '\0' ? self->cutoff : NULL;
}

/**
 * cs_ranking_get_status:
 * @self: a ranking
 *
 * Returns: (transfer none): whether there were enough to draw from, in the protocol's words
 */
const char *
cs_ranking_get_status (const CsRanking *self)
{
  gsize n = cs_draw_list_get_n (self->list);

  if (n == 0)
    return "no-participants";
  return n < self->n_winners ? "fewer-participants-than-prizes" : "ok";
}
