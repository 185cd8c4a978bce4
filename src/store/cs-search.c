/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-search.h"

#include <string.h>

/* Letter case and diacritics are left to the index itself. Here is done what it cannot: scripts that put
 * no space between words are cut into characters (a word asked for becomes a phrase of them), Arabic and
 * Hebrew lose the signs that writers leave out, wide Latin becomes Latin. The tables are fixed on purpose:
 * what was put into the index must be foldable to the same bytes years later to be taken out again. */
typedef struct {
  gunichar first;
  gunichar last;
} Range;

static const Range cut[] = {
  { 0x0e01, 0x0eff },   /* Thai, Lao */
  { 0x1000, 0x109f },   /* Myanmar */
  { 0x1780, 0x17ff },   /* Khmer */
  { 0x2600, 0x27bf },   /* signs */
  { 0x2b00, 0x2bff },
  { 0x3040, 0x30ff },   /* kana */
  { 0x31f0, 0x31ff },
  { 0x3400, 0x4dbf },   /* Han */
  { 0x4e00, 0x9fff },
  { 0xf900, 0xfaff },
  { 0xff66, 0xff9d },   /* narrow kana */
  { 0x1f000, 0x1faff }, /* pictures */
  { 0x20000, 0x323af }, /* Han */
};

static const Range dropped[] = {
  { 0x0591, 0x05bd }, { 0x05bf, 0x05bf }, { 0x05c1, 0x05c2 }, { 0x05c4, 0x05c5 }, { 0x05c7, 0x05c7 },
  { 0x0640, 0x0640 }, { 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 },
  { 0x06e7, 0x06e8 }, { 0x06ea, 0x06ed },
};

/* The index keeps beginnings of two and three letters ready; see cs-schema.c. */
#define READY_BEGINNING 3

static gboolean
is_in (gunichar     c,
       const Range *ranges,
       gsize        n_ranges)
{
  for (gsize i = 0; i < n_ranges && c >= ranges[i].first; i++)
    if (c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

static gunichar
exchange (gunichar c)
{
  switch (c) {
  case 0x0622:
  case 0x0623:
  case 0x0625:
  case 0x0671:
    return 0x0627; /* the forms of alef */
  case 0x0629:
    return 0x0647;
  case 0x0649:
    return 0x064a;
  default:
    return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
  }
}

static void
fold_into (GString    *out,
           const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c;

    if ((guchar) *p < 0x80) {
      g_string_append_c (out, *p);
      continue;
    }
    c = exchange (g_utf8_get_char (p));
    if (is_in (c, dropped, G_N_ELEMENTS (dropped)))
      continue;
    if (is_in (c, cut, G_N_ELEMENTS (cut))) {
      g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      g_string_append_c (out, ' ');
    } else {
      g_string_append_unichar (out, c);
    }
  }
}

static gboolean
is_searchable (gunichar c)
{
  return g_unichar_isalnum (c) || is_in (c, cut, G_N_ELEMENTS (cut));
}

static guint
count_searchable (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += is_searchable (g_utf8_get_char (p));
  return n;
}

/* One letter as a beginning would ask for half of the show. Characters that are cut apart are whole. */
static gboolean
may_be_beginning (const char *word)
{
  const char *end = g_utf8_find_prev_char (word, word + strlen (word));

  return end != NULL && g_utf8_strlen (word, -1) >= 2 && g_unichar_isalnum (g_utf8_get_char (end)) &&
         !is_in (g_utf8_get_char (end), cut, G_N_ELEMENTS (cut));
}

static GStrv
split (const char *words)
{
  return g_strsplit_set (words, " \t\r\n\"", -1);
}

/* Any of several words. */
static void
append_any (GString *out,
            GStrv    forms)
{
  g_string_append (out, out->len > 0 ? " AND (" : "(");
  for (guint i = 0; forms[i] != NULL; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? " OR " : "", forms[i]);
  g_string_append_c (out, ')');
}

/* @forms: (nullable): the words that the last one may be the beginning of */
static char *
build (const char *words,
       GStrv       forms)
{
  g_auto (GStrv) parts = split (words);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *folded = cs_search_fold (parts[i]);
    gboolean beginning = parts[i + 1] == NULL && may_be_beginning (folded);

    if (count_searchable (folded) == 0)
      continue;
    if (beginning && forms != NULL)
      append_any (out, forms);
    else
      g_string_append_printf (out, "%s\"%s\"%s", out->len > 0 ? " " : "", folded, beginning ? " *" : "");
  }
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/**
 * cs_search_fold:
 * @text: valid UTF-8
 *
 * Makes @text ready for the index of words.
 *
 * Returns: (transfer full): what to put into the index
 */
char *
cs_search_fold (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 16);

  fold_into (out, text);
  return g_string_free (out, FALSE);
}

/**
 * cs_search_join:
 * @text: a post's text
 * @name: its author's name
 * @handle: its author's handle
 *
 * Returns: (transfer full): what the index knows of the post
 */
char *
cs_search_join (const char *text,
                const char *name,
                const char *handle)
{
  GString *out = g_string_sized_new (512);

  fold_into (out, text);
  g_string_append_c (out, '\n');
  fold_into (out, name);
  g_string_append_c (out, '\n');
  fold_into (out, handle);
  return g_string_free (out, FALSE);
}

/**
 * cs_search_body:
 * @post: a sealed post
 *
 * Returns: (transfer full): what the index knows of @post
 */
char *
cs_search_body (const CsPost *post)
{
  return cs_search_join (post->text, post->name, post->handle);
}

/**
 * cs_search_expression:
 * @words: what a person typed; valid UTF-8
 *
 * Asks for posts that hold all of the words, in any order. The last may be a beginning unless a space
 * follows it. Nothing typed has a meaning of its own in the index's language.
 *
 * Returns: (transfer full) (nullable): an expression for the index, or %NULL when nothing can be searched
 */
char *
cs_search_expression (const char *words)
{
  return build (words, NULL);
}

/**
 * cs_search_beginning:
 * @words: what a person typed; valid UTF-8
 *
 * Returns: (transfer full) (nullable): the last word, if it may be the beginning of one and is longer than the
 *   beginnings that the index keeps ready
 */
char *
cs_search_beginning (const char *words)
{
  g_auto (GStrv) parts = split (words);
  guint n = g_strv_length (parts);
  g_autofree char *folded = n > 0 ? cs_search_fold (parts[n - 1]) : NULL;

  if (folded == NULL || !may_be_beginning (folded) || count_searchable (folded) <= READY_BEGINNING)
    return NULL;
  return g_steal_pointer (&folded);
}

/**
 * cs_search_forms_expression:
 * @words: what a person typed, of which cs_search_beginning() gives a beginning
 * @forms: all words of the index that begin so, at least one
 *
 * Returns: (transfer full): an expression that finds what that of cs_search_expression() finds
 */
char *
cs_search_forms_expression (const char *words,
                            GStrv       forms)
{
  return build (words, forms);
}
