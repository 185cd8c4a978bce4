/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "left-recording.h"

#include "await.h"
#include "cs-remux.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#define LIMIT_S 60

/* Some seconds of a picture and a tone, as the recorder writes them. The encoder of sound begins with a piece of its own. */
static void
make_part (const char *path,
           guint       number)
{
  gint64 from_ns = number * (gint64) (LEFT_PART_S * GST_SECOND);
  g_autofree char *description = g_strdup_printf (
    "matroskamux name=mux ! filesink buffer-mode=unbuffered location=\"%s\" "
    "videotestsrc pattern=ball num-buffers=%d timestamp-offset=%" G_GINT64_FORMAT " ! video/x-raw, width=320, height=180, "
    "framerate=%d/1 ! x264enc speed-preset=ultrafast tune=zerolatency key-int-max=%d ! h264parse ! queue ! mux. "
    "audiotestsrc num-buffers=%d samplesperbuffer=1024 timestamp-offset=%" G_GINT64_FORMAT " ! audio/x-raw, rate=48000, "
    "channels=2 ! avenc_aac ! aacparse ! queue ! mux.",
    path, LEFT_N_PICTURES, from_ns, LEFT_FPS, LEFT_FPS, LEFT_N_SOUNDS - 1, from_ns);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, LIMIT_S * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

char *
left_get_part (const LeftRecording *left,
               const char          *prefix,
               guint                number)
{
  g_autofree char *name = g_strdup_printf ("%s%05u.mkv", prefix, number);

  return g_build_filename (left->inside, name, NULL);
}

/* The parts are made once; every recording has copies. */
GBytes *
left_read_part (guint number)
{
  static GBytes *parts[LEFT_N_PARTS];
  g_autofree char *path = NULL, *bytes = NULL;
  gsize n;

  if (parts[number] == NULL) {
    g_assert_true (g_close (g_file_open_tmp ("coulisses-part-XXXXXX", &path, NULL), NULL));
    make_part (path, number);
    g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
    parts[number] = g_bytes_new_take (g_steal_pointer (&bytes), n);
    g_unlink (path);
  }
  return parts[number];
}

void
left_put_part (const LeftRecording *left,
               guint                number,
               const void          *bytes,
               gsize                n)
{
  g_autofree char *path = left_get_part (left, "part-", number);

  g_assert_true (g_file_set_contents (path, bytes, n, NULL));
}

void
left_open (LeftRecording *left)
{
  left->folder = g_dir_make_tmp ("coulisses-remux-XXXXXX", NULL);
  left->inside = g_build_filename (left->folder, "show", NULL);
  left->film = g_build_filename (left->folder, "show.mp4", NULL);
  g_assert_cmpint (g_mkdir (left->inside, 0700), ==, 0);
  for (guint i = 0; i < LEFT_N_PARTS; i++)
    left_put_part (left, i, g_bytes_get_data (left_read_part (i), NULL), g_bytes_get_size (left_read_part (i)));
}

guint
left_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  for (; dir != NULL && (name = g_dir_read_name (dir)) != NULL; n++) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  return n;
}

void
left_close (LeftRecording *left)
{
  scratch_remove (left->folder);
  g_free (left->folder);
  g_free (left->inside);
  g_free (left->film);
}

/* A copy of a part, to do harm to. */
guint8 *
left_copy_part (guint  number,
                gsize *n)
{
  GBytes *part = left_read_part (number);

  *n = g_bytes_get_size (part);
  return g_memdup2 (g_bytes_get_data (part, NULL), *n);
}

gboolean
left_has_part (const LeftRecording *left,
               guint                number)
{
  g_autofree char *path = left_get_part (left, "part-", number);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

GPtrArray *
left_gather (const char *folder,
             char      **lack,
             GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_remux_left_async (folder, NULL, await_cb, &result);
  return cs_remux_left_finish (await_result (&result), lack, error);
}
