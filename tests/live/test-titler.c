/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler.h"

#include "cs-live.h"

#include <string.h>

#define LIMIT_US (20 * G_TIME_SPAN_SECOND)
#define CAMERA_LUMA 100

static const CsFeedFormat format = { 1280, 720, 30 };

static CsSnapshot *
make_snapshot (const char *name,
               const char *text)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "", text);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "", name);
  post->account->handle = g_strdup ("somebody");
  post->account->name = g_strdup (name);
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return cs_snapshot_new (1, post);
}

static void
get_info (GstVideoInfo *info)
{
  gst_video_info_set_format (info, GST_VIDEO_FORMAT_I420, format.width, format.height);
}

static GstBuffer *
make_camera (void)
{
  GstVideoInfo info;
  GstBuffer *buffer;

  get_info (&info);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_buffer_memset (buffer, 0, 128, GST_VIDEO_INFO_SIZE (&info));
  gst_buffer_memset (buffer, 0, CAMERA_LUMA, format.width * format.height);
  return buffer;
}

/* How many pixels are not the camera's any more, in the luma of one picture. */
static guint
count_drawn (CsTitler   *picture,
             GstClockTime time)
{
  g_autoptr (GstBuffer) buffer = make_camera ();
  GstVideoInfo info;
  GstVideoFrame frame;
  GstMapInfo map;
  guint n = 0;

  get_info (&info);
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READWRITE));
  cs_cards_draw (cs_titler_get_cards (picture), &frame, time);
  gst_video_frame_unmap (&frame);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  for (int i = 0; i < format.width * format.height; i++)
    n += map.data[i] != CAMERA_LUMA;
  gst_buffer_unmap (buffer, &map);
  return n;
}

static void
wait_for_drawing (CsTitler *picture)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (!cs_cards_need_drawing (cs_titler_get_cards (picture))) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
}

static void
wait_for_slate (CsTitler *picture)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (cs_titler_get_slate (picture) == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
}

static gboolean
is_on_program (CsSnapshot *snapshot,
               gpointer    data)
{
  return g_atomic_pointer_get ((CsSnapshot **) data) == snapshot;
}

static void
test_lower_third (void)
{
  g_autoptr (CsTitler) picture = cs_titler_new ();
  g_autoptr (CsSnapshot) snapshot = make_snapshot ("Somebody", "What an evening! 👩‍👩‍👧‍👦");
  CsSnapshot *program = snapshot;
  guint n;

  cs_titler_set_format (picture, &format);
  cs_titler_set_gate (picture, is_on_program, &program, NULL);
  cs_titler_set_snapshot (picture, snapshot);
  wait_for_drawing (picture);
  count_drawn (picture, GST_SECOND);
  n = count_drawn (picture, 2 * GST_SECOND);
  g_assert_cmpuint (n, >, 20000);
  g_assert_cmpuint (n, <, 200000);
  g_atomic_pointer_set (&program, NULL);
  g_assert_cmpuint (count_drawn (picture, 3 * GST_SECOND), ==, 0);
  cs_titler_set_snapshot (picture, NULL);
  g_assert_false (cs_cards_need_drawing (cs_titler_get_cards (picture)));
}

/* It is taken off while it is still being drawn: what is ready too late is not shown. */
static void
test_too_late (void)
{
  g_autoptr (CsTitler) picture = cs_titler_new ();
  g_autoptr (CsSnapshot) snapshot = make_snapshot ("Somebody", "Too late");
  CsSnapshot *program = snapshot;

  cs_titler_set_format (picture, &format);
  cs_titler_set_gate (picture, is_on_program, &program, NULL);
  cs_titler_set_snapshot (picture, snapshot);
  cs_titler_set_snapshot (picture, NULL);
  /* What is drawn after it is there: so is what was drawn before. */
  cs_titler_set_title (picture, "Backstage");
  wait_for_drawing (picture);
  cs_titler_set_title (picture, NULL);
  g_assert_cmpuint (count_drawn (picture, GST_SECOND), ==, 0);
}

/* A switch that is off, and a snapshot without anybody who vouches for it. */
static void
test_off (void)
{
  g_autoptr (CsTitler) picture = cs_titler_new ();
  g_autoptr (CsSnapshot) snapshot = make_snapshot ("Somebody", "Off");
  CsSnapshot *program = snapshot;

  cs_titler_set_format (picture, &format);
  cs_titler_set_snapshot (picture, snapshot);
  wait_for_drawing (picture);
  g_assert_cmpuint (count_drawn (picture, GST_SECOND), ==, 0);
  cs_titler_set_gate (picture, is_on_program, &program, NULL);
  g_assert_cmpuint (count_drawn (picture, GST_SECOND), ==, 0);
  cs_titler_set_lower_third (picture, FALSE);
  wait_for_slate (picture);
  g_assert_false (cs_cards_need_drawing (cs_titler_get_cards (picture)));
}

static void
test_slate (void)
{
  g_autoptr (CsTitler) picture = cs_titler_new ();
  GstMapInfo map;
  guint bright = 0;

  cs_titler_set_show (picture, "Les Victoires");
  cs_titler_set_format (picture, &format);
  wait_for_slate (picture);
  g_assert_cmpuint (gst_buffer_get_size (cs_titler_get_slate (picture)), ==, format.width * format.height * 3 / 2);
  g_assert_true (gst_buffer_map (cs_titler_get_slate (picture), &map, GST_MAP_READ));
  for (int i = 0; i < format.width * format.height; i++)
    bright += map.data[i] > 200;
  gst_buffer_unmap (cs_titler_get_slate (picture), &map);
  /* There is something to read, and most of it is dark. */
  g_assert_cmpuint (bright, >, 2000);
  g_assert_cmpuint (bright, <, 100000);
}

/* Hearts rise and go; a flood of them stays within what can be drawn. */
static void
test_hearts (void)
{
  g_autoptr (CsTitler) picture = cs_titler_new ();
  guint few, many;

  cs_titler_set_format (picture, &format);
  cs_titler_add_heart (picture, 0xff3366);
  few = count_drawn (picture, GST_SECOND);
  g_assert_cmpuint (few, >, 200);
  for (guint i = 0; i < 5000; i++)
    cs_titler_add_heart (picture, i * 7919);
  many = count_drawn (picture, GST_SECOND + GST_SECOND / 30);
  g_assert_cmpuint (many, >, few);
  g_assert_cmpuint (many, <, 60 * few);
  g_assert_cmpuint (count_drawn (picture, 10 * GST_SECOND), ==, 0);
  g_assert_false (cs_cards_need_drawing (cs_titler_get_cards (picture)));
  cs_titler_set_hearts (picture, FALSE);
  cs_titler_add_heart (picture, 0xff3366);
  g_assert_false (cs_cards_need_drawing (cs_titler_get_cards (picture)));
}

static char *
make_long (const char *piece,
           guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* Whatever it says, it stays inside the safe area of every size of picture. */
static void
test_sizes (void)
{
  g_autofree char *word = make_long ("Donaudampfschifffahrt", 60);
  g_autofree char *marks = make_long ("a\xcc\x81\xcc\x82\xcc\x83", 200);
  g_autofree char *emoji = make_long ("👩‍👩‍👧‍👦", 90);
  const char *const texts[] = { word, marks, emoji, "ok", "\n\n\n", "مساء الخير 2024 يا باريس", "👍", "" };
  const CsFeedFormat formats[] = { { 640, 360, 30 }, { 854, 480, 30 }, { 1920, 1080, 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (formats); k++) {
      g_autoptr (CsSnapshot) snapshot = make_snapshot (texts[i], texts[i]);
      GstVideoInfo info;
      CsTitlerDrawn *drawn;

      gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, formats[k].width, formats[k].height);
      drawn = cs_titler_draw_post (&info, snapshot, NULL);
      g_assert_cmpint (drawn->x, >=, formats[k].width / 20 - 1);
      g_assert_cmpint (drawn->y, >, formats[k].height / 2);
      cs_titler_drawn_free (drawn);
    }
}

/* For a person to look at: test-live-titler --gallery FOLDER. Raw I420, 1280 × 720. */
static int
draw_gallery (const char *folder)
{
  static const struct {
    const char *name;
    const char *text;
  } posts[] = {
    { "Léa Marchand", "Quelle voix ! On est tous debout ici à Brest 🎤👏 #Victoires" },
    { "مريم العلوي", "مساء الخير من الدار البيضاء! أجمل حفل منذ 2024 ❤️ شكراً لكم جميعاً على هذه الأمسية الرائعة" },
    { "A name that goes on and on and on and on and on and on", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and a long text behind it that has to be cut somewhere because nobody could read it in the time" },
  };
  guint8 avatar[64 * 64 * 4];
  CsTitlerBitmap bitmap = { 64, 64, NULL };

  for (guint i = 0; i < sizeof avatar; i++)
    avatar[i] = i % 4 == 3 ? 255 : i / 97;
  bitmap.pixels = g_bytes_new (avatar, sizeof avatar);
  for (guint i = 0; i < G_N_ELEMENTS (posts); i++) {
    g_autoptr (CsTitler) picture = cs_titler_new ();
    g_autoptr (CsSnapshot) snapshot = make_snapshot (posts[i].name, posts[i].text);
    g_autofree char *path = g_strdup_printf ("%s/post-%u.yuv", folder, i);
    g_autofree char *slate = g_strdup_printf ("%s/slate.yuv", folder);
    g_autoptr (GstBuffer) buffer = make_camera ();
    CsSnapshot *program = snapshot;
    GstVideoInfo info;
    GstVideoFrame frame;
    GstMapInfo map;

    cs_titler_set_gate (picture, is_on_program, &program, NULL);
    cs_titler_set_show (picture, "Les Victoires de la musique");
    cs_titler_set_title (picture, "En coulisses avec Zaho");
    cs_titler_set_logo (picture, &bitmap);
    cs_titler_set_rehearsal (picture, TRUE);
    cs_titler_set_snapshot (picture, snapshot);
    if (i != 1)
      cs_titler_set_avatar (picture, snapshot, &bitmap);
    cs_titler_set_format (picture, &format);
    wait_for_slate (picture);
    g_usleep (500000);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    for (guint k = 0; k < 12; k++)
      cs_titler_add_heart (picture, k * 1234567);
    count_drawn (picture, 0);
    for (int k = 0; k < 12; k++)
      cs_titler_add_heart (picture, k * 1234567 + 99);
    get_info (&info);
    gst_video_frame_map (&frame, &info, buffer, GST_MAP_READWRITE);
    cs_cards_draw (cs_titler_get_cards (picture), &frame, GST_SECOND);
    gst_video_frame_unmap (&frame);
    gst_buffer_map (buffer, &map, GST_MAP_READ);
    g_file_set_contents (path, (const char *) map.data, map.size, NULL);
    gst_buffer_unmap (buffer, &map);
    gst_buffer_map (cs_titler_get_slate (picture), &map, GST_MAP_READ);
    g_file_set_contents (slate, (const char *) map.data, map.size, NULL);
    gst_buffer_unmap (cs_titler_get_slate (picture), &map);
  }
  g_bytes_unref (bitmap.pixels);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--gallery") == 0)
    return cs_live_load (NULL) ? draw_gallery (argv[2]) : 1;
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/titler/lower-third", test_lower_third);
  g_test_add_func ("/live/titler/too-late", test_too_late);
  g_test_add_func ("/live/titler/off", test_off);
  g_test_add_func ("/live/titler/slate", test_slate);
  g_test_add_func ("/live/titler/hearts", test_hearts);
  g_test_add_func ("/live/titler/sizes", test_sizes);
  return g_test_run ();
}
