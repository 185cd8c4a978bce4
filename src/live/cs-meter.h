/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-attempt.h"
#include "cs-pace.h"

G_BEGIN_DECLS

/**
 * CsDestinationStats:
 * @kbps: what went out in the last second
 * @n_bytes: what went out since the destination was made
 * @n_pictures: pictures that went out since
 * @n_dropped: pictures left out since, because the way was too slow
 * @n_connects: how often it went live
 * @queue_ms: how much waits to go out, here and in the system
 * @rtt_ms: how long it takes to the server and back; -1 when that is not known
 * @confirmed_kbps: what the server confirmed in the last second; 0 when that is not known
 * @n_waiting_bytes: what the system has taken and the server has not confirmed; -1 when that is not known
 * @n_lost: packets that had to be sent again, in this connection
 * @n_given_up: packets that will not arrive any more, in this connection
 *
 * How a destination is doing.
 */
typedef struct {
  guint kbps;
  guint64 n_bytes;
  guint64 n_pictures;
  guint64 n_dropped;
  guint n_connects;
  guint queue_ms;
  int rtt_ms;
  guint confirmed_kbps;
  gint64 n_waiting_bytes;
  guint64 n_lost;
  guint64 n_given_up;
} CsDestinationStats;

/* Counts what goes over a destination's connections, one after the other, and sees when one is dead. Main thread. */
typedef struct _CsMeter CsMeter;

CsMeter *cs_meter_new (CsLine *line) G_GNUC_WARN_UNUSED_RESULT;
void cs_meter_free (CsMeter *self);

void cs_meter_connected (CsMeter *self);
void cs_meter_look (CsMeter   *self,
                    CsAttempt *attempt);
void cs_meter_over (CsMeter   *self,
                    CsAttempt *attempt);
gboolean cs_meter_is_dead (CsMeter *self);
const CsDestinationStats *cs_meter_get_stats (CsMeter *self);
void cs_meter_get_sample (CsMeter      *self,
                          CsPaceSample *sample);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMeter, cs_meter_free)

G_END_DECLS
