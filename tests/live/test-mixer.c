/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mixer.h"

#include "cs-live.h"

#include <string.h>

#define FORMAT_FPS 30
#define CAMERA_LUMA 200
#define SLATE_LUMA 60
#define LOUD 1000

static const CsFeedFormat format = { 64, 36, FORMAT_FPS };

/* A mixer and what stands where the encoder would. */
typedef struct {
  CsMixer *mixer;
  GstElement *pipeline;
  GstAppSink *picture;
  GstAppSink *sound;
  GstClockTime base;
} Bench;

static GstAppSink *
add_way (Bench      *bench,
         GstAppSrc **source)
{
  GstElement *from = gst_element_factory_make ("appsrc", NULL);
  GstElement *to = gst_element_factory_make ("appsink", NULL);

  g_object_set (to, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add_many (GST_BIN (bench->pipeline), from, to, NULL);
  g_assert_true (gst_element_link (from, to));
  *source = GST_APP_SRC (from);
  return GST_APP_SINK (to);
}

static void
bench_open (Bench *bench)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstAppSrc *picture, *sound;

  bench->base = gst_clock_get_time (clock);
  bench->mixer = cs_mixer_new (&format, bench->base);
  bench->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  bench->picture = add_way (bench, &picture);
  bench->sound = add_way (bench, &sound);
  gst_pipeline_use_clock (GST_PIPELINE (bench->pipeline), clock);
  gst_element_set_start_time (bench->pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time (bench->pipeline, bench->base);
  cs_mixer_start (bench->mixer, picture, sound);
  gst_element_set_state (bench->pipeline, GST_STATE_PLAYING);
}

static void
bench_close (Bench *bench)
{
  cs_mixer_stop (bench->mixer);
  gst_element_set_state (bench->pipeline, GST_STATE_NULL);
  gst_object_unref (bench->pipeline);
  cs_mixer_unref (bench->mixer);
}

static GstClockTime
get_now (Bench *bench)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  return gst_clock_get_time (clock) - bench->base;
}

static GstBuffer *
make_picture (guint8 luma)
{
  gsize size = format.width * format.height * 3 / 2;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (buffer, 0, luma, format.width * format.height);
  gst_buffer_memset (buffer, format.width * format.height, 128, size - format.width * format.height);
  return buffer;
}

static GstBuffer *
make_sound (guint n_frames)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, n_frames * 4, NULL);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  for (guint i = 0; i < n_frames * 2; i++)
    ((gint16 *) (void *) map.data)[i] = LOUD;
  gst_buffer_unmap (buffer, &map);
  return buffer;
}

static void
give_picture (Bench       *bench,
              GstClockTime time)
{
  g_autoptr (GstBuffer) picture = make_picture (CAMERA_LUMA);

  cs_mixer_take_picture (picture, time, bench->mixer);
}

static void
give_sound (Bench       *bench,
            GstClockTime time)
{
  g_autoptr (GstBuffer) sound = make_sound (960);

  cs_mixer_take_sound (sound, time, bench->mixer);
}

static GstBuffer *
pull (GstAppSink *sink)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (sink, 5 * GST_SECOND);

  g_assert_nonnull (sample);
  return gst_buffer_ref (gst_sample_get_buffer (sample));
}

/* What had passed the door already. */
static void
drain (GstAppSink *sink)
{
  GstSample *sample;

  while ((sample = gst_app_sink_try_pull_sample (sink, 100 * GST_MSECOND)) != NULL)
    gst_sample_unref (sample);
}

static guint8
first_byte (GstBuffer *buffer)
{
  guint8 byte;

  g_assert_cmpuint (gst_buffer_extract (buffer, 0, &byte, 1), ==, 1);
  return byte;
}

/* No camera, no microphone: black and silence come all the same, without a hole. */
static void
test_fills (void)
{
  Bench bench;
  GstClockTime picture_at = 0, sound_at = 0;

  bench_open (&bench);
  for (guint i = 0; i < 20; i++) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);
    g_autoptr (GstBuffer) sound = pull (bench.sound);

    g_assert_cmpuint (first_byte (picture), ==, 16);
    g_assert_cmpuint (first_byte (sound), ==, 0);
    if (i > 0) {
      g_assert_cmpuint (GST_BUFFER_PTS (picture), ==, picture_at + GST_SECOND / FORMAT_FPS);
      g_assert_cmpuint (GST_BUFFER_PTS (sound), ==, sound_at);
    }
    picture_at = GST_BUFFER_PTS (picture);
    sound_at = GST_BUFFER_PTS (sound) + GST_BUFFER_DURATION (sound);
  }
  bench_close (&bench);
}

/* Whatever a camera's clock says, time only goes forward. */
static void
test_forward (void)
{
  Bench bench;
  GstClockTime last = 0, start;
  const int jumps_ms[] = { 0, 33, 20, -500, 66, 100, 100, 99, 140, 5, 180 };

  bench_open (&bench);
  start = get_now (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (jumps_ms); i++)
    give_picture (&bench, start + GST_SECOND + jumps_ms[i] * GST_MSECOND);
  for (guint i = 0; i < 4; i++) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);

    g_assert_cmpuint (GST_BUFFER_PTS (picture), >, last);
    last = GST_BUFFER_PTS (picture);
  }
  bench_close (&bench);
}

/* A microphone that drifts or stumbles: the sound stays in one piece. */
static void
test_sound_joins (void)
{
  Bench bench;
  GstClockTime time, end = 0;

  bench_open (&bench);
  time = get_now (&bench);
  for (guint i = 0; i < 50; i++) {
    give_sound (&bench, time + (i % 2 == 0 ? 3 : 0) * GST_MSECOND);
    time += 20 * GST_MSECOND;
    if (i == 20)
      time += 500 * GST_MSECOND;
    if (i == 30)
      time -= 100 * GST_MSECOND;
  }
  for (guint i = 0; i < 60; i++) {
    g_autoptr (GstBuffer) sound = pull (bench.sound);

    if (end != 0)
      g_assert_cmpuint (GST_BUFFER_PTS (sound), ==, end);
    end = GST_BUFFER_PTS (sound) + GST_BUFFER_DURATION (sound);
  }
  bench_close (&bench);
}

/* Standby holds at the encoder's door: of what still waited before it, nothing gets through. */
static void
test_standby (void)
{
  Bench bench;
  g_autoptr (GstBuffer) slate = make_picture (SLATE_LUMA);
  GstClockTime time;
  gboolean heard = FALSE, seen = FALSE;

  bench_open (&bench);
  cs_mixer_set_slate (bench.mixer, slate);
  time = get_now (&bench) + GST_SECOND;
  give_picture (&bench, time);
  give_sound (&bench, time);
  while (!seen || !heard) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);
    g_autoptr (GstBuffer) sound = pull (bench.sound);

    seen |= first_byte (picture) == CAMERA_LUMA;
    heard |= first_byte (sound) != 0;
  }
  gst_element_set_state (bench.pipeline, GST_STATE_PAUSED);
  for (guint i = 1; i < 20; i++) {
    give_picture (&bench, time + i * GST_SECOND / FORMAT_FPS);
    give_sound (&bench, time + i * 20 * GST_MSECOND);
  }
  drain (bench.picture);
  drain (bench.sound);
  cs_mixer_set_standby (bench.mixer, TRUE);
  gst_element_set_state (bench.pipeline, GST_STATE_PLAYING);
  for (guint i = 0; i < 30; i++) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);
    g_autoptr (GstBuffer) sound = pull (bench.sound);

    g_assert_cmpuint (first_byte (picture), ==, SLATE_LUMA);
    g_assert_cmpuint (first_byte (sound), ==, 0);
    give_picture (&bench, get_now (&bench));
    give_sound (&bench, get_now (&bench));
  }
  bench_close (&bench);
}

/* What was taken in standby and still waits when standby ends does not get through either; what is taken then does. */
static void
test_standby_ends (void)
{
  Bench bench;
  g_autoptr (GstBuffer) slate = make_picture (SLATE_LUMA);
  GstClockTime ended;
  gboolean seen = FALSE;

  bench_open (&bench);
  cs_mixer_set_slate (bench.mixer, slate);
  cs_mixer_set_standby (bench.mixer, TRUE);
  gst_element_set_state (bench.pipeline, GST_STATE_PAUSED);
  for (guint i = 0; i < 10; i++) {
    give_picture (&bench, get_now (&bench));
    g_usleep (G_USEC_PER_SEC / FORMAT_FPS);
  }
  cs_mixer_set_standby (bench.mixer, FALSE);
  ended = get_now (&bench);
  gst_element_set_state (bench.pipeline, GST_STATE_PLAYING);
  while (!seen) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);

    seen = first_byte (picture) == CAMERA_LUMA;
    if (seen)
      g_assert_cmpuint (GST_BUFFER_PTS (picture), >=, ended);
    else
      g_assert_cmpuint (first_byte (picture), ==, SLATE_LUMA);
    give_picture (&bench, get_now (&bench));
  }
  bench_close (&bench);
}

static CsCard *
make_card (void)
{
  guint32 pixels[8 * 8];
  GstVideoInfo info;

  memset (pixels, 0xff, sizeof pixels);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, format.width, format.height);
  return cs_card_new (&info, 8, 8, (const guint8 *) pixels, 8 * 4);
}

/* A card comes in softly, stands, and is gone with the next picture; the camera's own picture is never drawn on. */
static void
test_card (void)
{
  Bench bench;
  g_autoptr (CsCard) card = make_card ();
  g_autoptr (CsCards) cards = cs_cards_new ();
  g_autoptr (GstBuffer) camera = make_picture (16);
  GstClockTime time;
  guint8 before = 0;

  bench_open (&bench);
  time = get_now (&bench) + GST_SECOND;
  cs_mixer_set_cards (bench.mixer, cards);
  cs_cards_set_layer (cards, CS_CARDS_TITLE, card, 0, 0);
  for (guint i = 0; i < 15; i++) {
    g_autoptr (GstBuffer) picture = NULL;

    cs_mixer_take_picture (camera, time + i * GST_SECOND / FORMAT_FPS, bench.mixer);
    picture = pull (bench.picture);
    if (GST_BUFFER_PTS (picture) < time)
      continue;
    g_assert_cmpuint (first_byte (picture), >=, before);
    before = first_byte (picture);
  }
  g_assert_cmpuint (before, >=, 230);
  g_assert_cmpuint (first_byte (camera), ==, 16);
  cs_cards_set_layer (cards, CS_CARDS_TITLE, NULL, 0, 0);
  cs_mixer_take_picture (camera, time + GST_SECOND, bench.mixer);
  for (;;) {
    g_autoptr (GstBuffer) picture = pull (bench.picture);

    if (GST_BUFFER_PTS (picture) < time + GST_SECOND)
      continue;
    g_assert_cmpuint (first_byte (picture), ==, 16);
    break;
  }
  bench_close (&bench);
}

typedef struct {
  CsSnapshot *on_program; /* (nullable) */
  guint n_asked;
} Program;

static gboolean
ask_program (CsSnapshot *snapshot,
             gpointer    data)
{
  Program *program = data;

  program->n_asked++;
  return program->on_program == snapshot;
}

static CsSnapshot *
make_snapshot (const char *text)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "", text);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "", "somebody");
  post->account->handle = g_strdup ("somebody");
  post->account->name = g_strdup ("Somebody");
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return cs_snapshot_new (1, post);
}

/* What one picture at @time looks like in its corner, long after any fading. */
static guint8
corner_at (CsCards     *cards,
           GstClockTime time)
{
  g_autoptr (GstBuffer) picture = make_picture (16);
  GstVideoInfo info;
  GstVideoFrame frame;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, format.width, format.height);
  g_assert_true (gst_video_frame_map (&frame, &info, picture, GST_MAP_READWRITE));
  cs_cards_draw (cards, &frame, time);
  gst_video_frame_unmap (&frame);
  return first_byte (picture);
}

/* The interlock: only what is on program at this very moment, and never again what once was not. */
static void
test_interlock (void)
{
  g_autoptr (CsCards) cards = cs_cards_new ();
  g_autoptr (CsCard) card = make_card ();
  g_autoptr (CsSnapshot) one = make_snapshot ("one");
  g_autoptr (CsSnapshot) other = make_snapshot ("other");
  Program program = { one, 0 };

  /* Nobody to ask: nothing is seen. */
  cs_cards_set_post (cards, one, card, 0, 0);
  g_assert_cmpuint (corner_at (cards, GST_SECOND), ==, 16);
  g_assert_false (cs_cards_need_drawing (cards));

  cs_cards_set_gate (cards, ask_program, &program, NULL);
  cs_cards_set_post (cards, one, card, 0, 0);
  corner_at (cards, GST_SECOND);
  g_assert_cmpuint (corner_at (cards, 2 * GST_SECOND), >=, 230);
  g_assert_cmpuint (program.n_asked, ==, 2);

  /* Cleared: gone with the very next picture, though nobody has told the cards. */
  program.on_program = NULL;
  g_assert_cmpuint (corner_at (cards, 3 * GST_SECOND), ==, 16);

  /* Even when the same post is on program again, it does not come back by itself. */
  program.on_program = one;
  g_assert_cmpuint (corner_at (cards, 4 * GST_SECOND), ==, 16);

  /* Another post on program does not let this one through. */
  program.on_program = other;
  cs_cards_set_post (cards, one, card, 0, 0);
  g_assert_cmpuint (corner_at (cards, 5 * GST_SECOND), ==, 16);
}

/* Somebody who is asked just when the gate is taken away. */
typedef struct {
  CsCards *cards;
  gint asked; /* atomic */
  gint in_use; /* atomic */
  GThread *gone_on;
} Keeper;

static gboolean
ask_slowly (CsSnapshot *snapshot,
            gpointer    data)
{
  Keeper *keeper = data;

  g_atomic_int_set (&keeper->in_use, TRUE);
  g_atomic_int_set (&keeper->asked, TRUE);
  g_usleep (100000);
  g_atomic_int_set (&keeper->in_use, FALSE);
  return TRUE;
}

static void
gate_gone_cb (gpointer data)
{
  Keeper *keeper = data;

  g_assert_false (g_atomic_int_get (&keeper->in_use));
  keeper->gone_on = g_thread_self ();
}

static gpointer
draw_once (gpointer data)
{
  corner_at (((Keeper *) data)->cards, GST_SECOND);
  return NULL;
}

/* What a gate keeps alive goes where the gate is taken away, not on the encoder's thread. */
static void
test_gate_goes (void)
{
  g_autoptr (CsCards) cards = cs_cards_new ();
  g_autoptr (CsCard) card = make_card ();
  g_autoptr (CsSnapshot) snapshot = make_snapshot ("one");
  Keeper keeper = { cards };
  GThread *encoder;

  cs_cards_set_gate (cards, ask_slowly, &keeper, gate_gone_cb);
  cs_cards_set_post (cards, snapshot, card, 0, 0);
  encoder = g_thread_new ("encoder", draw_once, &keeper);
  for (guint i = 0; i < 10000 && !g_atomic_int_get (&keeper.asked); i++)
    g_usleep (1000);
  g_assert_true (g_atomic_int_get (&keeper.asked));
  cs_cards_set_gate (cards, NULL, NULL, NULL);
  g_assert_true (keeper.gone_on == g_thread_self ());
  g_thread_join (encoder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/mixer/fills", test_fills);
  g_test_add_func ("/live/mixer/forward", test_forward);
  g_test_add_func ("/live/mixer/sound-joins", test_sound_joins);
  g_test_add_func ("/live/mixer/standby", test_standby);
  g_test_add_func ("/live/mixer/standby-ends", test_standby_ends);
  g_test_add_func ("/live/mixer/card", test_card);
  g_test_add_func ("/live/mixer/interlock", test_interlock);
  g_test_add_func ("/live/mixer/gate-goes", test_gate_goes);
  return g_test_run ();
}
