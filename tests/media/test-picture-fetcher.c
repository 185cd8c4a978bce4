/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http.h"

#include "await.h"
#include "cs-picture-fetcher.h"

#include <glib/gstdio.h>
#include <string.h>


/* One red pixel. */
static const char png[] = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

static CsBitmap *
fetch (CsPictureFetcher *fetcher,
       const char       *url,
       GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_picture_fetcher_fetch_async (fetcher, url, 48, 48, NULL, await_cb, &result);
  return cs_picture_fetcher_fetch_finish (fetcher, await_result (&result), error);
}

static void
test_rehearsal (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pictures-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "red.png", NULL);
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (png, &length);
  g_autoptr (CsPictureFetcher) fetcher = cs_picture_fetcher_new (folder, NULL);
  g_autoptr (CsBitmap) bitmap = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, (char *) bytes, length, NULL));
  bitmap = fetch (fetcher, "rehearsal:red.png", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bitmap->width, ==, 1);

  static const char *const outside[] = { "rehearsal:../red.png", "rehearsal:/etc/passwd", "rehearsal:.", "rehearsal:",
                                         "rehearsal:a/b.png", "rehearsal:red.png%00" };
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++) {
    g_autoptr (GError) refused = NULL;

    g_assert_null (fetch (fetcher, outside[i], &refused));
    g_assert_error (refused, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  }
  g_unlink (path);
  g_rmdir (folder);
}

/* On air goes the file that the desk was shown, and no other that the address gives later. */
static void
test_for_air (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pictures-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "face.png", NULL);
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (png, &length);
  g_autofree char *swapped = g_malloc0 (length + 1);
  g_autoptr (CsSeenPictures) seen = cs_seen_pictures_new ();
  g_autoptr (CsPictureFetcher) desk = cs_picture_fetcher_new (folder, seen);
  g_autoptr (CsPictureFetcher) air = cs_picture_fetcher_new_for_air (folder, seen);
  g_autoptr (CsPictureFetcher) blind = cs_picture_fetcher_new_for_air (folder, NULL);
  g_autoptr (CsBitmap) shown = NULL;
  g_autoptr (CsBitmap) aired = NULL;
  g_autoptr (GError) unseen = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (GError) nothing = NULL;

  g_assert_true (g_file_set_contents (path, (char *) bytes, length, NULL));
  g_assert_null (fetch (air, "rehearsal:face.png", &unseen));
  g_assert_error (unseen, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  shown = fetch (desk, "rehearsal:face.png", NULL);
  aired = fetch (air, "rehearsal:face.png", NULL);
  g_assert_nonnull (shown);
  g_assert_nonnull (aired);
  g_assert_null (fetch (blind, "rehearsal:face.png", &nothing));
  g_assert_error (nothing, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  memcpy (swapped, bytes, length); /* a byte after its end makes another file of the same picture */
  g_assert_true (g_file_set_contents (path, swapped, length + 1, NULL));
  g_assert_null (fetch (air, "rehearsal:face.png", &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_private (void)
{
  static const char *const urls[] = { "http://127.0.0.1/a.png", "http://localhost/a.png", "http://[::1]/a.png",
                                      "http://127.1/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA" };
  g_autoptr (CsPictureFetcher) fetcher = cs_picture_fetcher_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fetch (fetcher, urls[i], &error));
    g_assert_nonnull (error);
  }
}

/* Dropped in the middle: every request is answered all the same. */
static void
test_dropped (void)
{
  CsPictureFetcher *fetcher = cs_picture_fetcher_new (NULL, NULL);
  GAsyncResult *results[20] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    cs_picture_fetcher_fetch_async (fetcher, "rehearsal:none.png", 8, 8, NULL, await_cb, &results[i]);
  g_object_unref (fetcher);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    while (results[i] == NULL)
      g_main_context_iteration (NULL, TRUE);
    g_object_unref (results[i]);
  }
}

int
main (int    argc,
      char **argv)
{
  cs_net_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/picture-fetcher/rehearsal", test_rehearsal);
  g_test_add_func ("/media/picture-fetcher/for-air", test_for_air);
  g_test_add_func ("/media/picture-fetcher/private", test_private);
  g_test_add_func ("/media/picture-fetcher/dropped", test_dropped);
  return g_test_run ();
}
