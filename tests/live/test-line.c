/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-line.h"

#include "cs-live.h"

#include <gst/app/app.h>

#define FRAME (GST_SECOND / 30)
#define GOP 60

/* The far end of a line: takes only when the test asks. */
typedef struct {
  GstElement *pipeline;
  GstAppSink *sinks[CS_N_TRACKS];
} Far;

static GstSample *
make_sample (GstClockTime time,
             gboolean     key)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, 8, NULL);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("application/x-test");

  GST_BUFFER_PTS (buffer) = time;
  if (!key)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  return gst_sample_new (buffer, caps, NULL, NULL);
}

static gboolean
push (CsLine      *line,
      CsTrack      track,
      GstClockTime time,
      gboolean     key)
{
  g_autoptr (GstSample) sample = make_sample (time, key);

  return cs_line_push (line, track, sample);
}

/* Pictures with a key frame every two seconds, and sound every 20 ms, from @from on. */
static void
push_seconds (CsLine *line,
              guint   from_frame,
              guint   n_frames)
{
  for (guint i = from_frame; i < from_frame + n_frames; i++) {
    push (line, CS_TRACK_VIDEO, i * FRAME, i % GOP == 0);
    push (line, CS_TRACK_AAC, i * FRAME, TRUE);
  }
}

static void
far_open (Far    *far,
          CsLine *line)
{
  static const CsTrack tracks[] = { CS_TRACK_VIDEO, CS_TRACK_AAC };

  far->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++) {
    GstElement *source = gst_element_factory_make ("appsrc", NULL);
    GstElement *sink = gst_element_factory_make ("appsink", NULL);

    g_object_set (sink, "sync", FALSE, "max-buffers", 1, "async", FALSE, NULL);
    gst_bin_add_many (GST_BIN (far->pipeline), source, sink, NULL);
    g_assert_true (gst_element_link (source, sink));
    cs_line_attach (line, tracks[i], GST_APP_SRC (source));
    far->sinks[tracks[i]] = GST_APP_SINK (sink);
  }
  gst_element_set_state (far->pipeline, GST_STATE_PLAYING);
}

static void
far_close (Far    *far,
           CsLine *line)
{
  cs_line_close (line);
  gst_element_set_state (far->pipeline, GST_STATE_NULL);
  g_clear_pointer (&far->pipeline, gst_object_unref);
}

static GstClockTime
take (Far     *far,
      CsTrack  track,
      gboolean *key)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (far->sinks[track], 5 * GST_SECOND);
  GstBuffer *buffer;

  g_assert_nonnull (sample);
  buffer = gst_sample_get_buffer (sample);
  if (key != NULL)
    *key = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  return GST_BUFFER_PTS (buffer);
}

static gboolean
is_over (Far    *far,
         CsTrack track)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (far->sinks[track], 200 * GST_MSECOND);

  return sample == NULL;
}

/* Nothing before a key frame, no sound before the picture, and a key frame is asked for meanwhile. */
static void
test_begins_at_key (void)
{
  g_autoptr (CsLine) line = cs_line_new (CS_TRACK_AAC, 10000);
  Far far;
  gboolean key;

  g_assert_false (push (line, CS_TRACK_VIDEO, 0, TRUE));
  cs_line_open (line);
  far_open (&far, line);
  g_assert_true (push (line, CS_TRACK_VIDEO, 1 * FRAME, FALSE));
  g_assert_false (push (line, CS_TRACK_AAC, 1 * FRAME, TRUE));
  g_assert_false (push (line, CS_TRACK_VIDEO, 2 * FRAME, TRUE));
  g_assert_false (push (line, CS_TRACK_AAC, 2 * FRAME - 1, TRUE));
  g_assert_false (push (line, CS_TRACK_OPUS, 2 * FRAME, TRUE));
  g_assert_false (push (line, CS_TRACK_AAC, 2 * FRAME, TRUE));
  g_assert_cmpuint (take (&far, CS_TRACK_VIDEO, &key), ==, 2 * FRAME);
  g_assert_true (key);
  g_assert_cmpuint (take (&far, CS_TRACK_AAC, NULL), ==, 2 * FRAME);
  g_assert_true (is_over (&far, CS_TRACK_VIDEO));
  g_assert_true (is_over (&far, CS_TRACK_AAC));
  far_close (&far, line);
}

/* Whatever was left out, what goes on is whole: it begins with a key frame and has no hole until the next one. */
static void
test_cut_at_key (void)
{
  g_autoptr (CsLine) line = cs_line_new (CS_TRACK_AAC, 2500);
  CsLineStats stats;
  guint n_taken = 0;
  GstClockTime last = GST_CLOCK_TIME_NONE;
  Far far;

  cs_line_open (line);
  far_open (&far, line);
  push_seconds (line, 0, 600);
  cs_line_get_stats (line, &stats);
  g_assert_cmpuint (stats.n_dropped, >, 300);
  g_assert_cmpuint (stats.level_ms, <=, 2500);
  push_seconds (line, 600, 1);
  cs_line_end (line);
  for (;;) {
    g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (far.sinks[CS_TRACK_VIDEO], 5 * GST_SECOND);
    GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;

    if (buffer == NULL)
      break;
    if (last == GST_CLOCK_TIME_NONE || GST_BUFFER_PTS (buffer) != last + FRAME)
      g_assert_true (n_taken <= 3 || !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT));
    last = GST_BUFFER_PTS (buffer);
    n_taken++;
  }
  g_assert_true (gst_app_sink_is_eos (far.sinks[CS_TRACK_VIDEO]));
  g_assert_cmpuint (last, ==, 600 * FRAME);
  cs_line_get_stats (line, &stats);
  g_assert_cmpuint (stats.n_passed + stats.n_dropped, ==, 601);
  g_assert_cmpuint (stats.n_passed, ==, n_taken);
  far_close (&far, line);
}

/* Standby throws away what waits: what comes next is newer than that and begins with a key frame. */
static void
test_flush (void)
{
  g_autoptr (CsLine) line = cs_line_new (CS_TRACK_AAC, 10000);
  CsLineStats stats;
  gboolean key;
  Far far;

  cs_line_open (line);
  push_seconds (line, 0, 50);
  cs_line_flush (line);
  cs_line_get_stats (line, &stats);
  g_assert_cmpuint (stats.n_dropped, ==, 50);
  g_assert_cmpuint (stats.level_ms, ==, 0);
  far_open (&far, line);
  g_assert_true (push (line, CS_TRACK_VIDEO, 50 * FRAME, FALSE));
  push (line, CS_TRACK_AAC, 50 * FRAME, TRUE);
  push (line, CS_TRACK_VIDEO, 51 * FRAME, TRUE);
  push (line, CS_TRACK_AAC, 51 * FRAME, TRUE);
  g_assert_cmpuint (take (&far, CS_TRACK_VIDEO, &key), ==, 51 * FRAME);
  g_assert_true (key);
  g_assert_cmpuint (take (&far, CS_TRACK_AAC, NULL), ==, 51 * FRAME);
  far_close (&far, line);
}

/* A new connection gets nothing of what was meant for the one before. */
static void
test_reopen (void)
{
  g_autoptr (CsLine) line = cs_line_new (CS_TRACK_AAC, 10000);
  gboolean key;
  Far far;

  cs_line_open (line);
  far_open (&far, line);
  push_seconds (line, 0, 30);
  take (&far, CS_TRACK_VIDEO, NULL);
  far_close (&far, line);
  g_assert_false (push (line, CS_TRACK_VIDEO, 30 * FRAME, TRUE));
  cs_line_open (line);
  far_open (&far, line);
  push_seconds (line, 31, 60);
  g_assert_cmpuint (take (&far, CS_TRACK_VIDEO, &key), ==, 60 * FRAME);
  g_assert_true (key);
  far_close (&far, line);
}

typedef struct {
  CsLine *line;
  int stop; /* atomic */
} Pusher;

static gpointer
push_main (gpointer data)
{
  Pusher *pusher = data;

  for (guint i = 0; !g_atomic_int_get (&pusher->stop); i++)
    push_seconds (pusher->line, i, 1);
  return NULL;
}

/* The encoder goes on while pipelines come and go. */
static void
test_threads (void)
{
  g_autoptr (CsLine) line = cs_line_new (CS_TRACK_AAC, 1000);
  Pusher pusher = { line, FALSE };
  GThread *thread = g_thread_new ("pusher", push_main, &pusher);

  for (int i = 0; i < 50; i++) {
    Far far;

    cs_line_open (line);
    far_open (&far, line);
    take (&far, CS_TRACK_VIDEO, NULL);
    take (&far, CS_TRACK_AAC, NULL);
    if (i % 3 == 0)
      cs_line_flush (line);
    far_close (&far, line);
  }
  g_atomic_int_set (&pusher.stop, TRUE);
  g_thread_join (thread);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/line/begins-at-key", test_begins_at_key);
  g_test_add_func ("/live/line/cut-at-key", test_cut_at_key);
  g_test_add_func ("/live/line/flush", test_flush);
  g_test_add_func ("/live/line/reopen", test_reopen);
  g_test_add_func ("/live/line/threads", test_threads);
  return g_test_run ();
}
