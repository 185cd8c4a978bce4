/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-feed-private.h"

#include "cs-live.h"

/* A device's own times may be older than what they name: it and its driver keep some buffers. Not by this much. */
#define MAX_ASIDE (2 * GST_SECOND)

/* Everything our process opens by itself. Whatever else a plugin may offer as a camera is left alone. */
static const char *const allowed_sources[] = {
  "alsasrc", "audiotestsrc", "libcamerasrc", "pipewiresrc", "pulsesrc", "v4l2src", "videotestsrc", NULL,
};

static gboolean
makes_sense (GstClockTime time,
             GstClockTime before,
             GstClockTime now)
{
  return GST_CLOCK_TIME_IS_VALID (time) && (!GST_CLOCK_TIME_IS_VALID (before) || time > before) &&
         ABS (GST_CLOCK_DIFF (time, now)) <= MAX_ASIDE;
}

/* What programs offer as cameras and microphones counts from where it likes, and some drivers do. Such times would
 * stop every picture but the first: they are replaced by when the buffers come. */
static GstPadProbeReturn
time_cb (GstPad          *pad,
         GstPadProbeInfo *info,
         gpointer         data)
{
  GstClockTime *before = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  g_autoptr (GstElement) source = gst_pad_get_parent_element (pad);
  GstClockTime now = source != NULL ? gst_element_get_current_running_time (source) : GST_CLOCK_TIME_NONE;
  GstClockTime time = GST_BUFFER_PTS (buffer);

  if (GST_CLOCK_TIME_IS_VALID (now) && !makes_sense (time, *before, now)) {
    buffer = gst_buffer_make_writable (buffer);
    time = now - MIN (now, GST_BUFFER_DURATION_IS_VALID (buffer) ? GST_BUFFER_DURATION (buffer) : 0);
    GST_BUFFER_PTS (buffer) = time;
    GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
    GST_PAD_PROBE_INFO_DATA (info) = buffer;
  }
  *before = time;
  return GST_PAD_PROBE_OK;
}

static void
mend_times (GstElement *source)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");
  GstClockTime *before;

  if (pad == NULL)
    return;
  before = g_new (GstClockTime, 1);
  *before = GST_CLOCK_TIME_NONE;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, time_cb, before, g_free);
}

static gboolean
is_made_by (GstElement *element,
            const char *factory_name)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  return factory != NULL && g_str_equal (GST_OBJECT_NAME (factory), factory_name);
}

/* PipeWire 0.3 takes a virtual microphone, as echo cancellers are, for a loudspeaker. */
static GstElement *
create_source (GstDevice *device)
{
  GstElement *element = gst_device_create_element (device, NULL);
  g_autoptr (GstElement) sink = NULL;
  g_autofree char *target = NULL;

  if (element == NULL || !is_made_by (element, "pipewiresink"))
    return element;
  sink = gst_object_ref_sink (element);
  element = gst_element_factory_make ("pipewiresrc", NULL);
  if (element == NULL)
    return NULL;
  g_object_get (sink, "target-object", &target, NULL);
  g_object_set (element, "target-object", target, NULL);
  return element;
}

GstElement *
cs_feed_open_device (GstDevice *device,
                     GstBin    *bin,
                     GError   **error)
{
  GstElement *source = create_source (device);
  GstElementFactory *factory = source != NULL ? gst_element_get_factory (source) : NULL;

  if (factory == NULL || !g_strv_contains (allowed_sources, GST_OBJECT_NAME (factory))) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, "%s", factory != NULL ? GST_OBJECT_NAME (factory) : "-");
    if (source != NULL)
      gst_object_unref (gst_object_ref_sink (source));
    return NULL;
  }
  gst_bin_add (bin, source);
  mend_times (source);
  return source;
}

/* PipeWire's devices are shared: opening one again while it says nothing only makes PipeWire wait, for half a minute. */
gboolean
cs_feed_is_shared (GstDevice *device)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (device), "GstPipeWireDevice");
}
