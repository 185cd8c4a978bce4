/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* Upper-casing and decomposing make a text at most this much longer. */
#define GROWTH 20

/* Accents, and joiners: what is written over or between letters and is no letter. */
static gboolean
is_mark (UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;

  return uscript_getScript (c, &status) == USCRIPT_INHERITED;
}

static gboolean
is_word (UChar32 c)
{
  return (U_GET_GC_MASK (c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

/* Scripts that put no space between words: every character stands for itself. */
static gboolean
is_alone (UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;

  switch (uscript_getScript (c, &status)) {
  case USCRIPT_HAN:
  case USCRIPT_HIRAGANA:
  case USCRIPT_KATAKANA:
  case USCRIPT_THAI:
  case USCRIPT_LAO:
  case USCRIPT_KHMER:
  case USCRIPT_MYANMAR:
    return TRUE;
  default:
    return FALSE;
  }
}

static UChar *
decompose (const UChar *text,
           int32_t      length,
           int32_t     *result)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKDInstance (&status);
  int32_t size = length * GROWTH + 1;
  UChar *out = g_new (UChar, size);

  *result = unorm2_normalize (form, text, length, out, size, &status);
  if (U_FAILURE (status))
    *result = 0;
  return out;
}

static UChar *
make_upper (const UChar *text,
            int32_t      length,
            int32_t     *result)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = length * 3 + 1;
  UChar *out = g_new (UChar, size);

  *result = u_strToUpper (out, size, text, length, "", &status);
  if (U_FAILURE (status))
    *result = 0;
  return out;
}

static void
append (GString *words,
        UChar32  c)
{
  g_string_append_unichar (words, (gunichar) c);
}

static char *
cut_into_words (const UChar *text,
                int32_t      length)
{
  GString *words = g_string_new (NULL);
  gboolean gap = FALSE;

  for (int32_t i = 0; i < length;) {
    UChar32 c;
    gboolean alone;

    U16_NEXT (text, i, length, c);
    if (is_mark (c))
      continue;
    if (!is_word (c)) {
      gap = TRUE;
      continue;
    }
    alone = is_alone (c);
    if ((gap || alone) && words->len > 0)
      g_string_append_c (words, ' ');
    append (words, c);
    gap = alone;
  }
  return g_string_free (words, FALSE);
}

/**
 * cs_clue_normal:
 * @text: UTF-8
 *
 * NFKD, upper case of the Unicode standard without any language, NFKD again, without accents; what is neither letter, mark
 * nor number parts words, which stand one space apart. Characters of scripts without spaces stand alone.
 *
 * Returns: (transfer full): the words, or "" when there are none
 */
char *
cs_clue_normal (const char *text)
{
  gsize length = strlen (text);
  UErrorCode status = U_ZERO_ERROR;
  g_autofree UChar *utf16 = g_new (UChar, length + 1);
  g_autofree UChar *plain = NULL;
  g_autofree UChar *upper = NULL;
  g_autofree UChar *again = NULL;
  int32_t n;

  u_strFromUTF8 (utf16, (int32_t) length + 1, &n, text, (int32_t) length, &status);
  if (U_FAILURE (status))
    return g_strdup ("");
  plain = decompose (utf16, n, &n);
  upper = make_upper (plain, n, &n);
  again = decompose (upper, n, &n);
  return cut_into_words (again, n);
}

/**
 * cs_clue_holds:
 * @text: from cs_clue_normal()
 * @form: from cs_clue_normal(), not empty
 *
 * Returns: whether the words of @form stand in @text, one behind the other
 */
gboolean
cs_clue_holds (const char *text,
               const char *form)
{
  gsize length = strlen (form);

  for (const char *at = strstr (text, form); at != NULL; at = strstr (at + 1, form))
    if ((at == text || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return length > 0;
  return FALSE;
}
