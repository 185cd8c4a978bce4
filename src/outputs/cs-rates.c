/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rates.h"

struct _CsRates {
  CsRate rate;
  guint max_names;
  GHashTable *buckets; /* name → CsBucket */
};

static void
refill (CsBucket     *bucket,
        const CsRate *rate,
        gint64        now_us)
{
  double passed_s = (double) MAX (now_us - bucket->at_us, 0) / G_USEC_PER_SEC;

  bucket->missing = MAX (bucket->missing - passed_s * rate->per_second, 0);
  bucket->at_us = now_us;
}

typedef struct {
  const CsRate *rate;
  gint64 now_us;
} Sweep;

static gboolean
is_full (gpointer name,
         gpointer value,
         gpointer data)
{
  const Sweep *sweep = data;

  refill (value, sweep->rate, sweep->now_us);
  return ((CsBucket *) value)->missing == 0;
}

/* A full bucket is the same as none. */
static gboolean
make_room (CsRates *self,
           gint64   now_us)
{
  Sweep sweep = { &self->rate, now_us };

  if (g_hash_table_size (self->buckets) < self->max_names)
    return TRUE;
  g_hash_table_foreach_remove (self->buckets, is_full, &sweep);
  return g_hash_table_size (self->buckets) < self->max_names;
}

/**
 * cs_bucket_take:
 * @self: a bucket
 * @rate: its rate
 * @amount: how much to take
 * @now_us: monotonic time, in microseconds
 *
 * Returns: whether there was so much; otherwise nothing is taken
 */
gboolean
cs_bucket_take (CsBucket     *self,
                const CsRate *rate,
                double        amount,
                gint64        now_us)
{
  refill (self, rate, now_us);
  if (self->missing + amount > rate->burst)
    return FALSE;
  self->missing += amount;
  return TRUE;
}

/**
 * cs_rates_new:
 * @rate: of each name
 * @max_names: how many names are kept; a further one is refused
 *
 * Returns: (transfer full): buckets that are all full
 */
CsRates *
cs_rates_new (const CsRate *rate,
              guint         max_names)
{
  CsRates *self = g_new0 (CsRates, 1);

  self->rate = *rate;
  self->max_names = max_names;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * cs_rates_free:
 * @self: (transfer full): buckets
 */
void
cs_rates_free (CsRates *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

/**
 * cs_rates_take:
 * @self: buckets
 * @name: whose
 * @now_us: monotonic time, in microseconds
 *
 * Returns: whether it may happen once more
 */
gboolean
cs_rates_take (CsRates    *self,
               const char *name,
               gint64      now_us)
{
  CsBucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL) {
    if (!make_room (self, now_us))
      return FALSE;
    bucket = g_new0 (CsBucket, 1);
    g_hash_table_insert (self->buckets, g_strdup (name), bucket);
  }
  return cs_bucket_take (bucket, &self->rate, 1, now_us);
}
