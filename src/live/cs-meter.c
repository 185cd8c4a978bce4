/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-meter.h"

#include <string.h>

/* Rates are those of the last second: as many looks as fit into it. */
#define RATE_US G_TIME_SPAN_SECOND
#define MAX_LOOKS 16
/* Nothing goes out, or nothing is confirmed, although enough waits: the other end is gone, whatever the system
 * still believes. */
#define DEAD_US (4 * G_TIME_SPAN_SECOND)
#define STUCK_QUEUE_MS 1000

typedef struct {
  gint64 at_us;
  guint64 n_bytes;
  guint64 n_confirmed;
} Look;

struct _CsMeter {
  CsLine *line;
  CsDestinationStats stats;
  guint64 n_bytes_before; /* of earlier connections */
  CsGauge gauge;
  Look looks[MAX_LOOKS]; /* newest first */
  guint n_looks;
  gint64 moved_us; /* when something went out last */
  gint64 confirmed_us; /* when the server confirmed something last */
  guint behind_ms;
  gboolean losing;
};

static void
keep_look (CsMeter    *self,
           const Look *look)
{
  memmove (self->looks + 1, self->looks, (MAX_LOOKS - 1) * sizeof *look);
  self->looks[0] = *look;
  self->n_looks = MIN (self->n_looks + 1, MAX_LOOKS);
}

/* The look that is a second old, or the oldest. */
static const Look *
get_before (CsMeter *self)
{
  guint i = 0;

  while (i + 1 < self->n_looks && self->looks[0].at_us - self->looks[i].at_us < RATE_US)
    i++;
  return &self->looks[i];
}

static guint
get_kbps (guint64 bytes,
          gint64  us)
{
  return us > 0 ? bytes * 8000 / us : 0;
}

static void
rate (CsMeter *self)
{
  const Look *now = &self->looks[0], *before = get_before (self);
  gint64 us = now->at_us - before->at_us;

  self->stats.kbps = get_kbps (now->n_bytes - before->n_bytes, us);
  self->stats.confirmed_kbps = self->gauge.n_waiting_bytes >= 0 && now->n_confirmed >= before->n_confirmed
                                   ? get_kbps (now->n_confirmed - before->n_confirmed, us)
                                   : 0;
}

/* What waits in the system, in time, as fast as it goes now. */
static void
find_queue (CsMeter *self,
            guint    line_ms)
{
  guint kbps = self->stats.confirmed_kbps > 0 ? self->stats.confirmed_kbps : self->stats.kbps;
  gint64 system_ms = kbps > 0 && self->gauge.n_waiting_bytes > 0 ? self->gauge.n_waiting_bytes * 8 / kbps : 0;
  guint on_its_way_ms = MAX (self->gauge.least_rtt_ms, 0);

  self->stats.queue_ms = line_ms + MIN (system_ms, DEAD_US / 1000);
  self->behind_ms = self->stats.queue_ms > on_its_way_ms ? self->stats.queue_ms - on_its_way_ms : 0;
}

static void
watch (CsMeter    *self,
       const Look *look,
       guint       line_ms)
{
  const Look *before = &self->looks[0];
  gboolean quiet = self->n_looks == 0;

  if (quiet || look->n_bytes != before->n_bytes || line_ms < STUCK_QUEUE_MS)
    self->moved_us = look->at_us;
  if (quiet || look->n_confirmed != before->n_confirmed || look->n_confirmed == 0 || self->gauge.n_waiting_bytes == 0)
    self->confirmed_us = look->at_us;
}

/**
 * cs_meter_new:
 * @line: what stands before the connections
 *
 * Returns: (transfer full): a meter that has counted nothing
 */
CsMeter *
cs_meter_new (CsLine *line)
{
  CsMeter *self = g_new0 (CsMeter, 1);

  self->line = cs_line_ref (line);
  self->gauge = CS_GAUGE_UNKNOWN;
  self->stats.rtt_ms = -1;
  self->stats.n_waiting_bytes = -1;
  return self;
}

/**
 * cs_meter_free:
 * @self: (transfer full): a meter
 */
void
cs_meter_free (CsMeter *self)
{
  cs_line_unref (self->line);
  g_free (self);
}

/**
 * cs_meter_connected:
 * @self: a meter
 *
 * One more connection is live.
 */
void
cs_meter_connected (CsMeter *self)
{
  self->stats.n_connects++;
  self->n_looks = 0;
  self->gauge = CS_GAUGE_UNKNOWN;
  self->losing = FALSE;
}

/**
 * cs_meter_look:
 * @self: a meter
 * @attempt: (nullable): the connection, if there is one
 *
 * To be called several times a second while it is live.
 */
void
cs_meter_look (CsMeter   *self,
               CsAttempt *attempt)
{
  CsGauge gauge = CS_GAUGE_UNKNOWN;
  CsLineStats line;
  Look look = { .at_us = g_get_monotonic_time () };

  if (attempt != NULL)
    cs_attempt_read_gauge (attempt, &gauge);
  cs_line_get_stats (self->line, &line);
  self->losing = gauge.n_given_up > self->gauge.n_given_up;
  self->gauge = gauge;
  look.n_bytes = self->n_bytes_before + (attempt != NULL ? cs_attempt_get_n_bytes (attempt) : 0);
  look.n_confirmed = gauge.n_confirmed;
  watch (self, &look, line.level_ms);
  keep_look (self, &look);
  rate (self);
  find_queue (self, line.level_ms);
  self->stats.n_bytes = look.n_bytes;
  self->stats.n_pictures = line.n_passed;
  self->stats.n_dropped = line.n_dropped;
  self->stats.rtt_ms = gauge.rtt_ms;
  self->stats.n_waiting_bytes = gauge.n_waiting_bytes;
  self->stats.n_lost = gauge.n_lost;
  self->stats.n_given_up = gauge.n_given_up;
}

/**
 * cs_meter_over:
 * @self: a meter
 * @attempt: a connection that is over
 */
void
cs_meter_over (CsMeter   *self,
               CsAttempt *attempt)
{
  cs_meter_look (self, attempt);
  self->n_bytes_before += cs_attempt_get_n_bytes (attempt);
  self->n_looks = 0;
  self->stats.kbps = self->stats.confirmed_kbps = 0;
  self->stats.rtt_ms = -1;
  self->stats.n_waiting_bytes = -1;
}

/**
 * cs_meter_is_dead:
 * @self: a meter
 *
 * Returns: whether the other end is gone, though nobody has said so
 */
gboolean
cs_meter_is_dead (CsMeter *self)
{
  gint64 now_us = g_get_monotonic_time ();

  return self->n_looks > 0 && (now_us - self->moved_us > DEAD_US || now_us - self->confirmed_us > DEAD_US);
}

/**
 * cs_meter_get_stats:
 * @self: a meter
 *
 * Returns: (transfer none): the figures of the last look
 */
const CsDestinationStats *
cs_meter_get_stats (CsMeter *self)
{
  return &self->stats;
}

/**
 * cs_meter_get_sample:
 * @self: a meter that is looked at
 * @sample: (out): how the connection copes
 */
void
cs_meter_get_sample (CsMeter      *self,
                     CsPaceSample *sample)
{
  sample->now_us = g_get_monotonic_time ();
  sample->behind_ms = self->behind_ms;
  sample->confirmed_kbps = self->n_looks > 1 ? self->stats.confirmed_kbps : 0;
  sample->silent = sample->confirmed_kbps == 0 && self->gauge.n_waiting_bytes > 0;
  sample->losing = self->losing;
}
