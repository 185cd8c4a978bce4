/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recorder.h"

#include "await.h"
#include "cs-live.h"
#include "cs-remux.h"
#include "fake-devices.h"
#include "studio.h"

#include <glib/gstdio.h>
#include <string.h>

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
  cs_recorder_set_part_ms (recorder, 500, 8000);
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
  cs_recorder_set_part_ms (recorder, 2000, 8000);
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  while (cs_recorder_get_n_parts (recorder) < 2)
    g_main_context_iteration (NULL, TRUE);
  await_ms (300);
  file = stop (recorder, &error);
  g_assert_no_error (error);
  studio_assert_even (file, "v", 1 / 30.0, 30);
  studio_close (&studio);
}

/* Key frames are two seconds apart: each part but the first has to wait for its own, and the one before for it. */
static void
test_late_key_frame (void)
{
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  Studio studio;

  studio_open (&studio);
  cs_encoder_start (studio.encoder);
  recorder = cs_recorder_new (studio.folder, "late");
  cs_recorder_set_part_ms (recorder, 10, 500);
  cs_recorder_start (recorder, studio.encoder, cs_capture_get_base_time (studio.capture));
  await_ms (12000);
  g_assert_cmpuint (cs_recorder_get_n_parts (recorder), >=, 3);
  file = stop (recorder, &error);
  g_assert_no_error (error);
  studio_assert_even (file, "v", 1 / 30.0, 11 * 30);
  studio_assert_even (file, "a", 1024 / 48000.0, 11 * 46);
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
  return cs_remux_left_finish (await_result (&result), NULL, error);
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
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/recorder/parts", test_parts);
  g_test_add_func ("/live/recorder/next-part-begun", test_next_part_begun);
  g_test_add_func ("/live/recorder/late-key-frame", test_late_key_frame);
  g_test_add_func ("/live/recorder/nowhere", test_nowhere);
  g_test_add_func ("/live/recorder/same-name", test_same_name);
  g_test_add_func ("/live/recorder/in-use", test_in_use);
  return g_test_run ();
}
