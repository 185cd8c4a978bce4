/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-whip-gauge.h"

#define ASK_US (500 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  GWeakRef webrtc; /* its pipeline holds the attempt, which holds this */
  gint64 asked_us; /* main thread only */

  GMutex lock; /* for what follows */
  CsGauge gauge;
} WhipGauge;

static void
clear (gpointer data)
{
  WhipGauge *self = data;

  g_weak_ref_clear (&self->webrtc);
  g_mutex_clear (&self->lock);
}

static void
gauge_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

/* The raw report of the RTP session: what was received last, what was lost, how long it takes. */
static void
add_report (const GstStructure *source,
            CsGauge            *gauge)
{
  gboolean internal = TRUE, reported = FALSE;
  guint highest = 0, round_trip = 0;
  int lost = 0;

  gst_structure_get_boolean (source, "internal", &internal);
  gst_structure_get_boolean (source, "have-rb", &reported);
  if (!reported)
    return;
  gst_structure_get_uint (source, "rb-exthighestseq", &highest);
  gst_structure_get_uint (source, "rb-round-trip", &round_trip);
  gst_structure_get_int (source, "rb-packetslost", &lost);
  gauge->n_confirmed += highest;
  gauge->n_given_up += MAX (lost, 0);
  /* In 65536ths of a second (RFC 3550, 6.4.1). */
  gauge->rtt_ms = MAX (gauge->rtt_ms, (int) (round_trip * G_GUINT64_CONSTANT (1000) / 65536));
}

static gboolean
look_at_field (GQuark        field,
               const GValue *value,
               gpointer      data)
{
  const GstStructure *stats, *source;

  if (!GST_VALUE_HOLDS_STRUCTURE (value))
    return TRUE;
  stats = gst_value_get_structure (value);
  if (gst_structure_has_field_typed (stats, "gst-rtpsource-stats", GST_TYPE_STRUCTURE)) {
    source = gst_value_get_structure (gst_structure_get_value (stats, "gst-rtpsource-stats"));
    add_report (source, data);
  }
  return TRUE;
}

static void
answered_cb (GstPromise *promise,
             gpointer    data)
{
  WhipGauge *self = data;
  const GstStructure *reply = gst_promise_get_reply (promise);
  CsGauge gauge = CS_GAUGE_UNKNOWN;

  if (reply != NULL)
    gst_structure_foreach (reply, look_at_field, &gauge);
  g_mutex_lock (&self->lock);
  self->gauge = gauge;
  g_mutex_unlock (&self->lock);
  gst_promise_unref (promise);
}

/* The answer is for the next time. */
static void
ask (WhipGauge *self)
{
  g_autoptr (GstElement) webrtc = g_weak_ref_get (&self->webrtc);
  gint64 now_us = g_get_monotonic_time ();

  if (webrtc == NULL || now_us - self->asked_us < ASK_US)
    return;
  self->asked_us = now_us;
  g_signal_emit_by_name (webrtc, "get-stats", NULL,
                         gst_promise_new_with_change_func (answered_cb, g_atomic_rc_box_acquire (self), gauge_unref));
}

static void
read_gauge (CsGauge *gauge,
            gpointer data)
{
  WhipGauge *self = data;

  ask (self);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *gauge = self->gauge;
}

/**
 * cs_whip_gauge_add:
 * @attempt: an attempt that has no gauge
 * @webrtc: the webrtcbin of its pipeline
 */
void
cs_whip_gauge_add (CsAttempt  *attempt,
                   GstElement *webrtc)
{
  WhipGauge *self = g_atomic_rc_box_new0 (WhipGauge);

  g_mutex_init (&self->lock);
  g_weak_ref_init (&self->webrtc, webrtc);
  self->gauge = CS_GAUGE_UNKNOWN;
  cs_attempt_set_gauge (attempt, read_gauge, self, gauge_unref);
}
