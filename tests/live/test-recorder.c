/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recorder.h"

#include "await.h"
#include "cs-live.h"
#include "cs-remux.h"
#include "fake-devices.h"
#include "scratch.h"
#include "studio.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#define LIMIT_S 60

static char *
stop (CsRecorder *recorder,
      GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_recorder_stop_async (recorder, await_cb, &result);
  return cs_recorder_stop_finish (recorder, await_result (&result), error);
}

static void
test_parts (void)
{
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL, *parts = NULL;
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  recorder = cs_recorder_new (studio.folder, "soirée");
  cs_recorder_set_part_ms (recorder, 500);
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  await_ms (24000);
  g_assert_cmpuint (cs_recorder_get_n_parts (recorder), >=, 3);
  file = stop (recorder, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (file, "/soirée.mp4"));
  parts = g_build_filename (studio.folder, "soirée", NULL);
  g_assert_false (g_file_test (parts, G_FILE_TEST_EXISTS));
  studio_assert_even (file, "v", 1 / 30.0, 23 * 30);
  studio_assert_even (file, "a", 1024 / 48000.0, 23 * 46);
  studio_close (&studio);
}

/* The next part is opened a second before it is needed: a recording may end in that second, as one of just a minute does,
 * and be killed in it. */
static void
test_next_part_begun (void)
{
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  recorder = cs_recorder_new (studio.folder, "minute");
  cs_recorder_set_part_ms (recorder, 2000);
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  while (cs_recorder_get_n_parts (recorder) < 2)
    g_main_context_iteration (NULL, TRUE);
  await_ms (300);
  file = stop (recorder, &error);
  g_assert_no_error (error);
  studio_assert_even (file, "v", 1 / 30.0, 30);
  studio_close (&studio);
}

/* A place that cannot be written to ends the recording, in words, and nothing else. */
static void
test_nowhere (void)
{
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *blocked = NULL, *file = NULL;
  guint64 n_encoded;
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  blocked = g_build_filename (studio.folder, "file", NULL);
  g_assert_true (g_file_set_contents (blocked, "x", 1, NULL));
  recorder = cs_recorder_new (blocked, "show");
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  while (cs_recorder_get_reason (recorder) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (cs_recorder_get_reason (recorder), CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED);
  g_assert_nonnull (strstr (cs_recorder_get_reason (recorder)->message, blocked));
  n_encoded = cs_encoder_get_n_pictures (studio.encoder);
  await_ms (500);
  g_assert_cmpuint (cs_encoder_get_n_pictures (studio.encoder), >, n_encoded);
  file = stop (recorder, &error);
  g_assert_null (file);
  g_assert_nonnull (error);
  studio_close (&studio);
}

static GPtrArray *
gather (const char *folder,
        GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_remux_left_async (folder, NULL, await_cb, &result);
  return cs_remux_left_finish (await_result (&result), error);
}

/* Two that begin at once under a name that there was before: each gets its own, and what there was stays. */
static void
test_same_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *earlier = NULL, *left = NULL, *text = NULL;
  CsRecorder *recorders[2];
  char *files[2];
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  earlier = g_build_filename (studio.folder, "show.mp4", NULL);
  left = g_build_filename (studio.folder, "show-2", NULL);
  g_assert_true (g_file_set_contents (earlier, "a film", -1, NULL));
  g_assert_cmpint (g_mkdir (left, 0700), ==, 0);
  for (guint i = 0; i < 2; i++) {
    recorders[i] = cs_recorder_new (studio.folder, "show");
    cs_recorder_start (recorders[i], studio.encoder, cs_capture_get_base_time (studio.capture));
  }
  await_ms (2500);
  for (guint i = 0; i < 2; i++) {
    files[i] = stop (recorders[i], &error);
    g_assert_no_error (error);
    studio_assert_even (files[i], "v", 1 / 30.0, 30);
    g_assert_true (g_str_has_suffix (files[i], "/show-3.mp4") || g_str_has_suffix (files[i], "/show-4.mp4"));
    g_object_unref (recorders[i]);
  }
  g_assert_cmpstr (files[0], !=, files[1]);
  g_assert_true (g_file_get_contents (earlier, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a film");
  for (guint i = 0; i < 2; i++)
    g_free (files[i]);
  studio_close (&studio);
}

/* What is no recording stays where it is, and is said. */
static void
test_rubbish (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-recorder-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename (folder, "broken", NULL);
  g_autofree char *part = g_build_filename (inside, "part-00000.mkv", NULL);
  g_autofree char *file = g_build_filename (folder, "broken.mp4", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = NULL, none = NULL;

  none = gather (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (part, "this is no picture", -1, NULL));
  made = gather (folder, &error);
  g_assert_null (made);
  g_assert_nonnull (strstr (error->message, inside));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_remove (part);
  g_rmdir (inside);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Two seconds of a picture and a tone, made at once. */
static void
make_part (const char *path)
{
  g_autofree char *description =
      g_strdup_printf ("matroskamux name=mux ! filesink location=\"%s\" "
                       "videotestsrc num-buffers=60 ! video/x-raw, width=320, height=180, framerate=30/1 ! "
                       "x264enc speed-preset=ultrafast key-int-max=30 ! h264parse ! queue ! mux. "
                       "audiotestsrc num-buffers=94 samplesperbuffer=1024 ! audio/x-raw, rate=48000, channels=2 ! "
                       "avenc_aac ! aacparse ! queue ! mux.",
                       path);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstBus) bus = NULL;
  GstMessage *message;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, LIMIT_S * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_message_unref (message);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

typedef struct {
  const char *from;
  const char *to;
} Drip;

#define N_DRIPS 25
#define DRIP_MS 200

static gpointer
drip_main (gpointer data)
{
  const Drip *drip = data;
  g_autofree char *bytes = NULL;
  FILE *pipe;
  gsize n, left;

  g_assert_true (g_file_get_contents (drip->from, &bytes, &n, NULL));
  /* For reading too: a file source opens what it reads twice, and between the two nobody would be at the other end. */
  pipe = g_fopen (drip->to, "r+b");
  g_assert_nonnull (pipe);
  for (left = n; left > 0;) {
    gsize piece = MIN (left, n / N_DRIPS + 1);

    g_assert_cmpuint (fwrite (bytes + n - left, 1, piece, pipe), ==, piece);
    g_assert_cmpint (fflush (pipe), ==, 0);
    left -= piece;
    g_usleep (DRIP_MS * 1000);
  }
  fclose (pipe);
  return NULL;
}

static void
assert_gone (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Parts that were only opened when the process was killed, beside one that has pictures, and alone. */
static void
test_only_begun (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-recorder-XXXXXX", NULL);
  g_autofree char *film = g_build_filename (folder, "show.mp4", NULL);
  g_autofree char *head = NULL;
  gsize n;

  for (guint n_whole = 0; n_whole < 2; n_whole++) {
    g_autofree char *inside = g_build_filename (folder, "show", NULL);
    g_autofree char *whole = g_build_filename (inside, "part-00000.mkv", NULL);
    g_autofree char *empty = g_build_filename (inside, "part-00001.mkv", NULL);
    g_autofree char *begun = g_build_filename (inside, "part-00002.mkv", NULL);
    g_autoptr (GPtrArray) made = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
    make_part (whole);
    g_clear_pointer (&head, g_free);
    g_assert_true (g_file_get_contents (whole, &head, &n, NULL));
    g_assert_true (g_file_set_contents (empty, "", 0, NULL));
    g_assert_true (g_file_set_contents (begun, head, 100, NULL));
    if (n_whole == 0)
      g_remove (whole);
    made = gather (folder, &error);
    assert_gone (folder, "show");
    if (n_whole == 0) {
      g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE);
    } else {
      g_assert_no_error (error);
      g_assert_cmpuint (made->len, ==, 1);
      studio_assert_even (film, "v", 1 / 30.0, 60);
    }
  }
  g_remove (film);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A long recording, or a slow disk: as long as something moves, it is not given up. */
static void
test_takes_its_time (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-recorder-XXXXXX", NULL);
  g_autofree char *whole = g_build_filename (folder, "whole.mkv", NULL);
  g_autofree char *part = g_build_filename (folder, "part-00000.mkv", NULL);
  g_autofree char *file = g_build_filename (folder, "show.mp4", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const Drip drip = { whole, part };
  GThread *thread;

  make_part (whole);
  g_assert_cmpint (mkfifo (part, 0600), ==, 0);
  thread = g_thread_new ("drip", drip_main, (gpointer) &drip);
  cs_remux_async (folder, file, N_DRIPS * DRIP_MS / 2, NULL, await_cb, &result);
  g_assert_true (cs_remux_finish (await_result (&result), &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  studio_assert_even (file, "v", 1 / 30.0, 60);
  g_remove (whole);
  g_remove (file);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A recording that is being made is nobody else's business. */
static void
test_in_use (void)
{
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  recorder = cs_recorder_new (studio.folder, "show");
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  await_ms (1500);
  made = gather (studio.folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 0);
  await_ms (1000);
  file = stop (recorder, &error);
  g_assert_no_error (error);
  studio_assert_even (file, "v", 1 / 30.0, 60);
  studio_close (&studio);
}

int
main (int   argc,
      char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/recorder/parts", test_parts);
  g_test_add_func ("/live/recorder/next-part-begun", test_next_part_begun);
  g_test_add_func ("/live/recorder/nowhere", test_nowhere);
  g_test_add_func ("/live/recorder/same-name", test_same_name);
  g_test_add_func ("/live/recorder/rubbish", test_rubbish);
  g_test_add_func ("/live/recorder/only-begun", test_only_begun);
  g_test_add_func ("/live/recorder/takes-its-time", test_takes_its_time);
  g_test_add_func ("/live/recorder/in-use", test_in_use);
  return g_test_run ();
}
