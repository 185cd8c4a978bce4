/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-feed-private.h"

#include "cs-camera-mode.h"
#include "cs-live.h"
#include "cs-pipe.h"
#include "cs-task.h"

#include <glib/gi18n-lib.h>
#include <gst/app/app.h>
#include <gst/video/video.h>

#define LEAKY_DOWNSTREAM 2
#define CAMERA_QUEUE_BUFFERS 4
#define PREVIEW_QUEUE_BUFFERS 1
#define TEST_SATURATION 0.4
#define TEST_BRIGHTNESS -0.15

typedef struct {
  GstVideoFrame frame;
  GstSample *sample;
} Mapped;

static void
unmap (gpointer data)
{
  Mapped *mapped = data;

  gst_video_frame_unmap (&mapped->frame);
  gst_sample_unref (mapped->sample);
  g_free (mapped);
}

/* Without a copy: the picture goes back to GStreamer's pool when nobody shows it any more. */
static CsCameraFrame *
make_frame (GstSample *sample)
{
  g_autofree Mapped *mapped = g_new0 (Mapped, 1);
  GstCaps *caps = gst_sample_get_caps (sample);
  GstVideoInfo info;
  gsize stride, size;
  const guint8 *pixels;

  if (caps == NULL || !gst_video_info_from_caps (&info, caps) ||
      !gst_video_frame_map (&mapped->frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  mapped->sample = gst_sample_ref (sample);
  stride = GST_VIDEO_FRAME_PLANE_STRIDE (&mapped->frame, 0);
  size = stride * GST_VIDEO_FRAME_HEIGHT (&mapped->frame);
  pixels = GST_VIDEO_FRAME_PLANE_DATA (&mapped->frame, 0);
  return cs_camera_frame_new (GST_VIDEO_INFO_WIDTH (&info), GST_VIDEO_INFO_HEIGHT (&info), stride,
                              g_bytes_new_with_free_func (pixels, size, unmap, g_steal_pointer (&mapped)));
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink,
               gpointer    data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  CsCameraFrame *frame = sample != NULL ? make_frame (sample) : NULL;

  if (frame != NULL)
    cs_feed_wire_show (data, frame);
  return GST_FLOW_OK;
}

static GstElement *
make_queue (GstBin *bin,
            guint   max_buffers,
            GError **error)
{
  GstElement *queue = cs_pipe_make (bin, "queue", NULL, error);

  if (queue != NULL)
    g_object_set (queue, "leaky", LEAKY_DOWNSTREAM, "max-size-buffers", max_buffers, "max-size-bytes", 0,
                  "max-size-time", (guint64) 0, NULL);
  return queue;
}

static GstElement *
make_filter (GstBin  *bin,
             GstCaps *caps, /* (transfer full) */
             GError **error)
{
  g_autoptr (GstCaps) owned = caps;
  GstElement *filter = cs_pipe_make (bin, "capsfilter", NULL, error);

  if (filter != NULL)
    g_object_set (filter, "caps", owned, NULL);
  return filter;
}

static GstCaps *
make_canvas (const CsFeedFormat *format)
{
  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, format->width,
                              "height", G_TYPE_INT, format->height, "framerate", GST_TYPE_FRACTION, format->fps, 1,
                              "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
}

static GstElement *
build_test (GstBin             *bin,
            const CsFeedFormat *format,
            GError            **error)
{
  GstElement *source = cs_pipe_make (bin, "videotestsrc", NULL, error);
  GstElement *filter = source != NULL ? make_filter (bin, make_canvas (format), error) : NULL;
  GstElement *balance = filter != NULL ? cs_pipe_make (bin, "videobalance", NULL, error) : NULL;

  if (balance == NULL)
    return NULL;
  g_object_set (source, "is-live", TRUE, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "pattern", "smpte");
  /* Bars as they are would be the loudest thing in the window. */
  g_object_set (balance, "saturation", TEST_SATURATION, "brightness", TEST_BRIGHTNESS, NULL);
  return cs_pipe_chain (error, source, filter, balance, NULL) ? balance : NULL;
}

/* From the device to plain pictures in whatever size it gives them. */
static GstElement *
build_source (CsFeedWire *wire,
              GstBin     *bin,
              GError    **error)
{
  g_autoptr (GstCaps) offered = gst_device_get_caps (wire->device);
  g_auto (CsCameraMode) mode = { NULL };
  GstElement *source = cs_feed_open_device (wire->device, bin, error);
  GstElement *last = source, *next;

  if (source == NULL)
    return NULL;
  if (offered != NULL)
    mode = cs_camera_mode_choose (offered, wire->format.height, wire->format.fps);
  next = make_filter (bin, mode.caps != NULL ? gst_caps_ref (mode.caps) : gst_caps_new_empty_simple ("video/x-raw"),
                      error);
  if (next == NULL || !cs_pipe_chain (error, last, next, NULL))
    return NULL;
  last = next;
  if (mode.jpeg) {
    next = cs_pipe_make (bin, "jpegdec", NULL, error);
    if (next == NULL || !cs_pipe_chain (error, last, next, NULL))
      return NULL;
    last = next;
  }
  return last;
}

static GstElement *
build_camera (CsFeedWire *wire,
              GstBin     *bin,
              GError    **error)
{
  GstElement *source = build_source (wire, bin, error);
  GstElement *queue = source != NULL ? make_queue (bin, CAMERA_QUEUE_BUFFERS, error) : NULL;

  return queue != NULL && cs_pipe_chain (error, source, queue, NULL) ? queue : NULL;
}

/* Making the rate even holds each picture back until the next has come: the preview goes another way. */
static GstElement *
build_even (CsFeedWire *wire,
            GstBin     *bin,
            GstElement *tee,
            GError    **error)
{
  GstElement *scale = cs_pipe_make (bin, "videoconvertscale", NULL, error);
  GstElement *rate = scale != NULL ? cs_pipe_make (bin, "videorate", NULL, error) : NULL;
  GstElement *filter = rate != NULL ? make_filter (bin, make_canvas (&wire->format), error) : NULL;

  if (filter == NULL)
    return NULL;
  g_object_set (scale, "add-borders", TRUE, NULL);
  g_object_set (rate, "skip-to-first", TRUE, NULL);
  return cs_pipe_chain (error, tee, scale, rate, filter, NULL) ? filter : NULL;
}

/* What is streamed: of one size, at one rate. The test picture is so already. */
static gboolean
build_canvas (CsFeedWire *wire,
              GstBin     *bin,
              GstElement *tee,
              GError    **error)
{
  GstElement *last = wire->device != NULL ? build_even (wire, bin, tee, error) : tee;
  GstElement *sink = last != NULL ? cs_pipe_make (bin, "fakesink", NULL, error) : NULL;

  if (sink == NULL)
    return FALSE;
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  cs_feed_wire_watch (wire, sink, "sink");
  return cs_pipe_chain (error, last, sink, NULL);
}

static gboolean
build_preview (CsFeedWire *wire,
               GstBin     *bin,
               GstElement *tee,
               GError    **error)
{
  static const GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement *queue = make_queue (bin, PREVIEW_QUEUE_BUFFERS, error);
  GstElement *valve = queue != NULL ? cs_pipe_make (bin, "valve", NULL, error) : NULL;
  GstElement *scale = valve != NULL ? cs_pipe_make (bin, "videoconvertscale", NULL, error) : NULL;
  GstElement *filter = scale != NULL ? make_filter (bin, gst_caps_new_any (), error) : NULL;
  GstElement *sink = filter != NULL ? cs_pipe_make (bin, "appsink", NULL, error) : NULL;

  if (sink == NULL)
    return FALSE;
  g_object_set (scale, "add-borders", TRUE, NULL);
  g_object_set (sink, "max-buffers", 1, "drop", TRUE, "sync", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), (GstAppSinkCallbacks *) &callbacks, cs_feed_wire_ref (wire),
                              cs_feed_wire_unref);
  g_mutex_lock (&wire->lock);
  wire->valve = gst_object_ref (valve);
  wire->preview_caps = gst_object_ref (filter);
  cs_feed_wire_fit_preview (wire);
  g_mutex_unlock (&wire->lock);
  return cs_pipe_chain (error, tee, queue, valve, scale, filter, sink, NULL);
}

/* The lock is held. */
void
cs_feed_wire_fit_preview (CsFeedWire *self)
{
  const CsFeedFormat *format = &self->format;
  g_autoptr (GstCaps) caps = NULL;
  double scale;

  if (self->valve == NULL)
    return;
  scale = MIN ((double) self->box_width / format->width, (double) self->box_height / format->height);
  g_object_set (self->valve, "drop", scale <= 0, NULL);
  if (scale <= 0)
    return;
  scale = MIN (scale, 1);
  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "BGRA", "width", G_TYPE_INT,
                              MAX ((int) (format->width * scale + 0.5), 1), "height", G_TYPE_INT,
                              MAX ((int) (format->height * scale + 0.5), 1), NULL);
  g_object_set (self->preview_caps, "caps", caps, NULL);
}

gboolean
cs_feed_build_picture (GstBin  *bin,
                       gpointer data,
                       GError **error)
{
  CsFeedWire *wire = data;
  GstElement *source = wire->device != NULL ? build_camera (wire, bin, error) : build_test (bin, &wire->format, error);
  GstElement *tee = source != NULL ? cs_pipe_make (bin, "tee", NULL, error) : NULL;

  return tee != NULL && cs_pipe_chain (error, source, tee, NULL) && build_preview (wire, bin, tee, error) &&
         build_canvas (wire, bin, tee, error);
}

/* The lock is held, or nobody else is left. Without a buffer there will be none. */
void
cs_feed_wire_grab (CsFeedWire *self,
                   GstPad     *pad,
                   GstBuffer  *buffer)
{
  GTask *task = g_steal_pointer (&self->grab);
  g_autoptr (GstCaps) caps = pad != NULL ? gst_pad_get_current_caps (pad) : NULL;

  if (buffer != NULL && caps != NULL)
    g_task_return_pointer (task, gst_sample_new (buffer, caps, NULL, NULL), (GDestroyNotify) gst_sample_unref);
  else
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, _("The camera gave no picture. Try again."));
  /* It may be the last to hold the capture, which takes the lock when it goes. */
  cs_task_let_go (task);
}

/**
 * cs_feed_set_preview_size:
 * @self: a feed of a camera
 * @width: how many pixels there are to show it in; 0 for no preview
 * @height: likewise
 *
 * The preview is never larger than the camera's picture, and keeps its shape.
 */
void
cs_feed_set_preview_size (CsFeed *self,
                          int     width,
                          int     height)
{
  CsFeedWire *wire;

  g_return_if_fail (CS_IS_FEED (self));

  wire = cs_feed_get_wire (self);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&wire->lock);

  wire->box_width = width;
  wire->box_height = height;
  cs_feed_wire_fit_preview (wire);
}

/**
 * cs_feed_grab:
 * @self: a camera's feed
 * @task: (transfer full): gets the next picture, in full size, as a #GstSample
 */
void
cs_feed_grab (CsFeed *self,
              GTask  *task)
{
  CsFeedWire *wire = cs_feed_get_wire (self);
  g_autoptr (GTask) before = NULL;

  g_mutex_lock (&wire->lock);
  before = wire->grab;
  wire->grab = task;
  g_mutex_unlock (&wire->lock);
  if (before != NULL)
    g_task_return_new_error (before, CS_LIVE_ERROR, CS_LIVE_ERROR_BUSY, _("Another photo was taken meanwhile."));
}
