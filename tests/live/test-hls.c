/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hls.h"

#include "cs-capture.h"
#include "cs-encoder.h"
#include "cs-live.h"
#include "fake-devices.h"

#include <glib/gstdio.h>
#include <string.h>

#define LIMIT_S 60
#define FIRST 1

typedef struct {
  CsCapture *capture;
  CsMixer *mixer;
  CsEncoder *encoder;
  CsShelf *shelf;
  CsHls *hls;
} Studio;

static gboolean
late_cb (gpointer data)
{
  g_error ("waited %d s in vain", LIMIT_S);
  return G_SOURCE_REMOVE;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static gboolean
has_piece (CsShelf *shelf,
           guint64  number)
{
  g_autoptr (GBytes) piece = cs_shelf_take_piece (shelf, number);

  return piece != NULL;
}

static void
wait_for_piece (Studio *studio,
                guint64 number)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (!has_piece (studio->shelf, number)) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
  }
  g_source_remove (late_id);
}

static void
studio_open (Studio *studio)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (FAKE_DEVICES_CLASS);
  const CsEncoderConfig config = { 600, 128, FALSE };

  studio->capture = cs_capture_new (devices);
  g_assert_true (cs_capture_set_height (studio->capture, 360));
  cs_capture_start (studio->capture);
  while (cs_capture_get_state (studio->capture) != CS_CAPTURE_TEST)
    g_main_context_iteration (NULL, TRUE);
  studio->mixer =
      cs_mixer_new (cs_capture_get_format (studio->capture), cs_capture_get_base_time (studio->capture));
  studio->encoder = cs_encoder_new (studio->mixer, &config, cs_capture_get_base_time (studio->capture));
  studio->shelf = cs_shelf_new ();
  studio->hls = cs_hls_new (studio->shelf, cs_capture_get_base_time (studio->capture));
  cs_capture_set_tap (studio->capture, CS_DEVICE_CAMERA, cs_mixer_take_picture, studio->mixer);
  cs_capture_set_tap (studio->capture, CS_DEVICE_MICROPHONE, cs_mixer_take_sound, studio->mixer);
  cs_encoder_add_line (studio->encoder, cs_outlet_get_line (CS_OUTLET (studio->hls)));
  cs_hls_start (studio->hls);
  cs_encoder_start (studio->encoder);
}

static void
end_hls (Studio *studio)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_outlet_end_async (CS_OUTLET (studio->hls), result_cb, &result);
  wait_for (&result);
  g_assert_true (cs_outlet_end_finish (CS_OUTLET (studio->hls), result, NULL));
}

static void
studio_close (Studio *studio)
{
  g_autoptr (GAsyncResult) ended = NULL, stopped = NULL;

  cs_capture_set_tap (studio->capture, CS_DEVICE_CAMERA, NULL, NULL);
  cs_capture_set_tap (studio->capture, CS_DEVICE_MICROPHONE, NULL, NULL);
  cs_encoder_end_async (studio->encoder, result_cb, &ended);
  wait_for (&ended);
  g_object_unref (studio->encoder);
  cs_mixer_unref (studio->mixer);
  cs_capture_stop_async (studio->capture, result_cb, &stopped);
  wait_for (&stopped);
  g_object_unref (studio->capture);
  g_object_unref (studio->hls);
  cs_shelf_unref (studio->shelf);
}

static char *
probe (const char *path,
       const char *stream,
       const char *entries)
{
  const char *const argv[] = { "ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", entries, "-of",
                               "csv=p=0", path, NULL };
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (err, ==, "");
  return g_steal_pointer (&out);
}

/* Every time once, evenly: nothing is lost or doubled where pieces meet. */
static void
assert_even (const char *path,
             const char *stream,
             double      step_s,
             guint       least)
{
  g_autofree char *text = probe (path, stream, "packet=pts_time");
  g_auto (GStrv) times = g_strsplit (g_strstrip (text), "\n", -1);
  guint n = g_strv_length (times);

  g_assert_cmpuint (n, >=, least);
  for (guint i = 1; i < n; i++) {
    double gap_s = g_ascii_strtod (times[i], NULL) - g_ascii_strtod (times[i - 1], NULL);

    if (gap_s < step_s * 0.5 || gap_s > step_s * 1.6)
      g_error ("%s: %.4f s between %s and %s", stream, gap_s, times[i - 1], times[i]);
  }
}

static void
append (GByteArray *file,
        GBytes     *bytes)
{
  g_assert_nonnull (bytes);
  g_byte_array_append (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
save (Studio     *studio,
      const char *folder,
      guint64     from,
      guint64     to)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) head = cs_shelf_take_head (studio->shelf, FIRST);
  char *path = g_build_filename (folder, "page.mp4", NULL);

  append (file, head);
  for (guint64 number = from; number <= to; number++) {
    g_autoptr (GBytes) piece = cs_shelf_take_piece (studio->shelf, number);

    append (file, piece);
  }
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
  return path;
}

static void
test_pieces (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-hls-XXXXXX", NULL);
  g_autofree char *whole = NULL, *middle = NULL, *shape = NULL, *keys = NULL, *playlist = NULL;
  Studio studio;

  studio_open (&studio);
  wait_for_piece (&studio, FIRST + 3);
  middle = save (&studio, folder, FIRST + 1, FIRST + 1);
  shape = probe (middle, "v", "stream=codec_name,profile,width,height");
  g_assert_cmpstr (g_strstrip (shape), ==, "h264,Main,640,360");
  keys = probe (middle, "v", "frame=key_frame");
  g_assert_true (g_str_has_prefix (keys, "1\n"));
  end_hls (&studio);
  playlist = cs_shelf_format_playlist (studio.shelf);
  g_assert_true (g_str_has_suffix (playlist, "#EXT-X-ENDLIST\n"));
  whole = save (&studio, folder, FIRST, FIRST + 3);
  assert_even (whole, "v", 1 / 30.0, 7 * 30);
  assert_even (whole, "a", 1024 / 48000.0, 7 * 46);
  g_remove (whole);
  g_rmdir (folder);
  studio_close (&studio);
}

/* However often an output asks for a key frame, no piece is longer than the playlist says. */
static void
test_more_keys (void)
{
  g_autoptr (CsLine) other = cs_line_new (CS_TRACK_AAC, 1000);
  g_autofree char *playlist = NULL;
  g_auto (GStrv) lines = NULL;
  Studio studio;

  studio_open (&studio);
  cs_encoder_add_line (studio.encoder, other);
  for (guint i = 1; i <= 4; i++) {
    wait_for_piece (&studio, FIRST - 1 + i);
    g_usleep (300000 * i);
    cs_line_open (other);
  }
  end_hls (&studio);
  playlist = cs_shelf_format_playlist (studio.shelf);
  g_test_message ("%s", playlist);
  lines = g_strsplit (playlist, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "#EXTINF:"))
      g_assert_cmpfloat (g_ascii_strtod (lines[i] + strlen ("#EXTINF:"), NULL), <, 2.5);
  studio_close (&studio);
}

/* Switched off and on again: what is still ending must not end what has just begun. */
static void
test_again (void)
{
  g_autoptr (CsShelf) shelf = cs_shelf_new ();
  g_autoptr (CsHls) before = cs_hls_new (shelf, 0);
  g_autoptr (CsHls) now = cs_hls_new (shelf, 0);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GAsyncResult) ended = NULL, over = NULL;

  cs_hls_start (before);
  cs_outlet_end_async (CS_OUTLET (before), result_cb, &ended);
  cs_hls_start (now);
  cs_shelf_put_head (shelf, bytes);
  cs_shelf_put_piece (shelf, bytes, G_USEC_PER_SEC, 0, FALSE);
  wait_for (&ended);
  g_assert_true (cs_shelf_is_live (shelf));
  cs_outlet_end_async (CS_OUTLET (now), result_cb, &over);
  wait_for (&over);
  g_assert_false (cs_shelf_is_live (shelf));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  cs_live_init ();
  g_assert_true (cs_live_load (&error));
  fake_devices_register ();
  g_test_add_func ("/hls/pieces", test_pieces);
  g_test_add_func ("/hls/more-keys", test_more_keys);
  g_test_add_func ("/hls/again", test_again);
  return g_test_run ();
}
