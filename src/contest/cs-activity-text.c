/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-tally.h"

#include "cs-draw-id.h"

#define FULLWIDTH_AT "\uff20"

static gboolean
is_left_out (const char *word)
{
  return word[0] == '@' || g_str_has_prefix (word, FULLWIDTH_AT) || g_str_has_prefix (word, "http://") ||
         g_str_has_prefix (word, "https://");
}

static void
add_word (GString *normal,
          GString *word)
{
  if (word->len > 0 && !is_left_out (word->str)) {
    if (normal->len > 0)
      g_string_append_c (normal, ' ');
    g_string_append_len (normal, word->str, (gssize) word->len);
  }
  g_string_truncate (word, 0);
}

/**
 * cs_activity_normal_text:
 * @text: what was written, valid UTF-8
 *
 * Two posts that differ only in spaces, capitals A to Z, mentions or links say the same.
 *
 * Returns: (transfer full): what is compared
 */
char *
cs_activity_normal_text (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) word = g_string_new (NULL);
  GString *normal = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (cs_draw_char_is_space (c))
      add_word (normal, word);
    else
      g_string_append_unichar (word, c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : c);
  }
  add_word (normal, word);
  return g_string_free (normal, FALSE);
}
