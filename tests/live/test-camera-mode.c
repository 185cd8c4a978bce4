/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-camera-mode.h"

static void
assert_mode (const char *offered,
             int         height,
             const char *expected,
             gboolean    jpeg)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (offered);
  g_auto (CsCameraMode) mode = cs_camera_mode_choose (caps, height, 30);
  g_autoptr (GstCaps) wanted = expected != NULL ? gst_caps_from_string (expected) : NULL;

  if (expected == NULL) {
    g_assert_null (mode.caps);
    return;
  }
  g_assert_nonnull (mode.caps);
  if (!gst_caps_can_intersect (mode.caps, wanted))
    g_error ("%" GST_PTR_FORMAT " is not %s", mode.caps, expected);
  g_assert_true (mode.jpeg == jpeg);
}

static void
test_exact (void)
{
  assert_mode ("video/x-raw, width=1280, height=720, framerate=30/1", 720, "video/x-raw, width=1280, height=720", FALSE);
}

/* An ordinary webcam: raw pictures of this size come at ten a second, JPEG ones at thirty. */
static void
test_webcam (void)
{
  const char *webcam = "video/x-raw, format=YUY2, width=640, height=480, framerate={30/1, 15/1};"
                       "video/x-raw, format=YUY2, width=1280, height=720, framerate=10/1;"
                       "image/jpeg, width=1280, height=720, framerate=30/1;"
                       "image/jpeg, width=1920, height=1080, framerate=30/1";

  assert_mode (webcam, 720, "image/jpeg, width=1280, height=720, framerate=30/1", TRUE);
  assert_mode (webcam, 1080, "image/jpeg, width=1920, height=1080, framerate=30/1", TRUE);
  assert_mode (webcam, 480, "video/x-raw, width=640, height=480, framerate=30/1", FALSE);
}

static void
test_ranges (void)
{
  assert_mode ("video/x-raw, width=[2, 1920], height=[2, 1080], framerate=[0/1, 60/1]", 720,
               "video/x-raw, width=1280, height=720, framerate=30/1", FALSE);
  assert_mode ("video/x-raw, width={320, 640, 1280}, height={240, 480, 720}, framerate={5/1, 25/1}", 720,
               "video/x-raw, width=1280, height=720, framerate=25/1", FALSE);
}

/* NTSC rates are thirty for us. */
static void
test_ntsc (void)
{
  assert_mode ("video/x-raw, width=1280, height=720, framerate=30000/1001", 720,
               "video/x-raw, width=1280, height=720, framerate=30000/1001", FALSE);
}

static void
test_nothing_known (void)
{
  assert_mode ("video/x-h264, width=1280, height=720, framerate=30/1", 720, NULL, FALSE);
  assert_mode ("video/x-raw(memory:DMABuf), width=1280, height=720, framerate=30/1", 720, NULL, FALSE);
  assert_mode ("video/x-raw, width=1280, height=720, framerate=0/1", 720, NULL, FALSE);
  assert_mode ("EMPTY", 720, NULL, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/live/camera-mode/exact", test_exact);
  g_test_add_func ("/live/camera-mode/webcam", test_webcam);
  g_test_add_func ("/live/camera-mode/ranges", test_ranges);
  g_test_add_func ("/live/camera-mode/ntsc", test_ntsc);
  g_test_add_func ("/live/camera-mode/nothing-known", test_nothing_known);
  return g_test_run ();
}
