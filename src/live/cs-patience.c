/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-patience.h"

#include "cs-backoff.h"
#include "cs-live.h"

#define FLOOR_MS 500
#define SOON_CAP_MS 1800
#define LATER_CAP_MS 8000
#define REFUSED_MS 15000
#define SOON_US (60 * G_TIME_SPAN_SECOND)
/* A server keeps a broken stream for a while and then refuses its own publisher. */
#define GHOST_US (120 * G_TIME_SPAN_SECOND)
#define GHOST_MS 1000
#define REFUSALS 3

struct _CsPatience {
  CsBackoff *soon;
  CsBackoff *later;
  gint64 trouble_us; /* since when it is not live; 0 while it is */
  gint64 live_us; /* when it was live last; 0 for never */
  guint n_refusals;
};

static gboolean
is_refusal (const GError *reason)
{
  return reason->code == CS_LIVE_ERROR_REFUSED || reason->code == CS_LIVE_ERROR_TLS ||
         reason->code == CS_LIVE_ERROR_PROTOCOL || reason->code == CS_LIVE_ERROR_MISSING;
}

static gboolean
is_ghost (CsPatience   *self,
          const GError *reason)
{
  return reason->code == CS_LIVE_ERROR_IN_USE && self->live_us != 0 &&
         g_get_monotonic_time () - self->live_us < GHOST_US;
}

/**
 * cs_patience_new:
 *
 * Returns: (transfer full): patience with a destination that was not tried yet
 */
CsPatience *
cs_patience_new (void)
{
  CsPatience *self = g_new0 (CsPatience, 1);

  self->soon = cs_backoff_new (FLOOR_MS, SOON_CAP_MS, g_rand_new ());
  self->later = cs_backoff_new (SOON_CAP_MS, LATER_CAP_MS, g_rand_new ());
  return self;
}

/**
 * cs_patience_free:
 * @self: (transfer full): patience
 */
void
cs_patience_free (CsPatience *self)
{
  cs_backoff_free (self->soon);
  cs_backoff_free (self->later);
  g_free (self);
}

/**
 * cs_patience_begin:
 * @self: patience
 *
 * The destination is started: waits begin short again, and what was refused before does not count.
 */
void
cs_patience_begin (CsPatience *self)
{
  self->n_refusals = 0;
  cs_backoff_reset (self->soon);
  cs_backoff_reset (self->later);
}

/**
 * cs_patience_hurry:
 * @self: patience
 *
 * There is a reason to believe that it works now: should it not, the first waits are short.
 */
void
cs_patience_hurry (CsPatience *self)
{
  cs_backoff_reset (self->soon);
}

/**
 * cs_patience_was_live:
 * @self: patience
 *
 * The destination has been live up to now.
 */
void
cs_patience_was_live (CsPatience *self)
{
  self->live_us = g_get_monotonic_time ();
}

/**
 * cs_patience_is_well:
 * @self: patience
 *
 * The destination has been live for so long that what was before does not count any more.
 */
void
cs_patience_is_well (CsPatience *self)
{
  cs_patience_begin (self);
  self->trouble_us = 0;
}

/**
 * cs_patience_next_ms:
 * @self: patience
 * @reason: why the destination is not live
 *
 * Returns: how long to wait before it is tried again, in milliseconds
 */
guint
cs_patience_next_ms (CsPatience   *self,
                     const GError *reason)
{
  gint64 now_us = g_get_monotonic_time ();

  self->n_refusals = is_refusal (reason) ? self->n_refusals + 1 : 0;
  if (is_ghost (self, reason))
    return GHOST_MS;
  if (cs_patience_is_refused (self))
    return REFUSED_MS;
  if (self->trouble_us == 0)
    self->trouble_us = now_us;
  return cs_backoff_next_ms (now_us - self->trouble_us < SOON_US ? self->soon : self->later);
}

/**
 * cs_patience_is_refused:
 * @self: patience
 *
 * Returns: whether the server has said several times that it does not want the stream
 */
gboolean
cs_patience_is_refused (CsPatience *self)
{
  return self->n_refusals >= REFUSALS;
}
