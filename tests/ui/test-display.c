/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-display.h"

#include "cs-look.h"

#include <locale.h>

#define assert_text(expression, expected)                                                                \
  G_STMT_START                                                                                           \
  {                                                                                                      \
    g_autofree char *text_ = (expression);                                                               \
    g_assert_cmpstr (text_, ==, (expected));                                                             \
  }                                                                                                      \
  G_STMT_END

static void
test_number (void)
{
  assert_text (cs_display_number (0), "0");
  assert_text (cs_display_number (999), "999");
  assert_text (cs_display_number (1284), "1,284");
  assert_text (cs_display_number (-1234567), "\u22121,234,567");
  assert_text (cs_display_number (G_MAXINT64), "9,223,372,036,854,775,807");
  assert_text (cs_display_number (G_MININT64), "\u22129,223,372,036,854,775,808");
}

static void
test_age (void)
{
  assert_text (cs_display_age (0), "0\u00a0s");
  assert_text (cs_display_age (-5 * G_USEC_PER_SEC), "0\u00a0s");
  assert_text (cs_display_age (59 * G_USEC_PER_SEC + 999999), "59\u00a0s");
  assert_text (cs_display_age (60 * G_USEC_PER_SEC), "1\u00a0min");
  assert_text (cs_display_age (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC), "1\u00a0h");
  assert_text (cs_display_age (G_GINT64_CONSTANT (49) * 3600 * G_USEC_PER_SEC), "2\u00a0d");
}

static void
test_length (void)
{
  assert_text (cs_display_length (12345), "0:12");
  assert_text (cs_display_length (-4000), "\u22120:04");
  assert_text (cs_display_length (-400), "0:00");
  assert_text (cs_display_length (252000), "4:12");
  assert_text (cs_display_length (3723000), "1:02:03");
}

static void
test_direction (void)
{
  g_assert_false (cs_display_is_rtl (""));
  g_assert_false (cs_display_is_rtl ("12 !!"));
  g_assert_false (cs_display_is_rtl ("Bravo يا"));
  g_assert_true (cs_display_is_rtl ("يا لها من ليلة"));
  g_assert_true (cs_display_is_rtl ("#Victoires2026 @layla https://example.org يا لها"));
  g_assert_true (cs_display_is_rtl ("🌙 !! שלום"));
  g_assert_false (cs_display_is_rtl ("#Victoires2026"));
  g_assert_true (cs_display_is_rtl ("#ليلة"));
}

static void
test_line (void)
{
  assert_text (cs_display_line ("  a \n\n b\tc  ", 99), "a b c");
  assert_text (cs_display_line ("22\u00a0h", 99), "22\u00a0h");
  assert_text (cs_display_line ("abcdef", 6), "abcdef");
  assert_text (cs_display_line ("abcdef", 3), "abc…");
  assert_text (cs_display_line ("abc def", 3), "abc…");
  assert_text (cs_display_line ("", 3), "");
  /* Never between a letter and its accent, nor inside a family. */
  assert_text (cs_display_line ("ae\u0301x", 2), "ae…");
  assert_text (cs_display_line ("a👩\u200d👧b", 3), "a…");
}

static void
test_body (void)
{
  assert_text (cs_display_body ("Bravo #Duo", 99), "\u200eBravo #Duo");
  assert_text (cs_display_body ("يا #Duo", 99), "\u200fيا \u2068#Duo\u2069");
}

static void
test_cell (void)
{
  assert_text (cs_display_cell ("Bravo", 99, FALSE), "\u200e\u2068\u200eBravo\u2069");
  assert_text (cs_display_cell ("يا #Duo", 99, FALSE), "\u200e\u2068\u200fيا \u2068#Duo\u2069\u2069");
  assert_text (cs_display_cell ("Bravo\nbravo", 7, TRUE), "\u200f\u2068\u200eBravo b…\u2069");
}

static void
test_text (void)
{
  assert_text (cs_display_text (""), "");
  assert_text (cs_display_text ("Bravo\n#Duo"), "\u200eBravo\n\u200e#Duo");
  assert_text (cs_display_text ("يا\n\n#Duo"), "\u200fيا\n\u200f\n\u200f\u2068#Duo\u2069");
  assert_text (cs_display_text ("يا #Duo\nBravo"), "\u200fيا \u2068#Duo\u2069\n\u200eBravo");
  assert_text (cs_display_text ("يا\n🌙🌙"), "\u200fيا\n\u200f🌙🌙");
}

static void
test_initials (void)
{
  assert_text (cs_display_initials ("Inès Valloire"), "IV");
  assert_text (cs_display_initials ("jean de la tour"), "JT");
  assert_text (cs_display_initials ("Tom 🦊"), "T");
  assert_text (cs_display_initials ("Ana Bo 🔥"), "AB");
  assert_text (cs_display_initials ("«Élodie»"), "É");
  assert_text (cs_display_initials ("佐藤ひかり"), "佐");
  assert_text (cs_display_initials ("ليلى منصور"), "ل");
  assert_text (cs_display_initials ("🔥🔥"), "·");
  assert_text (cs_display_initials (""), "·");
}

static void
test_colour (void)
{
  g_autoptr (CsAccount) one = cs_account_new (CS_NETWORK_MASTODON, "a.example", "1");
  g_autoptr (CsAccount) same = cs_account_new (CS_NETWORK_MASTODON, "A.example", "1");
  guint seen = 0;

  g_assert_cmpuint (cs_display_colour (one), ==, cs_display_colour (same));
  for (guint i = 0; i < 200; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsAccount) account = cs_account_new (CS_NETWORK_MASTODON, "a.example", id);

    g_assert_cmpuint (cs_display_colour (account), <, CS_DISPLAY_N_COLOURS);
    seen |= 1u << cs_display_colour (account);
  }
  g_assert_cmpuint (seen, ==, (1u << CS_DISPLAY_N_COLOURS) - 1);
}

static CsEntry *
make_entry (CsState state)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "a.example", "1");
  CsEntry *entry;

  post->account = cs_account_new (CS_NETWORK_MASTODON, "a.example", "1");
  cs_post_seal (post);
  entry = cs_entry_new (1, post);
  entry->state = state;
  return entry;
}

static void
test_look (void)
{
  g_autoptr (CsEntry) new = make_entry (CS_STATE_INCOMING);
  g_autoptr (CsEntry) approved = make_entry (CS_STATE_APPROVED);
  g_autoptr (CsEntry) held = make_entry (CS_STATE_HELD);
  g_autoptr (CsEntry) rejected = make_entry (CS_STATE_REJECTED);
  g_autoptr (CsEntry) edited = make_entry (CS_STATE_INCOMING);

  edited->approved_text = g_strdup ("before");
  g_assert_cmpint (cs_look_of (new, FALSE), ==, CS_LOOK_NEW);
  g_assert_cmpint (cs_look_of (new, TRUE), ==, CS_LOOK_NEW);
  g_assert_cmpint (cs_look_of (approved, FALSE), ==, CS_LOOK_APPROVED);
  g_assert_cmpint (cs_look_of (approved, TRUE), ==, CS_LOOK_CUED);
  g_assert_cmpint (cs_look_of (held, FALSE), ==, CS_LOOK_HELD);
  g_assert_cmpint (cs_look_of (rejected, FALSE), ==, CS_LOOK_REJECTED);
  g_assert_cmpint (cs_look_of (edited, FALSE), ==, CS_LOOK_EDITED);
  approved->withdrawn_us = 1;
  g_assert_cmpint (cs_look_of (approved, TRUE), ==, CS_LOOK_WITHDRAWN);
  approved->on_air = TRUE;
  g_assert_cmpint (cs_look_of (approved, TRUE), ==, CS_LOOK_ON_AIR);
}

static void
test_look_is_complete (void)
{
  for (guint look = CS_LOOK_NEW + 1; look < CS_N_LOOKS; look++) {
    g_assert_nonnull (cs_look_get_word (look));
    g_assert_nonnull (cs_look_get_icon_name (look));
    g_assert_nonnull (cs_look_get_colour_name (look));
    g_assert_nonnull (cs_look_get_css_class (look));
  }
  g_assert_null (cs_look_get_word (CS_LOOK_NEW));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/display/number", test_number);
  g_test_add_func ("/display/age", test_age);
  g_test_add_func ("/display/length", test_length);
  g_test_add_func ("/display/direction", test_direction);
  g_test_add_func ("/display/line", test_line);
  g_test_add_func ("/display/body", test_body);
  g_test_add_func ("/display/cell", test_cell);
  g_test_add_func ("/display/text", test_text);
  g_test_add_func ("/display/initials", test_initials);
  g_test_add_func ("/display/colour", test_colour);
  g_test_add_func ("/look/of", test_look);
  g_test_add_func ("/look/complete", test_look_is_complete);
  return g_test_run ();
}
