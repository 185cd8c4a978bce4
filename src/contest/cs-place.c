/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-place.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

/* Keys are spread evenly, so that nearly every bucket holds a handful. */
#define PER_BUCKET_SHIFT 2
#define MAX_BITS 24
#define MAX_INSERTED 32

/* @start has swallowed "seed:" already, which is the first of the two blocks that SHA-256 has to work on. */
static void
make_key (const struct sha256_ctx *start,
          const CsDrawName        *name,
          guint8                  *key)
{
  struct sha256_ctx context = *start;

  sha256_update (&context, name->length, (const guint8 *) name->id);
  sha256_digest (&context, CS_DIGEST_BYTES, key);
}

/* The smallest of all its tickets. */
static void
make_ticket_key (const struct sha256_ctx *start,
                 const CsDrawName        *name,
                 guint8                  *key)
{
  struct sha256_ctx with_id = *start;

  sha256_update (&with_id, name->length, (const guint8 *) name->id);
  memset (key, 0xff, CS_DIGEST_BYTES);
  for (guint i = 1; i <= name->tickets; i++) {
    struct sha256_ctx context = with_id;
    char number[16];
    guint8 ticket[CS_DIGEST_BYTES];

    sha256_update (&context, g_snprintf (number, sizeof number, "#%u", i), (const guint8 *) number);
    sha256_digest (&context, CS_DIGEST_BYTES, ticket);
    if (memcmp (ticket, key, CS_DIGEST_BYTES) < 0)
      memcpy (key, ticket, CS_DIGEST_BYTES);
  }
}

static void
make_keys (CsDrawList *list,
           const char *seed,
           CsPlace    *places)
{
  gsize n = cs_draw_list_get_n (list);
  gboolean tickets = cs_draw_list_has_tickets (list);
  struct sha256_ctx start;

  sha256_init (&start);
  sha256_update (&start, CS_DIGEST_HEX, (const guint8 *) seed);
  sha256_update (&start, 1, (const guint8 *) ":");
  for (gsize i = 0; i < n; i++) {
    if (tickets)
      make_ticket_key (&start, cs_draw_list_get (list, i), places[i].key);
    else
      make_key (&start, cs_draw_list_get (list, i), places[i].key);
    places[i].index = (guint32) i;
  }
}

/* The list is in the order of ids, so a lower index is a lower id. Keys compare as their texts do. */
static int
compare_places (const void *a,
                const void *b)
{
  const CsPlace *left = a, *right = b;
  int order = memcmp (left->key, right->key, CS_DIGEST_BYTES);

  return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void
sort_bucket (CsPlace *places,
             gsize    n)
{
  if (n > MAX_INSERTED) {
    qsort (places, n, sizeof *places, compare_places);
    return;
  }
  for (gsize i = 1; i < n; i++) {
    CsPlace held = places[i];
    gsize j = i;

    for (; j > 0 && compare_places (&places[j - 1], &held) > 0; j--)
      places[j] = places[j - 1];
    places[j] = held;
  }
}

static guint
bucket_of (const CsPlace *place,
           guint          bits)
{
  guint32 first;

  memcpy (&first, place->key, sizeof first);
  return bits > 0 ? GUINT32_FROM_BE (first) >> (32 - bits) : 0;
}

/* Each place goes straight into the bucket that the first bits of its key name; then the buckets are sorted. */
static void
sort_places (const CsPlace *unsorted,
             CsPlace       *places,
             gsize          n)
{
  guint bits = MIN (MAX (g_bit_storage (n), PER_BUCKET_SHIFT) - PER_BUCKET_SHIFT, MAX_BITS);
  gsize n_buckets = (gsize) 1 << bits;
  g_autofree guint32 *ends = g_new0 (guint32, n_buckets + 1);

  for (gsize i = 0; i < n; i++)
    ends[bucket_of (&unsorted[i], bits) + 1]++;
  for (gsize i = 0; i < n_buckets; i++)
    ends[i + 1] += ends[i];
  for (gsize i = 0; i < n; i++)
    places[ends[bucket_of (&unsorted[i], bits)]++] = unsorted[i];
  for (gsize i = 0; i < n_buckets; i++) {
    guint32 start = i > 0 ? ends[i - 1] : 0;

    sort_bucket (places + start, ends[i] - start);
  }
}

/**
 * cs_place_rank:
 * @list: the sealed list
 * @seed: %CS_DIGEST_HEX digits that all keys are made from
 *
 * Gives everybody a key and puts them in the order of keys; of two that are equal the lower id comes first.
 *
 * Returns: (transfer full): a place for each name of @list, the first rank first; free with g_free()
 */
CsPlace *
cs_place_rank (CsDrawList *list,
               const char *seed)
{
  gsize n = cs_draw_list_get_n (list);
  g_autofree CsPlace *unsorted = g_new (CsPlace, MAX (n, 1));
  CsPlace *places = g_new (CsPlace, MAX (n, 1));

  make_keys (list, seed, unsorted);
  sort_places (unsorted, places, n);
  return places;
}
