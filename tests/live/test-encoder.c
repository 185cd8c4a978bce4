/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-encoder.h"

#include "cs-live.h"

#include <gst/app/app.h>

#define LIMIT (20 * GST_SECOND)
#define LIMIT_MS 4000

/* What takes one track of a line. */
typedef struct {
  GstElement *pipeline;
  GstAppSink *sink;
} Taker;

static void
taker_open (Taker  *taker,
            CsLine *line,
            CsTrack track)
{
  g_autoptr (GstElement) source = NULL;

  taker->pipeline = gst_parse_launch ("appsrc name=in ! appsink name=out sync=false async=false", NULL);
  source = gst_bin_get_by_name (GST_BIN (taker->pipeline), "in");
  taker->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (taker->pipeline), "out"));
  cs_line_attach (line, track, GST_APP_SRC (source));
  gst_element_set_state (taker->pipeline, GST_STATE_PLAYING);
}

static void
taker_close (Taker *taker)
{
  gst_element_set_state (taker->pipeline, GST_STATE_NULL);
  gst_object_unref (taker->sink);
  gst_object_unref (taker->pipeline);
}

static void
assert_takes (Taker      *taker,
              const char *name,
              const char *profile)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (taker->sink, LIMIT);
  const GstStructure *form;

  g_assert_nonnull (sample);
  form = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  g_assert_cmpstr (gst_structure_get_name (form), ==, name);
  if (profile != NULL)
    g_assert_cmpstr (gst_structure_get_string (form, "profile"), ==, profile);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  *(gboolean *) data = TRUE;
}

static CsEncoder *
make_encoder (gboolean opus)
{
  const CsFeedFormat format = { 320, 180, 30 };
  const CsEncoderConfig config = { 300, 96, opus };
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstClockTime base_time = gst_clock_get_time (clock);
  g_autoptr (CsMixer) mixer = cs_mixer_new (&format, base_time);
  CsEncoder *encoder = cs_encoder_new (mixer, &config, base_time);

  cs_encoder_start (encoder);
  return encoder;
}

static void
end (CsEncoder *encoder)
{
  gboolean ended = FALSE;

  cs_encoder_end_async (encoder, ended_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (encoder);
}

static void
check (CsEncoder  *encoder,
       CsTrack     sound,
       const char *sound_name,
       const char *profile)
{
  g_autoptr (CsLine) line = cs_line_new (sound, LIMIT_MS);
  Taker pictures, sounds;

  taker_open (&pictures, line, CS_TRACK_VIDEO);
  taker_open (&sounds, line, sound);
  cs_line_open (line);
  cs_encoder_add_line (encoder, line);
  assert_takes (&pictures, "video/x-h264", profile);
  assert_takes (&sounds, sound_name, NULL);
  cs_encoder_remove_line (encoder, line);
  cs_line_close (line);
  taker_close (&pictures);
  taker_close (&sounds);
}

/* Who needs Opus gets plain pictures, whenever they come, and as often; nobody else's change. */
static void
test_joins (void)
{
  CsEncoder *encoder = make_encoder (FALSE);

  check (encoder, CS_TRACK_AAC, "audio/mpeg", "main");
  check (encoder, CS_TRACK_OPUS, "audio/x-opus", "constrained-baseline");
  check (encoder, CS_TRACK_AAC, "audio/mpeg", "main");
  check (encoder, CS_TRACK_OPUS, "audio/x-opus", "constrained-baseline");
  end (encoder);
}

/* Known from the begin, one picture does for all. */
static void
test_shared (void)
{
  CsEncoder *encoder = make_encoder (TRUE);

  check (encoder, CS_TRACK_AAC, "audio/mpeg", "constrained-baseline");
  check (encoder, CS_TRACK_OPUS, "audio/x-opus", "constrained-baseline");
  end (encoder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cs_live_init ();
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/encoder/joins", test_joins);
  g_test_add_func ("/live/encoder/shared", test_shared);
  return g_test_run ();
}
