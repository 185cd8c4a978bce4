/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-encoder-private.h"

#include "cs-pipe.h"

#include <gst/video/video.h>

#define KEY_EVERY_S 2
#define VBV_MS 600
#define MAX_THREADS 4
#define LEAKY_DOWNSTREAM 2
#define QUEUE_PICTURES 30
/* Several outputs that come back together share one key frame. */
#define KEY_AT_MOST_US (300 * G_TIME_SPAN_MILLISECOND)

/* An appsink and what it makes. */
typedef struct {
  CsPress *press;
  CsRollKind kind;
  CsTrack track;
} Spout;

static void
spout_free (gpointer data)
{
  Spout *spout = data;

  cs_press_unref (spout->press);
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
dup_lines (const Spout *spout)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&spout->press->lock);
  GPtrArray *from = spout->press->rolls[spout->kind].lines;
  GPtrArray *lines;

  if (spout->track == CS_TRACK_VIDEO && spout->kind == CS_ROLL_MAIN)
    spout->press->n_pictures++;
  lines = g_ptr_array_new_full (from->len, (GDestroyNotify) cs_line_unref);
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (lines, cs_line_ref (g_ptr_array_index (from, i)));
  return lines;
}

/* From the thread that makes the pictures: one that changes the pipeline's state would make another wait. */
static void
ask_for_key (CsPress   *press,
             CsRollKind kind)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&press->lock);
  CsRoll *roll = &press->rolls[kind];
  g_autoptr (GstPad) pad = NULL;

  if (roll->x264 == NULL || now_us - roll->key_asked_us < KEY_AT_MOST_US)
    return;
  roll->key_asked_us = now_us;
  pad = gst_element_get_static_pad (roll->x264, "src");
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
  lines = dup_lines (spout);
  for (guint i = 0; i < lines->len; i++)
    want_key |= cs_line_push (g_ptr_array_index (lines, i), spout->track, stamped);
  if (want_key)
    ask_for_key (spout->press, spout->kind);
  return GST_FLOW_OK;
}

static GstElement *
make_spout (CsPress   *press,
            CsRollKind kind,
            CsTrack    track,
            GstBin    *bin,
            GError   **error)
{
  static const GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement *sink = cs_pipe_make (bin, "appsink", NULL, error);
  Spout *spout;

  if (sink == NULL)
    return NULL;
  spout = g_new (Spout, 1);
  *spout = (Spout){ g_atomic_rc_box_acquire (press), kind, track };
  /* Not waited for: the doors of some stay closed. */
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
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

/* What keeps a roll from being made while nobody takes it. */
static GstElement *
make_door (CsPress   *press,
           CsRollKind kind,
           GstBin    *bin,
           GError   **error)
{
  GstElement *door = cs_pipe_make (bin, "valve", NULL, error);

  if (door == NULL)
    return NULL;
  g_mutex_lock (&press->lock);
  g_ptr_array_add (press->rolls[kind].doors, gst_object_ref (door));
  cs_roll_set_doors (&press->rolls[kind]);
  g_mutex_unlock (&press->lock);
  return door;
}

static void
set_up_x264 (CsPress    *press,
             CsRollKind  kind,
             GstElement *x264)
{
  int fps = cs_mixer_get_format (press->mixer)->fps;

  gst_util_set_object_arg (G_OBJECT (x264), "speed-preset", "veryfast");
  gst_util_set_object_arg (G_OBJECT (x264), "tune", "zerolatency");
  g_object_set (x264, "key-int-max", KEY_EVERY_S * fps, "bframes", 0, "vbv-buf-capacity", VBV_MS, "threads",
                MIN (g_get_num_processors (), MAX_THREADS), "option-string", "scenecut=0", NULL);
  g_mutex_lock (&press->lock);
  g_object_set (x264, "bitrate", press->video_kbps, NULL);
  press->rolls[kind].x264 = gst_object_ref (x264);
  g_mutex_unlock (&press->lock);
}

/* Plain pictures are those that every browser can show. */
static gboolean
build_pictures (CsPress    *press,
                CsRollKind  kind,
                gboolean    plain,
                GstBin     *bin,
                GstElement *from,
                GError    **error)
{
  GstElement *x264 = cs_pipe_make (bin, "x264enc", NULL, error);
  GstElement *filter = x264 != NULL ? make_filter (bin, plain ? "video/x-h264, profile=constrained-baseline"
                                                              : "video/x-h264, profile=main", error)
                                    : NULL;
  GstElement *parse = filter != NULL ? cs_pipe_make (bin, "h264parse", NULL, error) : NULL;
  GstElement *form =
      parse != NULL ? make_filter (bin, "video/x-h264, stream-format=avc, alignment=au", error) : NULL;
  GstElement *spout = form != NULL ? make_spout (press, kind, CS_TRACK_VIDEO, bin, error) : NULL;

  if (spout == NULL)
    return FALSE;
  set_up_x264 (press, kind, x264);
  if (kind == CS_ROLL_WEB)
    cs_mixer_guard (press->mixer, x264);
  return cs_pipe_chain (error, from, x264, filter, parse, form, spout, NULL);
}

/* Behind a queue of its own, which never makes the main roll wait. */
static gboolean
build_web_pictures (CsPress    *press,
                    GstBin     *bin,
                    GstElement *tee,
                    GError    **error)
{
  GstElement *door = make_door (press, CS_ROLL_WEB, bin, error);
  GstElement *queue = door != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;

  if (queue == NULL)
    return FALSE;
  g_object_set (queue, "leaky", LEAKY_DOWNSTREAM, "max-size-buffers", QUEUE_PICTURES, "max-size-bytes", 0,
                "max-size-time", (guint64) 0, NULL);
  return cs_pipe_chain (error, tee, door, queue, NULL) &&
         build_pictures (press, CS_ROLL_WEB, TRUE, bin, queue, error);
}

static GstElement *
build_video (CsPress *press,
             GstBin  *bin,
             GError **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *tee = source != NULL ? cs_pipe_make (bin, "tee", NULL, error) : NULL;

  if (tee == NULL || !cs_pipe_chain (error, source, tee, NULL) ||
      !build_pictures (press, CS_ROLL_MAIN, press->config.opus, bin, tee, error) ||
      (!press->config.opus && !build_web_pictures (press, bin, tee, error)))
    return NULL;
  return source;
}

static gboolean
build_opus (CsPress    *press,
            CsRollKind  kind,
            GstBin     *bin,
            GstElement *tee,
            GError    **error)
{
  GstElement *door = make_door (press, kind, bin, error);
  GstElement *queue = door != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;
  GstElement *opus = queue != NULL ? cs_pipe_make (bin, "opusenc", NULL, error) : NULL;
  GstElement *spout = opus != NULL ? make_spout (press, kind, CS_TRACK_OPUS, bin, error) : NULL;

  if (spout == NULL)
    return FALSE;
  g_object_set (opus, "bitrate", (int) press->config.audio_kbps * 1000, NULL);
  return cs_pipe_chain (error, tee, door, queue, opus, spout, NULL);
}

static GstElement *
build_sound (CsPress   *press,
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
  GstElement *spout = form != NULL ? make_spout (press, CS_ROLL_MAIN, CS_TRACK_AAC, bin, error) : NULL;

  if (spout == NULL)
    return NULL;
  g_object_set (aac, "bitrate", (int) press->config.audio_kbps * 1000, NULL);
  if (!cs_pipe_chain (error, source, tee, queue, convert, aac, parse, form, spout, NULL) ||
      !build_opus (press, press->config.opus ? CS_ROLL_MAIN : CS_ROLL_WEB, bin, tee, error))
    return NULL;
  return source;
}

gboolean
cs_encoder_build (GstBin  *bin,
                  gpointer data,
                  GError **error)
{
  CsPress *press = data;
  GstElement *picture = build_video (press, bin, error);
  GstElement *sound = picture != NULL ? build_sound (press, bin, error) : NULL;

  if (sound == NULL)
    return FALSE;
  cs_mixer_start (press->mixer, GST_APP_SRC (picture), GST_APP_SRC (sound));
  return TRUE;
}
