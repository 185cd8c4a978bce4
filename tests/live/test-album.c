/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-album.h"

#include "cs-photo.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIMIT_US (30 * G_TIME_SPAN_SECOND)

static char *
put (const char *folder,
     const char *name)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  return path;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
wait_more (const guint *n,
           guint        than)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (*n <= than) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static void
refresh (CsAlbum *album)
{
  guint n = 0;
  gulong handler = g_signal_connect_swapped (album, "notify::ready", G_CALLBACK (count_cb), &n);

  cs_album_refresh (album);
  wait_more (&n, 0);
  g_signal_handler_disconnect (album, handler);
}

static CsAlbumPhoto *
get (CsAlbum *album,
     guint    i)
{
  g_autoptr (CsAlbumPhoto) photo = g_list_model_get_item (cs_album_get_model (album), i);

  return photo;
}

static void
check_name (CsAlbum    *album,
            guint       i,
            const char *name)
{
  g_autofree char *there = g_path_get_basename (cs_album_photo_get_path (get (album, i)));

  g_assert_cmpstr (there, ==, name);
}

/* Only what the camera made, and nothing that leads elsewhere or never ends. */
static void
test_ours (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-album-XXXXXX", NULL);
  g_autofree char *ours = put (folder, "Show 2026-11-22 21h14m07.jpg");
  g_autofree char *second = put (folder, "Show 2026-11-22 21h14m07 (2).jpg");
  g_autofree char *later = put (folder, "2026-11-22 21h14m08.png");
  g_autofree char *holiday = put (folder, "holiday.jpg");
  g_autofree char *impossible = put (folder, "Show 2026-13-22 21h14m07.jpg");
  g_autofree char *half = put (folder, "Show 2026-11-22 21h14m07.jpg.AB12CD");
  g_autofree char *glued = put (folder, "Show2026-11-22 21h14m07.jpg");
  g_autofree char *link = g_build_filename (folder, "Show 2026-11-22 21h14m09.jpg", NULL);
  g_autofree char *pipe = g_build_filename (folder, "Show 2026-11-22 21h14m10.jpg", NULL);
  g_autoptr (CsAlbum) album = cs_album_new (folder);

  g_assert_cmpint (symlink (ours, link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  refresh (album);
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, 3);
  check_name (album, 0, "2026-11-22 21h14m08.png");
  check_name (album, 1, "Show 2026-11-22 21h14m07 (2).jpg");
  check_name (album, 2, "Show 2026-11-22 21h14m07.jpg");
  g_assert_cmpuint (cs_album_photo_get_n_bytes (get (album, 2)), ==, 28);
  scratch_remove (folder);
}

/* Whatever a show is called, its photos are found again, at the time they were taken. */
static void
test_name (void)
{
  static const char *const shows[] = { "Les Victoires", "", "2026-01-01 00h00m00", "a/b\n", "日本 ﷽", ".." };
  const gint64 now_us = G_GINT64_CONSTANT (1795291207) * G_USEC_PER_SEC;

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++) {
    g_autofree char *name = cs_photo_make_name (shows[i], now_us);
    g_autofree char *file = g_strconcat (name, " (2).jpg", NULL);
    gint64 made_us;

    g_assert_true (cs_photo_parse_name (file, &made_us));
    g_assert_cmpint (made_us, ==, now_us);
  }
  g_assert_false (cs_photo_parse_name ("\xff 2026-11-22 21h14m07.jpg", &(gint64) { 0 }));
}

/* What stays is the same object: whoever has chosen it still has it. */
static void
test_refresh (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-album-XXXXXX", NULL);
  g_autofree char *old = put (folder, "Show 2026-11-22 21h14m07.jpg");
  g_autofree char *middle = put (folder, "Show 2026-11-22 21h14m08.jpg");
  g_autofree char *new = NULL;
  g_autoptr (CsAlbum) album = cs_album_new (folder);
  CsAlbumPhoto *kept;

  refresh (album);
  kept = get (album, 1);
  g_unlink (middle);
  new = put (folder, "Show 2026-11-22 21h14m09.jpg");
  refresh (album);
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, 2);
  check_name (album, 0, "Show 2026-11-22 21h14m09.jpg");
  g_assert_true (get (album, 1) == kept);
  scratch_remove (folder);
  refresh (album);
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, 0);
}

static void
test_many (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-album-XXXXXX", NULL);
  g_autoptr (CsAlbum) album = cs_album_new (folder);

  for (guint i = 0; i < CS_ALBUM_MAX_PHOTOS + 5; i++) {
    g_autofree char *name = g_strdup_printf ("Show 2026-11-22 21h%02um%02u.jpg", i / 60, i % 60);
    g_autofree char *path = put (folder, name);
  }
  refresh (album);
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, CS_ALBUM_MAX_PHOTOS);
  g_assert_cmpuint (cs_album_get_n_more (album), ==, 5);
  check_name (album, 0, "Show 2026-11-22 21h05m04.jpg");
  scratch_remove (folder);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_album_remove_finish (CS_ALBUM (object), result, &error));
  g_assert_no_error (error);
  count_cb (data);
}

static void
test_remove (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-album-XXXXXX", NULL);
  g_autofree char *first = put (folder, "Show 2026-11-22 21h14m07.jpg");
  g_autofree char *second = put (folder, "Show 2026-11-22 21h14m08.jpg");
  g_autoptr (CsAlbum) album = cs_album_new (folder);
  guint n = 0;

  refresh (album);
  cs_album_remove_async (album, get (album, 0), TRUE, NULL, removed_cb, &n);
  wait_more (&n, 0);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, 1);
  g_unlink (first);
  cs_album_remove_async (album, get (album, 0), TRUE, NULL, removed_cb, &n);
  wait_more (&n, 1);
  g_assert_cmpuint (g_list_model_get_n_items (cs_album_get_model (album)), ==, 0);
  scratch_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/album/ours", test_ours);
  g_test_add_func ("/live/album/name", test_name);
  g_test_add_func ("/live/album/refresh", test_refresh);
  g_test_add_func ("/live/album/many", test_many);
  g_test_add_func ("/live/album/remove", test_remove);
  return g_test_run ();
}
