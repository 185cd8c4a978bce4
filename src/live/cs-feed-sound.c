/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-feed-private.h"

#include "cs-pipe.h"

#include <math.h>

#define LEVEL_INTERVAL_NS (GST_SECOND / 15)
#define PEAK_HOLD_NS (GST_SECOND + GST_SECOND / 2)
#define PEAK_FALL_DB_PER_S 20.0
#define TEST_VOLUME 0.125 /* 18 dB below full scale, as broadcasters line up */

static GstElement *
build_source (CsFeedWire *wire,
              GstBin     *bin,
              GError    **error)
{
  GstElement *source;

  if (wire->device != NULL)
    return cs_feed_open_device (wire->device, bin, error);
  source = cs_pipe_make (bin, "audiotestsrc", NULL, error);
  if (source == NULL)
    return NULL;
  g_object_set (source, "is-live", TRUE, "volume", TEST_VOLUME, "freq", 1000.0, "samplesperbuffer", 480, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "wave", "sine");
  return source;
}

/* Under the lock. Before the meter, so that what is seen is what is heard. */
void
cs_feed_wire_set_gain (CsFeedWire *wire)
{
  if (wire->gain != NULL)
    g_object_set (wire->gain, "volume", pow (10, wire->gain_db / 20), NULL);
}

static void
set_up (CsFeedWire *wire,
        GstElement *filter,
        GstElement *gain,
        GstElement *level,
        GstElement *volume)
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE", "layout", G_TYPE_STRING, "interleaved",
                           "rate", G_TYPE_INT, CS_SOUND_RATE, "channels", G_TYPE_INT, CS_SOUND_CHANNELS, NULL);

  g_object_set (filter, "caps", caps, NULL);
  g_object_set (level, "interval", (guint64) LEVEL_INTERVAL_NS, "peak-ttl", (guint64) PEAK_HOLD_NS, "peak-falloff",
                PEAK_FALL_DB_PER_S, NULL);
  g_mutex_lock (&wire->lock);
  wire->volume = gst_object_ref (volume);
  g_object_set (volume, "mute", wire->muted, NULL);
  wire->gain = gst_object_ref (gain);
  cs_feed_wire_set_gain (wire);
  g_mutex_unlock (&wire->lock);
}

gboolean
cs_feed_build_sound (GstBin  *bin,
                     gpointer data,
                     GError **error)
{
  CsFeedWire *wire = data;
  GstElement *source = build_source (wire, bin, error);
  GstElement *queue = source != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;
  GstElement *convert = queue != NULL ? cs_pipe_make (bin, "audioconvert", NULL, error) : NULL;
  GstElement *resample = convert != NULL ? cs_pipe_make (bin, "audioresample", NULL, error) : NULL;
  GstElement *filter = resample != NULL ? cs_pipe_make (bin, "capsfilter", NULL, error) : NULL;
  GstElement *gain = filter != NULL ? cs_pipe_make (bin, "volume", NULL, error) : NULL;
  GstElement *level = gain != NULL ? cs_pipe_make (bin, "level", NULL, error) : NULL;
  GstElement *volume = level != NULL ? cs_pipe_make (bin, "volume", NULL, error) : NULL;
  GstElement *sink = volume != NULL ? cs_pipe_make (bin, "fakesink", NULL, error) : NULL;

  if (sink == NULL)
    return FALSE;
  g_object_set (sink, "sync", FALSE, "enable-last-sample", FALSE, NULL);
  set_up (wire, filter, gain, level, volume);
  cs_feed_wire_watch (wire, sink, "sink");
  return cs_pipe_chain (error, source, queue, convert, resample, filter, gain, level, volume, sink, NULL);
}

/**
 * cs_feed_set_muted:
 * @self: a feed of a microphone
 * @muted: whether its sound is left out; it is measured all the same
 */
void
cs_feed_set_muted (CsFeed  *self,
                   gboolean muted)
{
  CsFeedWire *wire;

  g_return_if_fail (CS_IS_FEED (self));

  wire = cs_feed_get_wire (self);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&wire->lock);

  wire->muted = muted;
  if (wire->volume != NULL)
    g_object_set (wire->volume, "mute", muted, NULL);
}

/**
 * cs_feed_set_gain_db:
 * @self: a feed of a microphone
 * @gain_db: how much louder to make its sound, in decibels
 */
void
cs_feed_set_gain_db (CsFeed *self,
                     double  gain_db)
{
  CsFeedWire *wire;

  g_return_if_fail (CS_IS_FEED (self));

  wire = cs_feed_get_wire (self);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&wire->lock);

  wire->gain_db = gain_db;
  cs_feed_wire_set_gain (wire);
}
