/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsRate:
 * @per_second: how much comes back
 * @burst: how much there is at most
 *
 * How often something may happen.
 */
typedef struct {
  double per_second;
  double burst;
} CsRate;

/**
 * CsBucket:
 * @missing: how much was taken and has not come back
 * @at_us: as of when
 *
 * What is left of a rate; full when it is all zeros.
 */
typedef struct {
  double missing;
  gint64 at_us;
} CsBucket;

gboolean cs_bucket_take (CsBucket     *self,
                         const CsRate *rate,
                         double        amount,
                         gint64        now_us);

/* A bucket for each name, of which there are never more than so many. One thread. */
typedef struct _CsRates CsRates;

CsRates *cs_rates_new (const CsRate *rate,
                       guint         max_names) G_GNUC_WARN_UNUSED_RESULT;
void cs_rates_free (CsRates *self);
gboolean cs_rates_take (CsRates    *self,
                        const char *name,
                        gint64      now_us);

G_END_DECLS
