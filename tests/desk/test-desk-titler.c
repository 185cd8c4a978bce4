/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-titler.h"

#include "cs-live.h"

#define WIDTH 320
#define HEIGHT 180
#define CAMERA_LUMA 100
#define LIMIT_US (20 * G_TIME_SPAN_SECOND)
#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)

typedef struct {
  CsClock *clock;
  CsOutputServer *output;
  CsTitler *titler;
  CsDeskTitler *link;
  CsSnapshot *snapshot;
  GstClockTime time;
} Fixture;

static CsSnapshot *
make_snapshot (void)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "1");

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "9");
  post->account->handle = g_strdup ("marek");
  post->account->name = g_strdup ("Marek");
  post->raw_text = g_strdup ("What an evening!");
  cs_post_seal (post);
  return cs_snapshot_new (1, post);
}

/* Whether anything lies over the next picture. */
static gboolean
is_drawn (Fixture *fixture)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, WIDTH * HEIGHT * 3 / 2, NULL);
  GstVideoInfo info;
  GstVideoFrame frame;
  GstMapInfo map;
  guint n = 0;

  gst_buffer_memset (buffer, 0, CAMERA_LUMA, WIDTH * HEIGHT * 3 / 2);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READWRITE));
  cs_cards_draw (cs_titler_get_cards (fixture->titler), &frame, fixture->time += GST_SECOND);
  gst_video_frame_unmap (&frame);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    n += map.data[i] != CAMERA_LUMA;
  gst_buffer_unmap (buffer, &map);
  return n > 0;
}

/* On air, drawn, seen. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const CsFeedFormat format = { WIDTH, HEIGHT, 30 };
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  fixture->time = 0;
  fixture->clock = cs_clock_new_manual (NOW_US);
  fixture->output = cs_output_server_new (fixture->clock);
  cs_output_server_beat (fixture->output);
  fixture->titler = cs_titler_new ();
  fixture->link = cs_desk_titler_new (fixture->output, fixture->titler);
  fixture->snapshot = make_snapshot ();
  cs_titler_set_format (fixture->titler, &format);
  g_assert_true (cs_output_server_show (fixture->output, fixture->snapshot,
                                        cs_output_server_get_epoch (fixture->output)));
  cs_titler_set_snapshot (fixture->titler, fixture->snapshot);
  while (!cs_cards_need_drawing (cs_titler_get_cards (fixture->titler))) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
  is_drawn (fixture);
  g_assert_true (is_drawn (fixture));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->link);
  g_object_unref (fixture->titler);
  cs_snapshot_unref (fixture->snapshot);
  cs_output_server_stop (fixture->output);
  g_object_unref (fixture->output);
  g_object_unref (fixture->clock);
}

/* No main loop turns in any of these: the next picture knows by itself. */
static void
test_clear (Fixture      *fixture,
            gconstpointer data)
{
  cs_output_server_clear (fixture->output);
  g_assert_false (is_drawn (fixture));
  /* The same post taken again is drawn again only when it is told. */
  g_assert_true (cs_output_server_show (fixture->output, fixture->snapshot,
                                        cs_output_server_get_epoch (fixture->output)));
  g_assert_false (is_drawn (fixture));
}

static void
test_out (Fixture      *fixture,
          gconstpointer data)
{
  cs_output_server_out (fixture->output, fixture->snapshot->post_id);
  g_assert_false (is_drawn (fixture));
}

static void
test_withdrawn (Fixture      *fixture,
                gconstpointer data)
{
  cs_output_server_withdraw (fixture->output, CS_NETWORK_MASTODON, "scene.example", "1", NULL);
  g_assert_false (is_drawn (fixture));
}

static void
test_replaced (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (CsSnapshot) other = make_snapshot ();

  g_assert_true (cs_output_server_show (fixture->output, other, cs_output_server_get_epoch (fixture->output)));
  g_assert_false (is_drawn (fixture));
}

/* The desk's loop hangs: dark after three seconds, as the overlay. */
static void
test_silent (Fixture      *fixture,
             gconstpointer data)
{
  cs_clock_advance (fixture->clock, 4 * G_USEC_PER_SEC);
  g_assert_false (is_drawn (fixture));
}

static void
test_link_gone (Fixture      *fixture,
                gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->link));
  g_assert_false (is_drawn (fixture));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add ("/desk/titler/clear", Fixture, NULL, set_up, test_clear, tear_down);
  g_test_add ("/desk/titler/out", Fixture, NULL, set_up, test_out, tear_down);
  g_test_add ("/desk/titler/withdrawn", Fixture, NULL, set_up, test_withdrawn, tear_down);
  g_test_add ("/desk/titler/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  g_test_add ("/desk/titler/silent", Fixture, NULL, set_up, test_silent, tear_down);
  g_test_add ("/desk/titler/link-gone", Fixture, NULL, set_up, test_link_gone, tear_down);
  return g_test_run ();
}
