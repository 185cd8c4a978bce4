/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-skeleton.h"

#include "cs-code-table.h"
#include "cs-text-private.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

/* What posts say, for finding those that say nearly the same: letters alone. It is asked for every post of a
 * flood, so what becomes of each letter is kept in a table. */

#define MAX_TEXT (64 * 1024)

/* Whether a link or a handle starts at the start of a word. */
static gboolean
is_address (const char *p)
{
  switch (*p) {
  case '@':
    return TRUE;
  case 'h':
  case 'H':
    return g_ascii_strncasecmp (p, "http://", 7) == 0 || g_ascii_strncasecmp (p, "https://", 8) == 0;
  case 'w':
  case 'W':
    return g_ascii_strncasecmp (p, "www.", 4) == 0;
  default:
    return FALSE;
  }
}

static char *
drop_addresses (const char *text)
{
  char *words = g_malloc (strlen (text) + 1);
  char *out = words;
  gboolean word_start = TRUE;

  for (; *text != '\0'; text++) {
    if (word_start && is_address (text))
      text += strcspn (text, " \n");
    if (*text == '\0')
      break;
    word_start = *text == ' ' || *text == '\n' || *text == '(';
    *out++ = *text;
  }
  *out = '\0';
  return words;
}

/* Vowel signs of Indic scripts are marks too, and belong to the word: only accents go. */
static gboolean
tells_texts_apart (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  if ((U_GET_GC_MASK (c) & U_GC_M_MASK) != 0)
    return uscript_getScript (c, &status) > USCRIPT_INHERITED && !u_hasBinaryProperty (c, UCHAR_EMOJI_COMPONENT);
  return u_isalpha (c);
}

/* What the long way makes of a text that is @c alone: nothing, one letter, or more than a table can hold. */
#define DROPPED 0
#define INVOLVED G_MAXUINT32

static char *
letters_of (const char *words)
{
  g_autofree char *folded = cs_skeleton_fold_case (words);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (tells_texts_apart (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* Of text in which each code point begins anew, the form is that of each code point (Unicode Standard Annex 15,
 * "Concatenation of normalized strings"). */
static gboolean
begins_anew (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance (&status);
  const UNormalizer2 *nfd = unorm2_getNFDInstance (&status);

  return U_SUCCESS (status) && unorm2_hasBoundaryBefore (fold, c) && unorm2_hasBoundaryBefore (nfd, c);
}

static guint32
find_letter (gunichar c)
{
  char text[7] = "";
  g_autofree char *folded = NULL;
  g_autofree char *letters = NULL;

  if (c == 0 || (c >= 0xd800 && c < 0xe000) || !begins_anew (c))
    return INVOLVED;
  text[g_unichar_to_utf8 (c, text)] = '\0';
  folded = cs_skeleton_fold_case (text);
  if (*folded != '\0' && !begins_anew (g_utf8_get_char (folded)))
    return INVOLVED;
  letters = letters_of (text);
  if (*letters == '\0')
    return DROPPED;
  return *g_utf8_next_char (letters) == '\0' ? g_utf8_get_char (letters) : INVOLVED;
}

static CsCodeTable letter_table = { find_letter };

/* Returns: whether the letters of @words could be put behind @out, code point by code point */
static gboolean
append_letters (GString    *out,
                const char *words)
{
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    guint32 letter = c < CS_CODE_TABLE_END ? cs_code_table_get (&letter_table, c) : INVOLVED;

    if (letter == INVOLVED)
      return FALSE;
    if (letter != DROPPED && letter < 0x80)
      g_string_append_c (out, letter);
    else if (letter != DROPPED)
      g_string_append_unichar (out, letter);
  }
  return TRUE;
}

static char *
drop_repeats (const char *letters)
{
  char *kept = g_malloc (strlen (letters) + 1);
  char *out = kept;
  gunichar before = 0;

  while (*letters != '\0') {
    gunichar c = g_utf8_get_char (letters);
    const char *next = g_utf8_next_char (letters);

    while (c != before && letters < next)
      *out++ = *letters++;
    letters = next;
    before = c;
  }
  *out = '\0';
  return kept;
}

/* The long way of cs_skeleton_of_text(), after addresses were left out: the only one for some texts, and right for all. */
char *
cs_skeleton_of_words (const char *words)
{
  g_autofree char *letters = letters_of (words);

  return drop_repeats (letters);
}

/**
 * cs_skeleton_of_text:
 * @text: what a post says, as cs_text_clean() gives it
 *
 * What tells a text from another one that differs only in letter case, accents, space, punctuation, emoji, digits,
 * links, mentions or repeated letters. Any thread.
 *
 * Returns: (transfer full): a key that near-duplicates share, "" when there is nothing but such things
 */
char *
cs_skeleton_of_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, MAX_TEXT));
  g_autofree char *words = drop_addresses (valid);
  g_autoptr (GString) letters = g_string_sized_new (strlen (words));

  if (!append_letters (letters, words))
    return cs_skeleton_of_words (words);
  return drop_repeats (letters->str);
}
