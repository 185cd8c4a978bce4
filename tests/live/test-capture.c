/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-capture.h"

#include "cs-live.h"
#include "fake-devices.h"

#include <string.h>

#define LIMIT_S 30

typedef gboolean (*Until) (CsCapture *capture);

static gboolean
late_cb (gpointer data)
{
  CsCapture *capture = data;
  g_autoptr (GString) devices = g_string_new (NULL);

  for (guint kind = 0; kind < 2; kind++) {
    GListModel *model = cs_device_list_get_model (cs_capture_get_devices (capture), kind);

    for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
      g_autoptr (CsDevice) device = g_list_model_get_item (model, i);

      g_string_append_printf (devices, " “%s”", cs_device_get_name (device));
    }
  }
  g_error ("waited %d s in vain: state %d, camera's trouble “%s”, devices%s", LIMIT_S, cs_capture_get_state (capture),
           cs_capture_get_trouble (capture, CS_DEVICE_CAMERA), devices->str);
  return G_SOURCE_REMOVE;
}

static void
wait_until (CsCapture *capture,
            Until      until)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, capture);

  while (!until (capture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static CsCapture *
make_capture (void)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (FAKE_DEVICES_CLASS);
  CsCapture *capture = cs_capture_new (devices);

  cs_capture_set_preview_size (capture, 320, 320);
  return capture;
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_assert_true (cs_capture_stop_finish (CS_CAPTURE (object), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
finish (CsCapture *capture)
{
  gboolean stopped = FALSE;

  cs_capture_stop_async (capture, stopped_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (capture);
  fake_devices_unplug_all ();
}

static gboolean
has_test_frame (CsCapture *capture)
{
  g_autoptr (CsCameraFrame) frame = cs_capture_dup_frame (capture);

  return frame != NULL && cs_capture_get_state (capture) == CS_CAPTURE_TEST;
}

static gboolean
has_tone (CsCapture *capture)
{
  CsLevels levels;

  cs_capture_get_levels (capture, &levels);
  return levels.level_db[0] > -20 && levels.peak_db[1] > -20;
}

static gboolean
has_camera (CsCapture *capture)
{
  return cs_capture_get_state (capture) == CS_CAPTURE_CAMERA;
}

static gboolean
has_microphone (CsCapture *capture)
{
  return cs_capture_get_device (capture, CS_DEVICE_MICROPHONE) != NULL;
}

static gboolean
has_no_microphone (CsCapture *capture)
{
  return !has_microphone (capture);
}

static gboolean
has_test (CsCapture *capture)
{
  return cs_capture_get_state (capture) == CS_CAPTURE_TEST;
}

static gboolean
has_trouble (CsCapture *capture)
{
  return has_test (capture) && cs_capture_get_trouble (capture, CS_DEVICE_CAMERA) != NULL;
}

static gboolean
is_listed (CsCapture *capture)
{
  return g_list_model_get_n_items (cs_device_list_get_model (cs_capture_get_devices (capture), CS_DEVICE_CAMERA)) > 1;
}

static void
assert_trouble (CsCapture  *capture,
                const char *part)
{
  const char *trouble = cs_capture_get_trouble (capture, CS_DEVICE_CAMERA);

  g_assert_nonnull (trouble);
  if (strstr (trouble, part) == NULL)
    g_error ("“%s” does not say “%s”", trouble, part);
}

/* Sum of the bytes of one row: a picture that is not black and has an alpha. */
static void
assert_painted (const CsCameraFrame *frame)
{
  gsize size;
  const guint8 *pixels = g_bytes_get_data (frame->pixels, &size);
  guint bright = 0;

  g_assert_cmpuint (size, ==, frame->stride * frame->height);
  g_assert_cmpuint (frame->stride, >=, frame->width * 4);
  for (int x = 0; x < frame->width; x++) {
    g_assert_cmpuint (pixels[x * 4 + 3], ==, 255);
    bright += pixels[x * 4 + 1] > 100;
  }
  g_assert_cmpuint (bright, >, 0);
  g_assert_cmpuint (bright, <, frame->width);
}

static void
test_without_devices (void)
{
  CsCapture *capture = make_capture ();
  g_autoptr (CsCameraFrame) frame = NULL;

  g_assert_cmpuint (cs_capture_get_state (capture), ==, CS_CAPTURE_OFF);
  cs_capture_start (capture);
  g_assert_cmpuint (cs_capture_get_state (capture), ==, CS_CAPTURE_STARTING);
  wait_until (capture, has_test_frame);
  assert_trouble (capture, "no camera");
  frame = cs_capture_dup_frame (capture);
  g_assert_cmpint (frame->width, ==, 320);
  g_assert_cmpint (frame->height, ==, 180);
  assert_painted (frame);
  wait_until (capture, has_tone);
  finish (capture);
}

static void
frame_cb (CsCapture  *capture,
          GParamSpec *pspec,
          guint      *n_frames)
{
  (*n_frames)++;
}

static gboolean
has_small_frame (CsCapture *capture)
{
  g_autoptr (CsCameraFrame) frame = cs_capture_dup_frame (capture);

  return frame != NULL && frame->width == 160 && frame->height == 90;
}

/* However often the size changes, pictures go on; without a size they stop and the device does not. */
static void
test_preview_size (void)
{
  CsCapture *capture = make_capture ();
  guint n_frames = 0, ticks_id;
  gint64 end_us;

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  for (int i = 0; i < 60; i++) {
    cs_capture_set_preview_size (capture, 100 + i * 20, 400);
    g_main_context_iteration (NULL, TRUE);
  }
  cs_capture_set_preview_size (capture, 160, 400);
  wait_until (capture, has_small_frame);
  cs_capture_set_preview_size (capture, 0, 0);
  g_usleep (200 * 1000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (capture, "notify::frame", G_CALLBACK (frame_cb), &n_frames);
  ticks_id = g_timeout_add (50, tick_cb, NULL);
  end_us = g_get_monotonic_time () + 3 * G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticks_id);
  g_assert_cmpuint (n_frames, ==, 0);
  g_assert_cmpuint (cs_capture_get_state (capture), ==, CS_CAPTURE_TEST);
  cs_capture_set_preview_size (capture, 320, 320);
  while (n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  finish (capture);
}

static gboolean
sleep_cb (gpointer data)
{
  g_usleep (G_USEC_PER_SEC);
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A main loop that was away for a second gets one picture, not thirty. */
static void
test_newest_only (void)
{
  CsCapture *capture = make_capture ();
  gboolean slept = FALSE;
  guint n_frames = 0;

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  g_signal_connect (capture, "notify::frame", G_CALLBACK (frame_cb), &n_frames);
  g_idle_add (sleep_cb, &slept);
  while (!slept)
    g_main_context_iteration (NULL, TRUE);
  n_frames = 0;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_frames, <=, 2);
  finish (capture);
}

static void
test_plug (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  fake_devices_plug ("Backstage", TRUE, FAKE_WORKS);
  wait_until (capture, has_camera);
  g_assert_null (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA));
  g_assert_cmpstr (cs_device_get_name (cs_capture_get_device (capture, CS_DEVICE_CAMERA)), ==, "Backstage");
  /* The tone belongs to the test picture. */
  wait_until (capture, has_no_microphone);
  fake_devices_plug ("Lavalier", FALSE, FAKE_WORKS);
  wait_until (capture, has_microphone);
  g_assert_cmpstr (cs_device_get_name (cs_capture_get_device (capture, CS_DEVICE_MICROPHONE)), ==, "Lavalier");

  fake_devices_unplug ("Backstage");
  wait_until (capture, has_trouble);
  assert_trouble (capture, "“Backstage” was unplugged");
  g_assert_true (has_microphone (capture));
  fake_devices_plug ("Backstage", TRUE, FAKE_WORKS);
  wait_until (capture, has_camera);
  g_assert_null (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA));
  finish (capture);
}

static void
test_busy (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  fake_devices_plug ("Backstage", TRUE, FAKE_BUSY);
  wait_until (capture, is_listed);
  while (strstr (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA), "in use") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has_test (capture));
  /* Tried again by itself. */
  fake_devices_set_mood ("Backstage", FAKE_WORKS);
  wait_until (capture, has_camera);
  finish (capture);
}

/* The driver says nothing, it just stops. */
static void
test_silent (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  fake_devices_plug ("Backstage", TRUE, FAKE_WORKS);
  wait_until (capture, has_camera);
  fake_devices_set_mood ("Backstage", FAKE_SILENT);
  wait_until (capture, has_trouble);
  assert_trouble (capture, "stopped answering");
  fake_devices_set_mood ("Backstage", FAKE_WORKS);
  wait_until (capture, has_camera);
  finish (capture);
}

static void
test_choose (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  wait_until (capture, has_test_frame);
  fake_devices_plug ("One", TRUE, FAKE_WORKS);
  fake_devices_plug ("Two", TRUE, FAKE_WORKS);
  wait_until (capture, has_camera);
  cs_capture_choose (capture, CS_DEVICE_CAMERA, "Two");
  while (g_strcmp0 (cs_device_get_name (cs_capture_get_device (capture, CS_DEVICE_CAMERA)), "Two") != 0)
    g_main_context_iteration (NULL, TRUE);
  cs_capture_choose (capture, CS_DEVICE_CAMERA, CS_DEVICE_TEST_ID);
  wait_until (capture, has_test);
  g_assert_null (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA));
  cs_capture_choose (capture, CS_DEVICE_CAMERA, "Three");
  wait_until (capture, has_trouble);
  assert_trouble (capture, "“Three” is not plugged in");
  cs_capture_choose (capture, CS_DEVICE_CAMERA, NULL);
  wait_until (capture, has_camera);
  finish (capture);
}

static void
test_ends_at_once (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  finish (capture);
  for (int i = 0; i < 20; i++) {
    capture = make_capture ();
    cs_capture_start (capture);
    for (int j = 0; j < i; j++)
      g_main_context_iteration (NULL, TRUE);
    finish (capture);
  }
}

/* Debug output and drawings of pipelines hold stream keys. */
static void
test_no_debug (void)
{
  g_setenv ("GST_DEBUG", "5", TRUE);
  g_setenv ("GST_DEBUG_DUMP_DOT_DIR", "/tmp", TRUE);
  cs_live_init ();
  g_assert_null (g_getenv ("GST_DEBUG"));
  g_assert_null (g_getenv ("GST_DEBUG_DUMP_DOT_DIR"));
  g_assert_true (cs_live_load (NULL));
  g_assert_false (gst_debug_is_active ());
}

static double level_db; /* before something was changed */

static gboolean
is_six_louder (CsCapture *capture)
{
  CsLevels levels;

  cs_capture_get_levels (capture, &levels);
  return ABS (levels.level_db[0] - level_db - 6) < 0.5;
}

/* What is seen on the meter is what is heard. */
static void
test_gain (void)
{
  CsCapture *capture = make_capture ();
  CsLevels levels;

  cs_capture_choose (capture, CS_DEVICE_MICROPHONE, CS_DEVICE_TEST_ID);
  cs_capture_start (capture);
  wait_until (capture, has_tone);
  cs_capture_get_levels (capture, &levels);
  level_db = levels.level_db[0];
  cs_capture_set_gain_db (capture, 6);
  wait_until (capture, is_six_louder);
  cs_capture_set_gain_db (capture, 1000);
  g_assert_cmpfloat (cs_capture_get_gain_db (capture), ==, CS_GAIN_MAX_DB);
  finish (capture);
}

static void
ignore (GstBuffer   *buffer,
        GstClockTime time,
        gpointer     data)
{
}

/* A camera opens once: it is closed before it is opened in another size, and not while something is made of it. */
static void
test_height (void)
{
  CsCapture *capture = make_capture ();

  cs_capture_start (capture);
  wait_until (capture, has_test);
  fake_devices_plug ("Studio", TRUE, FAKE_WORKS);
  wait_until (capture, has_camera);
  g_assert_false (cs_capture_set_height (capture, 500));
  g_assert_true (cs_capture_set_height (capture, 360));
  g_assert_cmpint (cs_capture_get_format (capture)->width, ==, 640);
  g_assert_cmpint (cs_capture_get_state (capture), !=, CS_CAPTURE_CAMERA);
  wait_until (capture, has_camera);
  g_assert_null (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA));
  cs_capture_set_tap (capture, CS_DEVICE_CAMERA, ignore, NULL);
  g_assert_false (cs_capture_set_height (capture, 720));
  cs_capture_set_tap (capture, CS_DEVICE_CAMERA, NULL, NULL);
  /* Closed again while it is being opened. */
  g_assert_true (cs_capture_set_height (capture, 720));
  g_assert_true (cs_capture_set_height (capture, 480));
  wait_until (capture, has_camera);
  finish (capture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cs_live_init ();
  g_assert_true (cs_live_load (NULL));
  fake_devices_register ();
  g_test_add_func ("/live/capture/without-devices", test_without_devices);
  g_test_add_func ("/live/capture/preview-size", test_preview_size);
  g_test_add_func ("/live/capture/newest-only", test_newest_only);
  g_test_add_func ("/live/capture/plug", test_plug);
  g_test_add_func ("/live/capture/busy", test_busy);
  g_test_add_func ("/live/capture/silent", test_silent);
  g_test_add_func ("/live/capture/choose", test_choose);
  g_test_add_func ("/live/capture/gain", test_gain);
  g_test_add_func ("/live/capture/height", test_height);
  g_test_add_func ("/live/capture/ends-at-once", test_ends_at_once);
  g_test_add_func ("/live/capture/no-debug", test_no_debug);
  return g_test_run ();
}
