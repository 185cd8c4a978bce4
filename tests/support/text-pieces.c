/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-pieces.h"

static const char *const pieces[] = {
  "a", "mot", " ", "  ", "\n", "\r\n", "\t", "É", "e\u0301", "\u0301", "\u0336", "\u0316", "\u0344",
  "\u20e3", "\u0308\u0301", "o\u0302\u0323", "\U0001d15e", "\u0958", "\ufb1d", "\u0340", "\u1e9b\u0323",
  "\u00a0", "\u202f", "\u3000", "\u2003", "\u200b", "\u200c", "\u200d", "\ufe0f", "\ufe0e", "\u2060", "\ufeff",
  "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f",
  "\u061c", "\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u00ad", "\u034f", "\u180e", "\ufffc", "\ufffd",
  "\ufff9", "\uffff", "\ufdd0", "\U0010ffff", "\xc2\x85", "\u2028", "\u2029", "\v", "\f", "\x01", "\x1b", "\x7f",
  "👩", "👩\u200d", "🏽", "👍🏽", "❤️", "1", "1\ufe0f\u20e3", "#", "🏴", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
  "\U000e0067", "\U000e007f", "🇫", "🇫🇷", "\u1100", "\u1161", "\u11a8", "각", "\u0600", "\u0e33", "ก", "क", "\u094d",
  "क\u094d\u200dष", "م", "ی", "می\u200cخ", "ශ\u0dca\u200dර", "日", "。", "!", "/", "-", "(", "…", "…\u0301", "\"", "<", "&",
  "http://exemple.example/", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf0\x9f", "\xf4\x90\x80\x80", "\u0f71\u0f72\u0f74",
  "\uff9e", "ﾊ", "ﷺ", "﷽", "\U0001bca0", "\U0001f3fb", "\u0c4d", "క", "\u200d👧", "\u200c\u0301", "\ufe0f\u200d",
};

guint
text_pieces_count (void)
{
  return G_N_ELEMENTS (pieces);
}

const char *
text_pieces_get (guint i)
{
  return pieces[i];
}

char *
text_pieces_random (guint n_pieces)
{
  GString *text = g_string_new (NULL);
  guint narrow = g_test_rand_int_range (1, G_N_ELEMENTS (pieces) + 1);
  guint first = g_test_rand_int_range (0, G_N_ELEMENTS (pieces));

  for (guint n = g_test_rand_int_range (0, n_pieces + 1); n > 0; n--)
    g_string_append (text, pieces[(first + g_test_rand_int_range (0, narrow)) % G_N_ELEMENTS (pieces)]);
  return g_string_free (text, FALSE);
}
