/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-error.h"
#include "cs-draw-id.h"

#include <string.h>

static void
assert_id (const char *platform,
           const char *handle,
           gsize       length,
           const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = cs_draw_id_new (platform, handle, length, &error);

  g_assert_cmpstr (id, ==, expected);
  if (expected == NULL) {
    g_assert_error (error, CS_DRAW_ERROR, CS_DRAW_ERROR_ID);
    return;
  }
  g_assert_true (cs_draw_id_check (id, strlen (id), NULL));
}

static void
assert_text (const char *handle,
             const char *expected)
{
  assert_id ("x", handle, strlen (handle), expected);
}

static void
test_forms (void)
{
  assert_text ("@Jeanne_D", "x:jeanne_d");
  assert_text ("  @\uff20 @Bob \t\u3000", "x:bob");
  assert_text ("Ame\u0301lie", "x:am\u00e9lie");
  assert_text ("\u00c9T\u00c9", "x:\u00c9t\u00c9"); /* ASCII letters only */
  assert_text ("E\u0301", "x:\u00c9"); /* composes before letters are lowered */
  assert_text ("H\u0331", "x:\u1e96"); /* composes only after they are */
  assert_text ("a\u200bb\u00adc\ufe0f", "x:abc");
  assert_text ("\U000e0041bob", "x:bob");
  assert_text ("anna marie", "x:anna marie");
  assert_text ("anna@social.example", "x:anna@social.example");
}

static void
test_refusals (void)
{
  g_autofree char *long_enough = g_strnfill (200, 'a');
  g_autofree char *too_long = g_strnfill (201, 'a');
  g_autofree char *id = g_strconcat ("x:", long_enough, NULL);

  assert_id ("x", "bad\xff", 4, NULL);
  assert_id ("x", "\xc0\xaf", 2, NULL);
  assert_id ("x", "\xed\xa0\x80", 3, NULL);
  assert_id ("x", "a\0b", 3, NULL);
  assert_text ("", NULL);
  assert_text ("@@", NULL);
  assert_text ("\u200b", NULL);
  assert_text ("a#1", NULL);
  assert_text ("a\tb", NULL);
  assert_text ("a\u00a0b", NULL);
  assert_text ("a\xc2\x85" "b", NULL);
  assert_text ("a\x7f", NULL);
  assert_text (long_enough, id);
  assert_text (too_long, NULL);
  assert_id ("h", "bob", 3, NULL);
  assert_id ("X", "bob", 3, NULL);
  assert_id ("", "bob", 3, NULL);
  assert_id ("abcdefghijklmnopq", "bob", 3, NULL);
}

static void
test_checks (void)
{
  const char *const wrong[] = {
    "bob", ":bob", "x:", "x:@bob", "x: bob", "x:bob ", "x:Bob", "x:b#b", "x:b\tb", "x:b\u200bb", "x:b\u00a0b",
    "x:\uff20bob", "h:bob", "x:b\xff", "x:b\rb", "X:bob", "abcdefghijklmnopq:bob",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (cs_draw_id_check (wrong[i], strlen (wrong[i]), NULL));
  g_assert_true (cs_draw_id_check ("x:e\u0301", strlen ("x:e\u0301"), NULL)); /* bytes are bytes */
  g_assert_true (cs_draw_id_check ("x:b@b c", strlen ("x:b@b c"), NULL));
}

static char *
random_handle (void)
{
  static const gunichar odd[] = { 0x301, 0x308, 0x200d, 0xa0, 0x20, 0x40, 0xff20, 0x3164, 0xac00, 0x1100, 0x1161, 0x11a8,
                                  0x212a, 0x130, 0xdf, 0x23, 0x2126, 0xfb01, 0x1f468, 0xe0067, 0x9 };
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (1, 12);

  for (int i = 0; i < n; i++) {
    gunichar c = g_test_rand_bit () ? odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))]
                                    : (gunichar) g_test_rand_int_range (1, 0x3000);

    g_string_append_unichar (text, c);
  }
  return g_string_free (text, FALSE);
}

/* Canonicalising again changes nothing, and neither does the form in which a keyboard gives accents. */
static void
test_properties (void)
{
  for (guint i = 0; i < 50000; i++) {
    g_autofree char *handle = random_handle ();
    g_autofree char *decomposed = g_utf8_normalize (handle, -1, G_NORMALIZE_NFD);
    g_autofree char *once = cs_draw_id_new ("x", handle, strlen (handle), NULL);
    g_autofree char *again = once != NULL ? cs_draw_id_new ("x", once + 2, strlen (once + 2), NULL) : NULL;
    g_autofree char *other = cs_draw_id_new ("x", decomposed, strlen (decomposed), NULL);

    g_assert_cmpstr (once, ==, again);
    g_assert_cmpstr (once, ==, other);
    if (once != NULL)
      g_assert_true (cs_draw_id_check (once, strlen (once), NULL));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/draw-id/forms", test_forms);
  g_test_add_func ("/contest/draw-id/refusals", test_refusals);
  g_test_add_func ("/contest/draw-id/checks", test_checks);
  g_test_add_func ("/contest/draw-id/properties", test_properties);
  return g_test_run ();
}
