/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hls.h"

#include "await.h"
#include "cs-live.h"
#include "fake-devices.h"
#include "studio.h"

#include <string.h>

#define FIRST 1

typedef struct {
  Studio studio;
  CsShelf *shelf;
  CsHls *hls;
} Page;

static gboolean
has_piece (CsShelf *shelf,
           guint64  number)
{
  g_autoptr (GBytes) piece = cs_shelf_take_piece (shelf, number);

  return piece != NULL;
}

static void
page_open (Page *page)
{
  studio_open (&page->studio);
  page->shelf = cs_shelf_new ();
  page->hls = cs_hls_new (page->shelf, cs_capture_get_base_time (page->studio.capture));
  cs_encoder_add_line (page->studio.encoder, cs_outlet_get_line (CS_OUTLET (page->hls)));
  cs_hls_start (page->hls);
  cs_encoder_start (page->studio.encoder);
}

static void
end_hls (Page *page)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_outlet_end_async (CS_OUTLET (page->hls), await_cb, &result);
  await_result (&result);
  g_assert_true (cs_outlet_end_finish (CS_OUTLET (page->hls), result, NULL));
}

static void
page_close (Page *page)
{
  studio_close (&page->studio);
  g_object_unref (page->hls);
  cs_shelf_unref (page->shelf);
}

static void
append (GByteArray *file,
        GBytes     *bytes)
{
  g_assert_nonnull (bytes);
  g_byte_array_append (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
save (Page   *page,
      guint64 from,
      guint64 to)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) head = cs_shelf_take_head (page->shelf, FIRST);
  char *path = g_build_filename (page->studio.folder, "page.mp4", NULL);

  append (file, head);
  for (guint64 number = from; number <= to; number++) {
    g_autoptr (GBytes) piece = cs_shelf_take_piece (page->shelf, number);

    append (file, piece);
  }
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
  return path;
}

static void
test_pieces (void)
{
  g_autofree char *whole = NULL, *middle = NULL, *playlist = NULL;
  g_auto (GStrv) shape = NULL, keys = NULL;
  Page page;

  page_open (&page);
  await_until (has_piece (page.shelf, FIRST + 3));
  middle = save (&page, FIRST + 1, FIRST + 1);
  shape = studio_probe (middle, "v", "stream=codec_name,profile,width,height");
  g_assert_cmpuint (g_strv_length (shape), ==, 1);
  g_assert_cmpstr (shape[0], ==, "h264,Main,640,360");
  keys = studio_probe (middle, "v", "frame=key_frame");
  g_assert_cmpstr (keys[0], ==, "1");
  end_hls (&page);
  playlist = cs_shelf_format_playlist (page.shelf);
  g_assert_true (g_str_has_suffix (playlist, "#EXT-X-ENDLIST\n"));
  whole = save (&page, FIRST, FIRST + 3);
  studio_assert_even (whole, "v", 1 / 30.0, 7 * 30);
  studio_assert_even (whole, "a", 1024 / 48000.0, 7 * 46);
  page_close (&page);
}

/* However often an output asks for a key frame, no piece is longer than the playlist says. */
static void
test_more_keys (void)
{
  g_autoptr (CsLine) other = cs_line_new (CS_TRACK_AAC, 1000);
  g_autofree char *playlist = NULL;
  g_auto (GStrv) lines = NULL;
  Page page;

  page_open (&page);
  cs_encoder_add_line (page.studio.encoder, other);
  for (guint i = 1; i <= 4; i++) {
    await_until (has_piece (page.shelf, FIRST - 1 + i));
    g_usleep (300000 * i);
    cs_line_open (other);
  }
  end_hls (&page);
  playlist = cs_shelf_format_playlist (page.shelf);
  g_test_message ("%s", playlist);
  lines = g_strsplit (playlist, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "#EXTINF:"))
      g_assert_cmpfloat (g_ascii_strtod (lines[i] + strlen ("#EXTINF:"), NULL), <, 2.5);
  page_close (&page);
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
  cs_outlet_end_async (CS_OUTLET (before), await_cb, &ended);
  cs_hls_start (now);
  cs_shelf_put_head (shelf, bytes);
  cs_shelf_put_piece (shelf, bytes, G_USEC_PER_SEC, 0, FALSE);
  await_result (&ended);
  g_assert_true (cs_shelf_is_live (shelf));
  cs_outlet_end_async (CS_OUTLET (now), await_cb, &over);
  await_result (&over);
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
