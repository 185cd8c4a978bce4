/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-preview END HEIGHT WIDE: bench-camera.c in a window WIDE pixels across, with nothing else in it. END is "own", our feed and frame;
 * "sink", GStreamer's gtk4paintablesink behind the same elements; or "sink-full", where GTK makes the pictures smaller. */
#include "cs-feed.h"
#include "cs-frame.h"

#include <stdlib.h>

#define PEER \
  "queue leaky=downstream max-size-buffers=4 max-size-bytes=0 max-size-time=0 ! tee name=both " \
  "both. ! queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0 ! videoconvertscale add-borders=true ! %s ! " \
  "gtk4paintablesink name=sink sync=false qos=false max-lateness=-1 enable-last-sample=false " \
  "both. ! videoconvertscale add-borders=true ! videorate skip-to-first=true ! " \
  "video/x-raw,format=I420,width=%d,height=%d,framerate=30/1 ! fakesink sync=false async=false enable-last-sample=false"

typedef struct {
  GstDevice *camera;
  CsFeedFormat format;
  int width;
  int height;
  CsFeed *feed;
  CsFrame *frame;
  GtkWidget *picture;
  GstElement *pipeline;
} Bench;

static void
frame_cb (CsFeed *feed,
          Bench  *bench)
{
  g_autoptr (CsCameraFrame) frame = cs_feed_dup_frame (feed);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                                           frame->pixels, frame->stride);

  cs_frame_show (bench->frame, texture);
}

static void
failed_cb (CsFeed *feed,
           GError *error)
{
  g_error ("%s", error->message);
}

static void
start_own (Bench *bench)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (CsDevice) device = cs_device_new (CS_DEVICE_CAMERA, bench->camera);

  bench->frame = cs_frame_new ();
  bench->feed = cs_feed_new (device, &bench->format, gst_clock_get_time (clock));
  g_signal_connect (bench->feed, "frame", G_CALLBACK (frame_cb), bench);
  g_signal_connect (bench->feed, "failed", G_CALLBACK (failed_cb), NULL);
  cs_feed_set_preview_size (bench->feed, bench->width, bench->height);
  gtk_picture_set_paintable (GTK_PICTURE (bench->picture), GDK_PAINTABLE (bench->frame));
  cs_feed_start (bench->feed);
}

static void
start_sink (Bench   *bench,
            gboolean full)
{
  g_autofree char *size = full ? g_strdup ("identity")
                               : g_strdup_printf ("video/x-raw,format=BGRA,width=%d,height=%d", bench->width, bench->height);
  g_autofree char *text = g_strdup_printf (PEER, size, bench->format.width, bench->format.height);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  GstElement *source = gst_device_create_element (bench->camera, NULL);
  GstElement *rest = gst_parse_bin_from_description (text, TRUE, &error);

  if (rest == NULL)
    g_error ("%s", error->message);
  bench->pipeline = gst_pipeline_new (NULL);
  gst_bin_add_many (GST_BIN (bench->pipeline), source, rest, NULL);
  if (!gst_element_link (source, rest))
    g_error ("The camera does not fit.");
  /* It is made here and now: later its thread would wait for the main loop. */
  sink = gst_bin_get_by_name (GST_BIN (rest), "sink");
  g_object_get (sink, "paintable", &paintable, NULL);
  gtk_picture_set_paintable (GTK_PICTURE (bench->picture), paintable);
  gst_element_set_state (bench->pipeline, GST_STATE_PLAYING);
}

static GstDevice *
find_camera (void)
{
  g_autoptr (GstDeviceProvider) provider = gst_device_provider_factory_get_by_name ("benchcamera");
  GList *devices;
  GstDevice *camera;

  if (provider == NULL || !gst_device_provider_start (provider))
    g_error ("GST_PLUGIN_PATH does not lead to the camera of the measurements.");
  devices = gst_device_provider_get_devices (provider);
  camera = gst_object_ref (devices->data);
  g_list_free_full (devices, gst_object_unref);
  return camera;
}

static gboolean
end_cb (GtkWindow *window,
        GMainLoop *loop)
{
  g_main_loop_quit (loop);
  return FALSE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bench bench = { 0 };
  GtkWidget *window;
  const char *end;

  gst_init (&argc, &argv);
  gtk_init ();
  g_assert_cmpint (argc, ==, 4);
  end = argv[1];
  bench.format = (CsFeedFormat){ atoi (argv[2]) * 16 / 9, atoi (argv[2]), 30 };
  bench.width = atoi (argv[3]);
  bench.height = bench.width * 9 / 16;
  bench.camera = find_camera ();
  bench.picture = gtk_picture_new ();
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), bench.width, bench.height);
  gtk_window_set_child (GTK_WINDOW (window), bench.picture);
  g_signal_connect (window, "close-request", G_CALLBACK (end_cb), loop);
  if (g_str_equal (end, "own"))
    start_own (&bench);
  else
    start_sink (&bench, g_str_equal (end, "sink-full"));
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  return 0;
}
