/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-diff.h"

#include <pango/pango.h>
#include <string.h>

/* Texts are capped long before they get here; beyond this the middle counts as changed as a whole. */
#define MAX_CELLS (4 * 1024 * 1024)

static gboolean
is_blank (const char *text,
          CsTextRange range)
{
  for (const char *p = text + range.start; p < text + range.end; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Words as Pango breaks them: in scripts without spaces too. Blanks and punctuation are words of their own. */
static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (CsTextRange));
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n_chars + 1);
  CsTextRange word = { 0, 0 };

  pango_get_log_attrs (text, strlen (text), -1, pango_language_get_default (), attributes, n_chars + 1);
  for (glong i = 1; i <= n_chars; i++) {
    word.end = g_utf8_next_char (text + word.end) - text;
    if (attributes[i].is_word_boundary || i == n_chars) {
      g_array_append_val (words, word);
      word.start = word.end;
    }
  }
  return words;
}

static gboolean
is_same_word (const char *a_text,
              CsTextRange a,
              const char *b_text,
              CsTextRange b)
{
  return a.end - a.start == b.end - b.start && memcmp (a_text + a.start, b_text + b.start, a.end - a.start) == 0;
}

typedef struct {
  const char *text[2];
  GArray *words[2];
  gboolean *changed[2];
  guint first; /* words that are the same at the start */
  guint n[2];  /* words between the same start and the same end */
} Diff;

static CsTextRange
get_word (const Diff *diff,
          guint       side,
          guint       position)
{
  return g_array_index (diff->words[side], CsTextRange, position);
}

static gboolean
is_same (const Diff *diff,
         guint       old_position,
         guint       new_position)
{
  return is_same_word (diff->text[0], get_word (diff, 0, old_position), diff->text[1],
                       get_word (diff, 1, new_position));
}

static void
trim (Diff *diff)
{
  guint n_old = diff->words[0]->len;
  guint n_new = diff->words[1]->len;

  while (diff->first < MIN (n_old, n_new) && is_same (diff, diff->first, diff->first))
    diff->first++;
  while (MIN (n_old, n_new) > diff->first && is_same (diff, n_old - 1, n_new - 1)) {
    n_old--;
    n_new--;
  }
  diff->n[0] = n_old - diff->first;
  diff->n[1] = n_new - diff->first;
}

static void
mark_all (Diff *diff)
{
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < diff->n[side]; i++)
      diff->changed[side][diff->first + i] = TRUE;
}

/* The longest common subsequence of words: lengths[i][j] counts it from old word i and new word j on. */
static void
mark_changes (Diff *diff)
{
  guint rows = diff->n[0];
  guint columns = diff->n[1];
  gsize width = (gsize) columns + 1;
  g_autofree guint16 *lengths = g_new0 (guint16, (rows + 1) * width);
  guint i = 0;
  guint j = 0;

  for (guint row = rows; row-- > 0;)
    for (guint column = columns; column-- > 0;)
      lengths[row * width + column] = is_same (diff, diff->first + row, diff->first + column)
                                        ? lengths[(row + 1) * width + column + 1] + 1
                                        : MAX (lengths[(row + 1) * width + column], lengths[row * width + column + 1]);
  while (i < rows || j < columns) {
    if (i < rows && j < columns && is_same (diff, diff->first + i, diff->first + j)) {
      i++;
      j++;
    } else if (j == columns || (i < rows && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      diff->changed[0][diff->first + i++] = TRUE;
    } else {
      diff->changed[1][diff->first + j++] = TRUE;
    }
  }
}

/* A blank between two changed words is part of the change: one mark reads better than two. */
static GArray *
collect (const Diff *diff,
         guint       side)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (CsTextRange));
  gboolean blank_before = FALSE;

  for (guint i = 0; i < diff->words[side]->len; i++) {
    CsTextRange word = get_word (diff, side, i);
    CsTextRange *last = ranges->len > 0 ? &g_array_index (ranges, CsTextRange, ranges->len - 1) : NULL;

    if (!diff->changed[side][i]) {
      blank_before = last != NULL && last->end == word.start && is_blank (diff->text[side], word);
      continue;
    }
    if (last != NULL && (last->end == word.start || blank_before))
      last->end = word.end;
    else
      g_array_append_val (ranges, word);
    blank_before = FALSE;
  }
  return ranges;
}

/**
 * cs_word_diff:
 * @old_text: valid UTF-8
 * @new_text: valid UTF-8
 * @removed: (out) (transfer full) (element-type CsTextRange): what of @old_text is not in @new_text
 * @added: (out) (transfer full) (element-type CsTextRange): what of @new_text is not in @old_text
 *
 * Compares two versions of a text word by word. A pure function.
 */
void
cs_word_diff (const char *old_text,
              const char *new_text,
              GArray    **removed,
              GArray    **added)
{
  Diff diff = { .text = { old_text, new_text } };

  g_return_if_fail (old_text != NULL && new_text != NULL && removed != NULL && added != NULL);

  for (guint side = 0; side < 2; side++) {
    diff.words[side] = split_words (diff.text[side]);
    diff.changed[side] = g_new0 (gboolean, diff.words[side]->len + 1);
  }
  trim (&diff);
  if ((guint64) (diff.n[0] + 1) * (diff.n[1] + 1) > MAX_CELLS)
    mark_all (&diff);
  else
    mark_changes (&diff);
  *removed = collect (&diff, 0);
  *added = collect (&diff, 1);
  for (guint side = 0; side < 2; side++) {
    g_array_unref (diff.words[side]);
    g_free (diff.changed[side]);
  }
}
