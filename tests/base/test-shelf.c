/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-shelf.h"

#include <string.h>

#define TWO_SECONDS (2 * G_USEC_PER_SEC)

static void
put (CsShelf *shelf,
     guint    n,
     gboolean gap)
{
  for (guint i = 0; i < n; i++) {
    g_autoptr (GBytes) piece = g_bytes_new_static ("piece", 5);

    cs_shelf_put_piece (shelf, piece, TWO_SECONDS, G_GINT64_CONSTANT (1700000000500000), gap);
  }
}

static CsShelf *
make (void)
{
  CsShelf *shelf = cs_shelf_new ();
  g_autoptr (GBytes) head = g_bytes_new_static ("head", 4);

  cs_shelf_begin (shelf);
  cs_shelf_put_head (shelf, head);
  return shelf;
}

static void
test_playlist (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autofree char *none = cs_shelf_format_playlist (shelf);
  g_autofree char *playlist = NULL, *ended = NULL;

  g_assert_null (none);
  g_assert_false (cs_shelf_is_live (shelf));
  put (shelf, 2, FALSE);
  g_assert_true (cs_shelf_is_live (shelf));
  playlist = cs_shelf_format_playlist (shelf);
  g_assert_cmpstr (playlist, ==,
                   "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:2\n"
                   "#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n"
                   "#EXT-X-MAP:URI=\"head-1.mp4\"\n"
                   "#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:20.500Z\n#EXTINF:2.000,\npiece-1.m4s\n"
                   "#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:20.500Z\n#EXTINF:2.000,\npiece-2.m4s\n");
  cs_shelf_end (shelf);
  ended = cs_shelf_format_playlist (shelf);
  g_assert_true (g_str_has_suffix (ended, "piece-2.m4s\n#EXT-X-ENDLIST\n"));
  g_assert_false (cs_shelf_is_live (shelf));
}

/* However long it lasts, so much is kept and no more; what was listed last can still be had. */
static void
test_never_grows (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autofree char *playlist = NULL;
  g_autoptr (GBytes) gone = NULL, oldest = NULL, head = NULL;

  put (shelf, 10000, FALSE);
  g_assert_cmpuint (cs_shelf_get_n_bytes (shelf), ==, CS_SHELF_KEPT * 5);
  playlist = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (playlist, "#EXT-X-MEDIA-SEQUENCE:9995\n"));
  g_assert_null (strstr (playlist, "piece-9994.m4s"));
  g_assert_nonnull (strstr (playlist, "piece-10000.m4s"));
  gone = cs_shelf_take_piece (shelf, 10000 - CS_SHELF_KEPT);
  oldest = cs_shelf_take_piece (shelf, 10000 - CS_SHELF_KEPT + 1);
  head = cs_shelf_take_head (shelf, 1);
  g_assert_null (gone);
  g_assert_nonnull (oldest);
  g_assert_nonnull (head);
}

static void
test_never_heavy (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autoptr (GBytes) heavy = g_bytes_new_take (g_malloc0 (CS_SHELF_MAX_BYTES / 3), CS_SHELF_MAX_BYTES / 3);

  for (guint i = 0; i < 8; i++)
    cs_shelf_put_piece (shelf, heavy, TWO_SECONDS, 1, FALSE);
  g_assert_cmpuint (cs_shelf_get_n_bytes (shelf), <=, CS_SHELF_MAX_BYTES);
}

/* A reader that counts discontinuities gets the same number for the same piece, however far it has moved. */
static void
test_gaps (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autofree char *fresh = NULL, *first = NULL, *gone = NULL;

  put (shelf, 3, FALSE);
  put (shelf, 1, TRUE);
  put (shelf, 2, FALSE);
  fresh = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (fresh, "DISCONTINUITY-SEQUENCE:1\n"));
  g_assert_nonnull (strstr (fresh, "#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:20.500Z\n"
                                   "#EXTINF:2.000,\npiece-4.m4s\n"));
  put (shelf, 3, FALSE);
  first = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (first, "#EXT-X-MEDIA-SEQUENCE:4\n#EXT-X-DISCONTINUITY-SEQUENCE:2\n#EXT-X-MAP"));
  g_assert_null (strstr (first, "#EXT-X-DISCONTINUITY\n"));
  put (shelf, 3, FALSE);
  gone = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (gone, "DISCONTINUITY-SEQUENCE:2\n"));
}

static void
test_heads (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autoptr (GBytes) head = g_bytes_new_static ("other", 5);
  g_autoptr (GBytes) dropped = NULL;
  g_autofree char *playlist = NULL;

  put (shelf, 2, FALSE);
  cs_shelf_put_head (shelf, head);
  put (shelf, 2, FALSE);
  playlist = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (playlist, "piece-2.m4s\n#EXT-X-MAP:URI=\"head-2.mp4\"\n"));
  put (shelf, CS_SHELF_KEPT, FALSE);
  dropped = cs_shelf_take_head (shelf, 1);
  g_assert_null (dropped);
}

/* Another broadcast: nothing of the one before, and no number twice. */
static void
test_again (void)
{
  g_autoptr (CsShelf) shelf = make ();
  g_autoptr (GBytes) head = g_bytes_new_static ("head", 4);
  g_autoptr (GBytes) old = NULL;
  g_autofree char *playlist = NULL;

  put (shelf, 3, FALSE);
  cs_shelf_end (shelf);
  cs_shelf_begin (shelf);
  old = cs_shelf_take_piece (shelf, 3);
  g_assert_null (old);
  cs_shelf_put_head (shelf, head);
  put (shelf, 1, FALSE);
  playlist = cs_shelf_format_playlist (shelf);
  g_assert_nonnull (strstr (playlist, "#EXT-X-MEDIA-SEQUENCE:4\n#EXT-X-DISCONTINUITY-SEQUENCE:2\n"));
  g_assert_nonnull (strstr (playlist, "head-2.mp4"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelf/playlist", test_playlist);
  g_test_add_func ("/shelf/never-grows", test_never_grows);
  g_test_add_func ("/shelf/never-heavy", test_never_heavy);
  g_test_add_func ("/shelf/gaps", test_gaps);
  g_test_add_func ("/shelf/heads", test_heads);
  g_test_add_func ("/shelf/again", test_again);
  return g_test_run ();
}
