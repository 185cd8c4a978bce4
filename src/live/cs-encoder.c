/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-encoder.h"

#include "cs-live.h"
#include "cs-pipe.h"

#include <gst/video/video.h>

#define KEY_EVERY_S 2
#define VBV_MS 600
#define MAX_THREADS 4
/* Several outputs that come back together share one key frame. */
#define KEY_AT_MOST_US (300 * G_TIME_SPAN_MILLISECOND)

/* What the streaming threads use; lives until the pipeline is gone. */
typedef struct {
  CsMixer *mixer;
  CsEncoderConfig config;

  GMutex lock; /* for what follows */
  GPtrArray *lines; /* CsLine */
  GstElement *x264; /* (nullable): none before it is built */
  guint video_kbps;
  gint64 key_asked_us;
  guint64 n_pictures;
} Press;

struct _CsEncoder {
  GObject parent_instance;

  CsPipe *pipe;
  Press *press;
};

/* An appsink and what it makes. */
typedef struct {
  Press *press;
  CsTrack track;
} Spout;

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsEncoder, cs_encoder, G_TYPE_OBJECT)

static void
press_clear (gpointer data)
{
  Press *press = data;

  g_ptr_array_unref (press->lines);
  g_clear_pointer (&press->x264, gst_object_unref);
  cs_mixer_unref (press->mixer);
  g_mutex_clear (&press->lock);
}

static void
press_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, press_clear);
}

static void
spout_free (gpointer data)
{
  Spout *spout = data;

  press_unref (spout->press);
  g_free (spout);
}

static GstClockTime
to_common (const GstSegment *segment,
           GstClockTime      time)
{
  return GST_CLOCK_TIME_IS_VALID (time) ? gst_segment_to_running_time (segment, GST_FORMAT_TIME, time)
                                        : GST_CLOCK_TIME_NONE;
}

/* x264 counts from its thousandth hour; everybody else counts from the common moment. */
static GstSample *
restamp (GstSample *sample)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  const GstSegment *segment = gst_sample_get_segment (sample);

  GST_BUFFER_PTS (buffer) = to_common (segment, GST_BUFFER_PTS (buffer));
  GST_BUFFER_DTS (buffer) = to_common (segment, GST_BUFFER_DTS (buffer));
  return gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
}

static GPtrArray *
dup_lines (Press   *press,
           CsTrack  track)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&press->lock);
  GPtrArray *lines;

  if (track == CS_TRACK_VIDEO)
    press->n_pictures++;
  lines = g_ptr_array_new_full (press->lines->len, (GDestroyNotify) cs_line_unref);
  for (guint i = 0; i < press->lines->len; i++)
    g_ptr_array_add (lines, cs_line_ref (g_ptr_array_index (press->lines, i)));
  return lines;
}

/* From the thread that makes the pictures: one that changes the pipeline's state would make another wait. */
static void
ask_for_key (Press *press)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&press->lock);
  g_autoptr (GstPad) pad = NULL;

  if (press->x264 == NULL || now_us - press->key_asked_us < KEY_AT_MOST_US)
    return;
  press->key_asked_us = now_us;
  pad = gst_element_get_static_pad (press->x264, "src");
  gst_pad_send_event (pad, gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink,
               gpointer    data)
{
  Spout *spout = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (GstSample) stamped = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  gboolean want_key = FALSE;

  /* A pipeline that is being stopped may hand over an empty one. */
  if (sample == NULL || gst_sample_get_buffer (sample) == NULL)
    return GST_FLOW_OK;
  stamped = restamp (sample);
  lines = dup_lines (spout->press, spout->track);
  for (guint i = 0; i < lines->len; i++)
    want_key |= cs_line_push (g_ptr_array_index (lines, i), spout->track, stamped);
  if (want_key)
    ask_for_key (spout->press);
  return GST_FLOW_OK;
}

static GstElement *
make_spout (Press   *press,
            CsTrack  track,
            GstBin  *bin,
            GError **error)
{
  static const GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement *sink = cs_pipe_make (bin, "appsink", NULL, error);
  Spout *spout;

  if (sink == NULL)
    return NULL;
  spout = g_new (Spout, 1);
  *spout = (Spout){ g_atomic_rc_box_acquire (press), track };
  g_object_set (sink, "sync", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), (GstAppSinkCallbacks *) &callbacks, spout, spout_free);
  return sink;
}

static GstElement *
make_filter (GstBin     *bin,
             const char *caps,
             GError    **error)
{
  GstElement *filter = cs_pipe_make (bin, "capsfilter", NULL, error);

  if (filter != NULL)
    gst_util_set_object_arg (G_OBJECT (filter), "caps", caps);
  return filter;
}

static void
set_up_x264 (Press      *press,
             GstElement *x264)
{
  int fps = cs_mixer_get_format (press->mixer)->fps;

  gst_util_set_object_arg (G_OBJECT (x264), "speed-preset", "veryfast");
  gst_util_set_object_arg (G_OBJECT (x264), "tune", "zerolatency");
  g_object_set (x264, "key-int-max", KEY_EVERY_S * fps, "bframes", 0, "vbv-buf-capacity", VBV_MS, "threads",
                MIN (g_get_num_processors (), MAX_THREADS), "option-string", "scenecut=0", NULL);
  g_mutex_lock (&press->lock);
  g_object_set (x264, "bitrate", press->video_kbps, NULL);
  press->x264 = gst_object_ref (x264);
  g_mutex_unlock (&press->lock);
}

static GstElement *
build_video (Press   *press,
             GstBin  *bin,
             GError **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *x264 = source != NULL ? cs_pipe_make (bin, "x264enc", NULL, error) : NULL;
  GstElement *filter = x264 != NULL ? make_filter (bin, press->config.opus ? "video/x-h264, profile=constrained-baseline"
                                                                           : "video/x-h264, profile=main", error)
                                    : NULL;
  GstElement *parse = filter != NULL ? cs_pipe_make (bin, "h264parse", NULL, error) : NULL;
  GstElement *form =
      parse != NULL ? make_filter (bin, "video/x-h264, stream-format=avc, alignment=au", error) : NULL;
  GstElement *spout = form != NULL ? make_spout (press, CS_TRACK_VIDEO, bin, error) : NULL;

  if (spout == NULL)
    return NULL;
  set_up_x264 (press, x264);
  return cs_pipe_chain (error, source, x264, filter, parse, form, spout, NULL) ? source : NULL;
}

static gboolean
build_opus (Press      *press,
            GstBin     *bin,
            GstElement *tee,
            GError    **error)
{
  GstElement *queue = cs_pipe_make (bin, "queue", NULL, error);
  GstElement *opus = queue != NULL ? cs_pipe_make (bin, "opusenc", NULL, error) : NULL;
  GstElement *spout = opus != NULL ? make_spout (press, CS_TRACK_OPUS, bin, error) : NULL;

  if (spout == NULL)
    return FALSE;
  g_object_set (opus, "bitrate", (int) press->config.audio_kbps * 1000, NULL);
  return cs_pipe_chain (error, tee, queue, opus, spout, NULL);
}

static GstElement *
build_sound (Press   *press,
             GstBin  *bin,
             GError **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *tee = source != NULL ? cs_pipe_make (bin, "tee", NULL, error) : NULL;
  GstElement *queue = tee != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;
  GstElement *convert = queue != NULL ? cs_pipe_make (bin, "audioconvert", NULL, error) : NULL;
  GstElement *aac = convert != NULL ? cs_pipe_make (bin, "avenc_aac", NULL, error) : NULL;
  GstElement *parse = aac != NULL ? cs_pipe_make (bin, "aacparse", NULL, error) : NULL;
  GstElement *form = parse != NULL ? make_filter (bin, "audio/mpeg, mpegversion=4, stream-format=raw", error) : NULL;
  GstElement *spout = form != NULL ? make_spout (press, CS_TRACK_AAC, bin, error) : NULL;

  if (spout == NULL)
    return NULL;
  g_object_set (aac, "bitrate", (int) press->config.audio_kbps * 1000, NULL);
  if (!cs_pipe_chain (error, source, tee, queue, convert, aac, parse, form, spout, NULL) ||
      (press->config.opus && !build_opus (press, bin, tee, error)))
    return NULL;
  return source;
}

static gboolean
build (GstBin  *bin,
       gpointer data,
       GError **error)
{
  Press *press = data;
  GstElement *picture = build_video (press, bin, error);
  GstElement *sound = picture != NULL ? build_sound (press, bin, error) : NULL;

  if (sound == NULL)
    return FALSE;
  cs_mixer_start (press->mixer, GST_APP_SRC (picture), GST_APP_SRC (sound));
  return TRUE;
}

static void
failed_cb (CsPipe     *pipe,
           GError     *error,
           const char *debug,
           CsEncoder  *self)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
cs_encoder_dispose (GObject *object)
{
  CsEncoder *self = CS_ENCODER (object);

  if (self->press != NULL)
    cs_mixer_stop (self->press->mixer);
  g_clear_object (&self->pipe);
  g_clear_pointer (&self->press, press_unref);
  G_OBJECT_CLASS (cs_encoder_parent_class)->dispose (object);
}

static void
cs_encoder_class_init (CsEncoderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_encoder_dispose;

  /**
   * CsEncoder::failed:
   * @self: the encoder
   * @error: why
   *
   * It makes nothing any more.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_ENCODER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
}

static void
cs_encoder_init (CsEncoder *self)
{
}

/**
 * cs_encoder_new:
 * @mixer: what to encode
 * @config: what to make of it
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): an encoder that has not started; main thread, GStreamer loaded
 */
CsEncoder *
cs_encoder_new (CsMixer               *mixer,
                const CsEncoderConfig *config,
                GstClockTime           base_time)
{
  CsEncoder *self = g_object_new (CS_TYPE_ENCODER, NULL);
  Press *press = g_atomic_rc_box_new0 (Press);

  g_mutex_init (&press->lock);
  press->mixer = cs_mixer_ref (mixer);
  press->config = *config;
  press->video_kbps = config->video_kbps;
  press->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_line_unref);
  self->press = press;
  self->pipe = cs_pipe_new ("encoder", base_time, build, g_atomic_rc_box_acquire (press), press_unref);
  g_signal_connect_object (self->pipe, "failed", G_CALLBACK (failed_cb), self, 0);
  return self;
}

/**
 * cs_encoder_start:
 * @self: an encoder
 *
 * Starts it on another thread.
 */
void
cs_encoder_start (CsEncoder *self)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  cs_pipe_start (self->pipe);
}

/**
 * cs_encoder_end_async:
 * @self: an encoder
 * @callback: (nullable): called when it has ended
 * @user_data: for @callback
 */
void
cs_encoder_end_async (CsEncoder          *self,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  cs_mixer_stop (self->press->mixer);
  cs_pipe_end_async (self->pipe, callback, user_data);
}

/**
 * cs_encoder_add_line:
 * @self: an encoder
 * @line: gets everything that is made from now on
 */
void
cs_encoder_add_line (CsEncoder *self,
                     CsLine    *line)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  g_ptr_array_add (self->press->lines, cs_line_ref (line));
}

/**
 * cs_encoder_remove_line:
 * @self: an encoder
 * @line: gets nothing any more
 */
void
cs_encoder_remove_line (CsEncoder *self,
                        CsLine    *line)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  g_ptr_array_remove (self->press->lines, line);
}

/**
 * cs_encoder_set_video_kbps:
 * @self: an encoder
 * @kbps: how much the pictures may take from now on
 */
void
cs_encoder_set_video_kbps (CsEncoder *self,
                           guint      kbps)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  if (self->press->video_kbps == kbps)
    return;
  self->press->video_kbps = kbps;
  if (self->press->x264 != NULL)
    g_object_set (self->press->x264, "bitrate", kbps, NULL);
}

/**
 * cs_encoder_get_video_kbps:
 * @self: an encoder
 *
 * Returns: how much the pictures may take
 */
guint
cs_encoder_get_video_kbps (CsEncoder *self)
{
  g_return_val_if_fail (CS_IS_ENCODER (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  return self->press->video_kbps;
}

/**
 * cs_encoder_get_n_pictures:
 * @self: an encoder
 *
 * Returns: how many pictures it has made
 */
guint64
cs_encoder_get_n_pictures (CsEncoder *self)
{
  g_return_val_if_fail (CS_IS_ENCODER (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  return self->press->n_pictures;
}
