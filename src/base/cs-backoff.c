/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-backoff.h"

#define JITTER 0.3

/* Waits double from the floor to the cap, each bent by chance so that many desks that lost one server
 * together do not come back together. */
struct _CsBackoff {
  guint floor_ms;
  guint cap_ms;
  guint n_failures;
  guint asked_ms; /* the server asked for no less, next time */
  GRand *rand;
};

/**
 * cs_backoff_new:
 * @floor_ms: the shortest wait, at least 1 and at most @cap_ms
 * @cap_ms: the longest wait before chance bends it, usually %CS_BACKOFF_CAP_MS
 * @rand: (transfer full): where chance comes from
 *
 * Makes a series of waits for something that is tried again and again. To be used on one thread.
 *
 * Returns: (transfer full): a new series
 */
CsBackoff *
cs_backoff_new (guint  floor_ms,
                guint  cap_ms,
                GRand *rand)
{
  CsBackoff *self;

  g_return_val_if_fail (floor_ms >= 1 && floor_ms <= cap_ms && rand != NULL, NULL);

  self = g_new0 (CsBackoff, 1);
  self->floor_ms = floor_ms;
  self->cap_ms = cap_ms;
  self->rand = rand;
  return self;
}

/**
 * cs_backoff_free:
 * @self: (transfer full): a series
 */
void
cs_backoff_free (CsBackoff *self)
{
  g_rand_free (self->rand);
  g_free (self);
}

/**
 * cs_backoff_next_ms:
 * @self: a series
 *
 * To be asked after each failure.
 *
 * Returns: how long to wait now, in milliseconds: twice the last wait, no more than the cap, 30 % more or
 *   less by chance, and never less than the floor or than what cs_backoff_at_least() asked for
 */
guint
cs_backoff_next_ms (CsBackoff *self)
{
  guint doublings = MIN (self->n_failures, 31);
  guint64 wait_ms = MIN ((guint64) self->floor_ms << doublings, self->cap_ms);
  double bent_ms = wait_ms * g_rand_double_range (self->rand, 1 - JITTER, 1 + JITTER);
  guint least_ms = MAX (self->floor_ms, self->asked_ms);

  if (self->n_failures < G_MAXUINT)
    self->n_failures++;
  self->asked_ms = 0;
  return MAX ((guint) MIN (bent_ms, (double) G_MAXUINT), least_ms);
}

/**
 * cs_backoff_at_least:
 * @self: a series
 * @wait_ms: what the server asked for, as in Retry-After; the cap holds for it too
 *
 * Makes the next wait no shorter than that.
 */
void
cs_backoff_at_least (CsBackoff *self,
                     guint      wait_ms)
{
  self->asked_ms = MIN (wait_ms, self->cap_ms);
}

/**
 * cs_backoff_reset:
 * @self: a series
 *
 * To be called once what is tried has proved healthy, not as soon as it seemed to begin: a server that
 * accepts and drops at once would otherwise be called at the floor for ever.
 */
void
cs_backoff_reset (CsBackoff *self)
{
  self->n_failures = 0;
  self->asked_ms = 0;
}

/**
 * cs_backoff_get_n_failures:
 * @self: a series
 *
 * Returns: how many waits were asked for since the start or the last reset
 */
guint
cs_backoff_get_n_failures (const CsBackoff *self)
{
  return self->n_failures;
}
