/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-winner-book.h"

#include <string.h>

#define SEAL_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SEAL_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void
test_round_trip (void)
{
  g_autoptr (CsWinnerBook) book = cs_winner_book_new ();
  g_autoptr (CsWinnerBook) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GHashTable) all = NULL, late = NULL;
  g_autoptr (GError) error = NULL;

  cs_winner_book_add (book, "x:anna", 1000, "Soirée", SEAL_A);
  cs_winner_book_add (book, "x:anna", 1000, "Soirée", SEAL_A);
  cs_winner_book_add (book, "x:bob", 2000, "Finale", SEAL_B);
  g_assert_cmpuint (cs_winner_book_get_n (book), ==, 2);
  bytes = cs_winner_book_write (book);
  again = cs_winner_book_parse (bytes, &error);
  g_assert_no_error (error);
  cs_winner_book_join (again, book);
  g_assert_cmpuint (cs_winner_book_get_n (again), ==, 2);
  all = cs_winner_book_list (again, 0, 3000);
  late = cs_winner_book_list (again, 1001, 2001);
  g_assert_cmpuint (g_hash_table_size (all), ==, 2);
  g_assert_false (g_hash_table_contains (late, "x:anna"));
  g_assert_true (g_hash_table_contains (late, "x:bob"));
  cs_winner_book_forget_draw (again, SEAL_A);
  cs_winner_book_forget_before (book, 1500);
  g_assert_cmpuint (cs_winner_book_get_n (again), ==, 1);
  g_assert_cmpuint (cs_winner_book_get_n (book), ==, 1);
}

static void
test_refusals (void)
{
  static const char *const files[] = {
    "",
    "id;won\n",
    "id\twon\tshow\tseal\nx:anna\t2026-01-01T00:00:00Z\tShow\n",
    "id\twon\tshow\tseal\nx:Anna\t2026-01-01T00:00:00Z\tShow\t" SEAL_A "\n",
    "id\twon\tshow\tseal\nx:anna\t2026-02-30T00:00:00Z\tShow\t" SEAL_A "\n",
    "id\twon\tshow\tseal\nx:anna\t2026-01-01T00:00:00Z\tShow\tzz\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_winner_book_parse (bytes, &error));
    g_assert_nonnull (error);
  }
}

/* Organisers never share a book, however alike their names come out as names of files; the same one always has the same. */
static void
test_paths (void)
{
  g_autofree char *one = cs_winner_book_path ("/f", "Exemple Média SAS");
  g_autofree char *same = cs_winner_book_path ("/f", "EXEMPLE MÉDIA SAS");
  g_autofree char *other = cs_winner_book_path ("/f", "Exemple Media SAS");
  g_autofree char *outside = cs_winner_book_path ("/f", "../../etc/passwd");

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
  g_assert_true (g_str_has_prefix (outside, "/f/") && strchr (outside + 3, '/') == NULL);
}

static void
test_months (void)
{
  g_assert_cmpint (cs_winner_months_before (1774915200, 1), ==, 1772236800); /* 31 March 2026: 28 February */
  g_assert_cmpint (cs_winner_months_before (1774915200, 12), ==, 1743379200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/winner-book/round-trip", test_round_trip);
  g_test_add_func ("/contest/winner-book/refusals", test_refusals);
  g_test_add_func ("/contest/winner-book/paths", test_paths);
  g_test_add_func ("/contest/winner-book/months", test_months);
  return g_test_run ();
}
