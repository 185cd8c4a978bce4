/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-checks.h"

#include "cs-text-private.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

static const struct {
  gsize bytes;
  guint graphemes;
  guint lines;
} caps[CS_N_TEXT_KINDS] = { { 65536, 1000, 20 }, { 1024, 60, 1 }, { 1024, 80, 1 }, { 65536, 1500, 20 } };

guint
text_count_graphemes (const char *text,
                      guint      *longest)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  UBreakIterator *iterator = ubrk_open (UBRK_CHARACTER, "", utf16, length, &status);
  guint n = 0;
  int before = 0;

  g_assert_true (U_SUCCESS (status));
  *longest = 0;
  for (int end = ubrk_next (iterator); end != UBRK_DONE; end = ubrk_next (iterator)) {
    *longest = MAX (*longest, (guint) (end - before));
    before = end;
    n++;
  }
  ubrk_close (iterator);
  return n;
}

guint
text_count_lines (const char *text)
{
  guint n = 1;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

void
text_assert_safe (const char *text,
                  CsTextKind  kind)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  guint n_marks = 0, longest;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, caps[kind].bytes);
  g_assert_cmpuint (g_utf8_strlen (text, -1), <=, 4000);
  g_assert_cmpuint (text_count_lines (text), <=, caps[kind].lines);
  g_assert_cmpuint (text_count_graphemes (text, &longest), <=, caps[kind].graphemes);
  g_assert_cmpuint (longest, <=, 2 * CS_TEXT_MAX_GRAPHEME);
  g_assert_cmpstr (composed, ==, text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_assert_true (c == '\n' || u_charType (c) != U_CONTROL_CHAR);
    g_assert_false (u_hasBinaryProperty (c, UCHAR_BIDI_CONTROL));
    g_assert_false (u_hasBinaryProperty (c, UCHAR_NONCHARACTER_CODE_POINT));
    g_assert_false (c >= 0xfff9 && c <= 0xfffc);
    g_assert_false (c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800);
    if (c != 0x200c && c != 0x200d && c != 0xfe0f && !(c >= 0xe0020 && c <= 0xe007f))
      g_assert_false (u_hasBinaryProperty (c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
    n_marks = (U_GET_GC_MASK (c) & U_GC_M_MASK) != 0 && c != 0xfe0f ? n_marks + 1 : 0;
    g_assert_cmpuint (n_marks, <=, CS_TEXT_MAX_MARKS);
  }
}

char *
text_assert_cleans_to (const char *raw,
                       CsTextKind  kind)
{
  char *once = cs_text_clean (raw, kind);
  guint64 n_steps = 0;
  guint n_rounds;
  g_autofree char *the_long_way = cs_text_clean_counted (raw != NULL ? raw : "", kind, &n_steps, &n_rounds);
  g_autofree char *twice = cs_text_clean_counted (once, kind, &n_steps, &n_rounds);

  text_assert_safe (once, kind);
  g_assert_cmpstr (once, ==, the_long_way);
  g_assert_cmpstr (once, ==, twice);
  return once;
}

void
text_assert_cleans (const char *raw,
                    CsTextKind  kind)
{
  g_free (text_assert_cleans_to (raw, kind));
}
