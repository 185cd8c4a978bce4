/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-film.h"

#include "cs-live.h"
#include "cs-pipe.h"

#include <gst/app/app.h>
#include <gst/video/video.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define WAIT (20 * GST_SECOND)
#define N_TRACKS 2
#define THUMBNAIL_WIDTH 320
#define THUMBNAIL_AT 0.1 /* of the length: the first picture is often black */
/* Enough for both tracks to meet, whatever their order in the file. */
#define MAX_QUEUED_BYTES (32 * 1024 * 1024)

typedef struct {
  GstElement *pipeline;
  GstAppSink *ends[N_TRACKS]; /* pictures and sound */
} Reader;

static GError *
unreadable (const char *path)
{
  return g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("%s cannot be read: it is not a whole recording."), path);
}

static GError *
empty (void)
{
  return g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("There is nothing between the two ends."));
}

static void
pad_added_cb (GstElement *demux,
              GstPad     *pad,
              gpointer    data)
{
  GstElement **heads = data;
  g_autoptr (GstPad) head = NULL;
  guint i = g_str_has_prefix (GST_PAD_NAME (pad), "video") ? 0 : 1;

  if (heads[i] == NULL)
    return;
  head = gst_element_get_static_pad (heads[i], "sink");
  if (head != NULL && !gst_pad_is_linked (head))
    gst_pad_link (pad, head);
}

static void
destroy_heads (gpointer  data,
               GClosure *closure)
{
  g_free (data);
}

/* The demultiplexer, each track into its own element. */
static gboolean
build_source (GstElement *pipeline,
              const char *path,
              GstElement *video,
              GstElement *sound,
              GError    **error)
{
  GstElement *source = cs_pipe_make (GST_BIN (pipeline), "filesrc", NULL, error);
  GstElement *demux = source != NULL ? cs_pipe_make (GST_BIN (pipeline), "qtdemux", NULL, error) : NULL;
  GstElement **heads;

  if (demux == NULL)
    return FALSE;
  heads = g_new (GstElement *, N_TRACKS);
  heads[0] = video;
  heads[1] = sound;
  g_object_set (source, "location", path, NULL);
  g_signal_connect_data (demux, "pad-added", G_CALLBACK (pad_added_cb), heads, destroy_heads, 0);
  return cs_pipe_chain (error, source, demux, NULL);
}

static gboolean
set_paused (GstElement *pipeline,
            const char *path,
            GError    **error)
{
  if (gst_element_set_state (pipeline, GST_STATE_PAUSED) != GST_STATE_CHANGE_FAILURE &&
      gst_element_get_state (pipeline, NULL, NULL, WAIT) == GST_STATE_CHANGE_SUCCESS)
    return TRUE;
  g_propagate_error (error, unreadable (path));
  return FALSE;
}

static GstElement *
make_sink (GstElement *pipeline,
           GError    **error)
{
  GstElement *sink = cs_pipe_make (GST_BIN (pipeline), "appsink", NULL, error);

  if (sink != NULL)
    g_object_set (sink, "sync", FALSE, "enable-last-sample", FALSE, "max-buffers", 60, NULL);
  return sink;
}

static void
reader_close (Reader *reader)
{
  if (reader->pipeline != NULL)
    gst_element_set_state (reader->pipeline, GST_STATE_NULL);
  g_clear_pointer (&reader->pipeline, gst_object_unref);
}

static gboolean
reader_open (Reader     *reader,
             const char *path,
             GError    **error)
{
  GstElement *queues[N_TRACKS];

  reader->pipeline = gst_object_ref_sink (gst_pipeline_new ("replay"));
  for (guint i = 0; i < N_TRACKS; i++) {
    GstElement *sink = make_sink (reader->pipeline, error);

    queues[i] = sink != NULL ? cs_pipe_make (GST_BIN (reader->pipeline), "queue", NULL, error) : NULL;
    if (queues[i] == NULL || !cs_pipe_chain (error, queues[i], sink, NULL))
      return FALSE;
    g_object_set (queues[i], "max-size-bytes", MAX_QUEUED_BYTES, "max-size-buffers", 0, "max-size-time", (guint64) 0,
                  NULL);
    reader->ends[i] = GST_APP_SINK (sink);
  }
  return build_source (reader->pipeline, path, queues[0], queues[1], error) &&
         set_paused (reader->pipeline, path, error);
}

static gboolean
seek (GstElement  *pipeline,
      GstSeekFlags flags,
      GstClockTime start,
      GstClockTime stop)
{
  return gst_element_seek (pipeline, 1, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | flags, GST_SEEK_TYPE_SET, start,
                           stop != GST_CLOCK_TIME_NONE ? GST_SEEK_TYPE_SET : GST_SEEK_TYPE_NONE, stop) &&
         gst_element_get_state (pipeline, NULL, NULL, WAIT) == GST_STATE_CHANGE_SUCCESS;
}

static GstSample *
decode_one (const char *path,
            GError    **error)
{
  GstElement *pipeline = gst_object_ref_sink (gst_pipeline_new ("thumbnail"));
  GstElement *sink = make_sink (pipeline, error);
  GstElement *decoder = sink != NULL ? cs_pipe_make (GST_BIN (pipeline), "avdec_h264", NULL, error) : NULL;
  GstElement *parser = decoder != NULL ? cs_pipe_make (GST_BIN (pipeline), "h264parse", NULL, error) : NULL;
  GstSample *sample = NULL;
  gint64 length;

  if (parser != NULL && cs_pipe_chain (error, parser, decoder, sink, NULL) &&
      build_source (pipeline, path, parser, NULL, error) && set_paused (pipeline, path, error)) {
    if (gst_element_query_duration (pipeline, GST_FORMAT_TIME, &length))
      seek (pipeline, GST_SEEK_FLAG_KEY_UNIT, length * THUMBNAIL_AT, GST_CLOCK_TIME_NONE);
    sample = gst_app_sink_try_pull_preroll (GST_APP_SINK (sink), WAIT);
    if (sample == NULL)
      g_propagate_error (error, unreadable (path));
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  return sample;
}

static gboolean
write_sample (GstSample  *sample,
              const char *path,
              GError    **error)
{
  GstMapInfo map;
  gboolean written;

  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return FALSE;
  written = g_file_set_contents (path, (const char *) map.data, map.size, error);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return written;
}

/* What is written of a cut: sources that are fed, and the file. */
typedef struct {
  GstElement *pipeline;
  GstAppSrc *heads[N_TRACKS];
} Writer;

static gboolean
writer_open (Writer     *writer,
             const char *to,
             GError    **error)
{
  GstBin *bin;
  GstElement *mux, *sink;

  writer->pipeline = gst_object_ref_sink (gst_pipeline_new ("cut"));
  bin = GST_BIN (writer->pipeline);
  mux = cs_pipe_make (bin, "mp4mux", NULL, error);
  sink = mux != NULL ? cs_pipe_make (bin, "filesink", NULL, error) : NULL;
  if (sink == NULL || !cs_pipe_chain (error, mux, sink, NULL))
    return FALSE;
  g_object_set (sink, "location", to, NULL);
  for (guint i = 0; i < N_TRACKS; i++) {
    GstElement *head = cs_pipe_make (bin, "appsrc", NULL, error);

    if (head == NULL || !gst_element_link_pads (head, "src", mux, i == 0 ? "video_%u" : "audio_%u"))
      return FALSE;
    g_object_set (head, "format", GST_FORMAT_TIME, "block", TRUE, "max-bytes", (guint64) MAX_QUEUED_BYTES, NULL);
    writer->heads[i] = GST_APP_SRC (head);
  }
  return gst_element_set_state (writer->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
}

static gboolean
writer_finish (Writer *writer,
               GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (writer->pipeline);
  g_autoptr (GstMessage) message = NULL;

  for (guint i = 0; i < N_TRACKS; i++)
    gst_app_src_end_of_stream (writer->heads[i]);
  message = gst_bus_timed_pop_filtered (bus, 6 * WAIT, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("The file cannot be written. Is the disk full?"));
  return FALSE;
}

static void
writer_close (Writer *writer)
{
  if (writer->pipeline != NULL)
    gst_element_set_state (writer->pipeline, GST_STATE_NULL);
  g_clear_pointer (&writer->pipeline, gst_object_unref);
}

static GstClockTime
get_time (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  return GST_CLOCK_TIME_IS_VALID (GST_BUFFER_DTS (buffer)) ? GST_BUFFER_DTS (buffer) : GST_BUFFER_PTS (buffer);
}

static void
hand_on (GstAppSrc   *head,
         GstSample   *sample,
         GstClockTime zero)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  g_autoptr (GstSample) moved = NULL;

  GST_BUFFER_PTS (buffer) -= MIN (zero, GST_BUFFER_PTS (buffer));
  if (GST_CLOCK_TIME_IS_VALID (GST_BUFFER_DTS (buffer)))
    GST_BUFFER_DTS (buffer) -= MIN (zero, GST_BUFFER_DTS (buffer));
  moved = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  gst_app_src_push_sample (head, moved);
}

/* Whether there is anything to cut; without asking, a seek would take the last picture there is. */
static gboolean
is_inside (Reader      *reader,
           GstClockTime start,
           GstClockTime stop)
{
  gint64 length;

  return start < stop && gst_element_query_duration (reader->pipeline, GST_FORMAT_TIME, &length) &&
         start < (GstClockTime) length;
}

/* The next of a track that belongs to the cut; pictures from their key frame on. */
static GstSample *
pull (Reader      *reader,
      guint        track,
      GstClockTime from,
      GstClockTime stop)
{
  GstSample *sample;

  while ((sample = gst_app_sink_try_pull_sample (reader->ends[track], WAIT)) != NULL) {
    if (GST_BUFFER_PTS (gst_sample_get_buffer (sample)) >= from && get_time (sample) < stop)
      return sample;
    if (get_time (sample) >= stop) {
      gst_sample_unref (sample);
      return NULL;
    }
    gst_sample_unref (sample);
  }
  return NULL;
}

/* Whichever track is behind goes on: the file has both side by side. */
static gboolean
carry (Reader       *reader,
       Writer       *writer,
       GstClockTime  stop,
       GCancellable *cancellable,
       GError      **error)
{
  GstSample *next[N_TRACKS] = { pull (reader, 0, 0, stop), NULL };
  GstClockTime zero;

  if (next[0] == NULL) {
    g_propagate_error (error, empty ());
    return FALSE;
  }
  zero = GST_BUFFER_PTS (gst_sample_get_buffer (next[0]));
  next[1] = pull (reader, 1, zero, stop);
  while ((next[0] != NULL || next[1] != NULL) && !g_cancellable_is_cancelled (cancellable)) {
    guint i = next[0] == NULL || (next[1] != NULL && get_time (next[1]) < get_time (next[0])) ? 1 : 0;

    hand_on (writer->heads[i], next[i], zero);
    gst_sample_unref (next[i]);
    next[i] = pull (reader, i, zero, stop);
  }
  g_clear_pointer (&next[0], gst_sample_unref);
  g_clear_pointer (&next[1], gst_sample_unref);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
cut_to (const char   *path,
        GstClockTime  start,
        GstClockTime  stop,
        const char   *half,
        GCancellable *cancellable,
        GError      **error)
{
  Reader reader = { NULL };
  Writer writer = { NULL };
  gboolean done = FALSE;

  if (reader_open (&reader, path, error)) {
    if (!is_inside (&reader, start, stop))
      g_propagate_error (error, empty ());
    else if (!seek (reader.pipeline, GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE, start, GST_CLOCK_TIME_NONE))
      g_propagate_error (error, unreadable (path));
    else if (writer_open (&writer, half, error)) {
      gst_element_set_state (reader.pipeline, GST_STATE_PLAYING);
      done = carry (&reader, &writer, stop, cancellable, error) && writer_finish (&writer, error);
    }
  }
  writer_close (&writer);
  reader_close (&reader);
  return done;
}

/**
 * cs_replay_film_measure_ms:
 * @path: a recording
 * @error: a sentence that says why it cannot be read
 *
 * Returns: how long it is, or -1
 */
gint64
cs_replay_film_measure_ms (const char *path,
                           GError    **error)
{
  Reader reader = { NULL };
  gint64 length = -GST_MSECOND;

  if (cs_live_load (error) && reader_open (&reader, path, error) &&
      !gst_element_query_duration (reader.pipeline, GST_FORMAT_TIME, &length)) {
    length = -GST_MSECOND;
    g_propagate_error (error, unreadable (path));
  }
  reader_close (&reader);
  return length / (gint64) GST_MSECOND;
}

/**
 * cs_replay_film_draw_thumbnail:
 * @path: a recording
 * @picture: the JPEG file to make
 * @error: a sentence that says why there is none
 *
 * Returns: whether there is one now
 */
gboolean
cs_replay_film_draw_thumbnail (const char *path,
                               const char *picture,
                               GError    **error)
{
  g_autoptr (GstSample) sample = NULL;
  g_autoptr (GstSample) drawn = NULL;
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;

  if (!cs_live_load (error))
    return FALSE;
  sample = decode_one (path, error);
  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return FALSE;
  caps = gst_caps_new_simple ("image/jpeg", "width", G_TYPE_INT, THUMBNAIL_WIDTH, "height", G_TYPE_INT,
                              MAX (THUMBNAIL_WIDTH * GST_VIDEO_INFO_HEIGHT (&info) / GST_VIDEO_INFO_WIDTH (&info), 1),
                              NULL);
  drawn = gst_video_convert_sample (sample, caps, WAIT, error);
  return drawn != NULL && write_sample (drawn, picture, error);
}

/**
 * cs_replay_film_cut:
 * @path: a recording
 * @start_ms: from where; it begins with the key frame before
 * @end_ms: up to where; -1 for its end
 * @to: the MP4 file to make; another than @path
 * @cancellable: (nullable): a cancellable
 * @error: a sentence that says why there is none
 *
 * Takes a piece out of a recording without encoding anything again.
 *
 * Returns: whether @to is whole
 */
gboolean
cs_replay_film_cut (const char   *path,
                    gint64        start_ms,
                    gint64        end_ms,
                    const char   *to,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autofree char *half = g_strconcat (to, ".half", NULL);
  GstClockTime stop = end_ms >= 0 ? (GstClockTime) end_ms * GST_MSECOND : GST_CLOCK_TIME_NONE;

  if (!cs_live_load (error))
    return FALSE;
  if (!cut_to (path, MAX (start_ms, 0) * GST_MSECOND, stop, half, cancellable, error)) {
    g_unlink (half);
    return FALSE;
  }
  if (g_rename (half, to) == 0)
    return TRUE;
  g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("%s cannot be written."), to);
  g_unlink (half);
  return FALSE;
}
