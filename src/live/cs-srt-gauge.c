/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-srt-gauge.h"

#define ASK_US (200 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  gint64 asked_us; /* the sink's own thread only */

  GMutex lock; /* for what follows */
  CsGauge gauge;
} SrtGauge;

static void
clear (gpointer data)
{
  g_mutex_clear (&((SrtGauge *) data)->lock);
}

static void
gauge_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

static guint64
get_count (const GstStructure *stats,
           const char         *field)
{
  int count = 0;

  return gst_structure_get_int (stats, field, &count) && count > 0 ? count : 0;
}

static CsGauge
translate (const GstStructure *stats)
{
  CsGauge gauge = CS_GAUGE_UNKNOWN;
  double rtt_ms;

  if (gst_structure_get_double (stats, "rtt-ms", &rtt_ms))
    gauge.rtt_ms = rtt_ms + 0.5;
  gauge.n_confirmed = get_count (stats, "packet-ack-received");
  gauge.n_lost = get_count (stats, "packets-retransmitted");
  gauge.n_given_up = get_count (stats, "packets-sent-dropped");
  return gauge;
}

/* On the thread that sends: asked from another, the sink might make it wait while it connects. */
static GstPadProbeReturn
ask_cb (GstPad          *pad,
        GstPadProbeInfo *info,
        gpointer         data)
{
  SrtGauge *self = data;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstStructure) stats = NULL;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->asked_us < ASK_US)
    return GST_PAD_PROBE_OK;
  self->asked_us = now_us;
  sink = gst_pad_get_parent_element (pad);
  if (sink != NULL)
    g_object_get (sink, "stats", &stats, NULL);
  if (stats != NULL) {
    CsGauge gauge = translate (stats);

    g_mutex_lock (&self->lock);
    self->gauge = gauge;
    g_mutex_unlock (&self->lock);
  }
  return GST_PAD_PROBE_OK;
}

static void
read_gauge (CsGauge *gauge,
            gpointer data)
{
  SrtGauge *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *gauge = self->gauge;
}

/**
 * cs_srt_gauge_add:
 * @attempt: an attempt that has no gauge
 * @sink: the srtsink of its pipeline
 */
void
cs_srt_gauge_add (CsAttempt  *attempt,
                  GstElement *sink)
{
  const GstPadProbeType type = GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST;
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  SrtGauge *self = g_atomic_rc_box_new0 (SrtGauge);

  g_mutex_init (&self->lock);
  self->gauge = CS_GAUGE_UNKNOWN;
  gst_pad_add_probe (pad, type, ask_cb, g_atomic_rc_box_acquire (self), gauge_unref);
  cs_attempt_set_gauge (attempt, read_gauge, self, gauge_unref);
}
