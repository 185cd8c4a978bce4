/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-list.h"

#include "cs-word-units.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What is told of one text. */
#define MAX_FOUND 3
/* Of a text that no post can have, the beginning is enough. */
#define MAX_TEXT (64 * 1024)
/* Below this a word has no plural that anybody would know it by. */
#define MIN_PLURAL 3

/* One letter of a word, and how often it stands there at least. */
typedef struct {
  gunichar letter;
  guint count;
} Run;

typedef struct {
  GArray *runs;         /* Run; two in a row are never of one letter */
  gboolean open_start;  /* other letters may come before it */
  gboolean open_end;
  gboolean is_phrase;   /* it holds a space, so that a text may */
  const char *word;     /* as it was written; owned by the list */
} Pattern;

struct _CsWordList {
  char **words;
  GPtrArray *patterns; /* Pattern, sorted by their letters */
  gboolean open_start; /* one of them may begin anywhere */
};

/* A word that may begin at one place of a text: the patterns whose first letters are there. */
typedef struct {
  CsWordList *list;
  guint low;  /* the first of them */
  guint high; /* behind the last */
  guint depth;
  guint counts[CS_WORD_LIST_MAX_CHARS * 2 + 2]; /* how often each letter stood there */
  gboolean at_start;
  gboolean spaced; /* a space has been passed that does not part single letters */
} Walk;

static void
pattern_free (Pattern *self)
{
  g_array_unref (self->runs);
  g_free (self);
}

static const Run *
get_run (const Pattern *self,
         guint          i)
{
  return &g_array_index (self->runs, Run, i);
}

static int
compare_patterns (gconstpointer a,
                  gconstpointer b)
{
  const Pattern *first = *(Pattern *const *) a;
  const Pattern *second = *(Pattern *const *) b;
  guint n = MIN (first->runs->len, second->runs->len);

  for (guint i = 0; i < n; i++)
    if (get_run (first, i)->letter != get_run (second, i)->letter)
      return get_run (first, i)->letter < get_run (second, i)->letter ? -1 : 1;
  return (int) first->runs->len - (int) second->runs->len;
}

static void
add_letter (Pattern *self,
            gunichar letter)
{
  Run *last = self->runs->len > 0 ? &g_array_index (self->runs, Run, self->runs->len - 1) : NULL;
  Run run = { letter, 1 };

  if (last != NULL && last->letter == letter)
    last->count++;
  else
    g_array_append_val (self->runs, run);
}

/* Signs within a word stand for letters; a word of nothing but signs is none. */
static GArray *
read_word (const char *word)
{
  GArray *units = cs_word_units_read (word, CS_READ_SIGNS);
  gboolean signs = FALSE;
  gboolean letters = FALSE;

  for (guint i = 0; i < units->len; i++) {
    signs |= (g_array_index (units, CsWordUnit, i).flags & CS_UNIT_SIGN) != 0;
    letters |= (g_array_index (units, CsWordUnit, i).flags & CS_UNIT_SIGN) == 0;
  }
  if (signs && letters)
    return units;
  g_array_unref (units);
  return cs_word_units_read (word, CS_READ_PLAIN);
}

static void
add_pattern (CsWordList *self,
             const char *word,
             const char *ending)
{
  g_autofree char *inner = g_strdup (word);
  gsize length = strlen (inner);
  Pattern *pattern = g_new0 (Pattern, 1);
  g_autoptr (GArray) units = NULL;

  pattern->word = word;
  pattern->open_start = inner[0] == '*';
  pattern->open_end = length > 1 && inner[length - 1] == '*';
  g_strdelimit (inner, "*", ' ');
  units = read_word (g_strstrip (inner));
  pattern->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  for (guint i = 0; i < units->len; i++) {
    const CsWordUnit *unit = &g_array_index (units, CsWordUnit, i);

    pattern->is_phrase |= i > 0 && (unit->flags & CS_UNIT_SPACE);
    add_letter (pattern, unit->letter);
  }
  if (*ending != '\0' && (pattern->open_end || units->len < MIN_PLURAL))
    g_array_set_size (pattern->runs, 0);
  else
    for (const char *p = ending; *p != '\0'; p++)
      add_letter (pattern, *p);
  if (pattern->runs->len == 0 || pattern->runs->len > G_N_ELEMENTS (((Walk *) NULL)->counts)) {
    pattern_free (pattern);
    return;
  }
  self->open_start |= pattern->open_start;
  g_ptr_array_add (self->patterns, pattern);
}

static Pattern *
get_pattern (const CsWordList *self,
             guint             i)
{
  return self->patterns->pdata[i];
}

/* The first pattern from @low on whose letter at @depth is @letter or comes behind it. */
static guint
find_bound (const CsWordList *self,
            guint             low,
            guint             high,
            guint             depth,
            gunichar          letter)
{
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const Pattern *pattern = get_pattern (self, middle);

    if (pattern->runs->len <= depth || get_run (pattern, depth)->letter < letter)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Returns whether any pattern goes on with @letter. */
static gboolean
walk_on (Walk    *self,
         gunichar letter)
{
  guint depth = self->depth;

  if (depth > 0 && get_run (get_pattern (self->list, self->low), depth - 1)->letter == letter) {
    self->counts[depth - 1]++;
    return TRUE;
  }
  self->low = find_bound (self->list, self->low, self->high, depth, letter);
  self->high = find_bound (self->list, self->low, self->high, depth, letter + 1);
  if (self->low == self->high)
    return FALSE;
  self->counts[depth] = 1;
  self->depth++;
  return TRUE;
}

static gboolean
has_enough (const Walk    *self,
            const Pattern *pattern)
{
  for (guint i = 0; i < pattern->runs->len; i++)
    if (self->counts[i] < get_run (pattern, i)->count)
      return FALSE;
  return TRUE;
}

static void
take (GPtrArray  *found,
      const char *word)
{
  if (found->len < MAX_FOUND && !g_ptr_array_find (found, word, NULL))
    g_ptr_array_add (found, (gpointer) word);
}

/* The patterns that end here come first among those that have come so far. */
static void
take_ended (Walk             *self,
            const CsWordUnit *unit,
            GPtrArray        *found)
{
  for (guint i = self->low; i < self->high; i++) {
    const Pattern *pattern = get_pattern (self->list, i);

    if (pattern->runs->len > self->depth)
      return;
    if ((self->at_start || pattern->open_start) && ((unit->flags & CS_UNIT_ENDS) || pattern->open_end) &&
        (!self->spaced || pattern->is_phrase) && has_enough (self, pattern))
      take (found, pattern->word);
  }
}

/* Spaces part words, but not "c a s i n o". */
static gboolean
parts (const CsWordUnit *before,
       const CsWordUnit *unit)
{
  return (unit->flags & CS_UNIT_SPACE) && !((unit->flags & CS_UNIT_LONE) && (before->flags & CS_UNIT_LONE));
}

static void
find_at (CsWordList *self,
         GArray     *units,
         guint       start,
         GPtrArray  *found)
{
  Walk walk;

  walk.list = self;
  walk.low = 0;
  walk.high = self->patterns->len;
  walk.depth = 0;
  walk.spaced = FALSE;
  walk.at_start = (g_array_index (units, CsWordUnit, start).flags & CS_UNIT_BEGINS) != 0;
  if (!walk.at_start && !self->open_start)
    return;
  for (guint i = start; i < units->len; i++) {
    const CsWordUnit *unit = &g_array_index (units, CsWordUnit, i);

    walk.spaced |= i > start && parts (unit - 1, unit);
    if (!walk_on (&walk, unit->letter))
      return;
    take_ended (&walk, unit, found);
  }
}

static void
find_read (CsWordList   *self,
           const char   *text,
           CsWordReading reading,
           GPtrArray    *found)
{
  g_autoptr (GArray) units = cs_word_units_read (text, reading);

  for (guint i = 0; i < units->len && found->len < MAX_FOUND; i++)
    find_at (self, units, i, found);
}

/**
 * cs_word_list_new:
 * @words: (array zero-terminated=1): words and phrases; "*" before or behind one stands for any letters
 *
 * Returns: (transfer full): a list of those that hold a letter, a digit or an emoji
 */
CsWordList *
cs_word_list_new (const char *const *words)
{
  static const char *const endings[] = { "", "s", "es", "x" };
  CsWordList *self = g_new0 (CsWordList, 1);

  self->words = g_strdupv ((char **) words);
  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) pattern_free);
  for (guint i = 0; self->words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (endings); j++)
      add_pattern (self, self->words[i], endings[j]);
  g_ptr_array_sort (self->patterns, compare_patterns);
  return self;
}

/**
 * cs_word_list_free:
 * @self: (transfer full): a list
 */
void
cs_word_list_free (CsWordList *self)
{
  g_ptr_array_unref (self->patterns);
  g_strfreev (self->words);
  g_free (self);
}

/**
 * cs_word_list_get_words:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): what it was made of
 */
const char *const *
cs_word_list_get_words (CsWordList *self)
{
  return (const char *const *) self->words;
}

/**
 * cs_word_list_find:
 * @self: a list
 * @text: what a stranger wrote, in valid UTF-8
 *
 * Finds which words stand in a text. Whole words count, and their plurals: "pute" is not in "députée". Case, accents,
 * repeated letters, letters that are parted or replaced by what looks like them make no difference.
 *
 * Returns: (transfer container) (element-type utf8): some of the words, as they stand in the list, which owns them; often
 *   none
 */
GPtrArray *
cs_word_list_find (CsWordList *self,
                   const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *cut = NULL;

  if (self->patterns->len == 0)
    return found;
  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    text = cut = g_utf8_make_valid (text, MAX_TEXT);
  find_read (self, text, CS_READ_PLAIN, found);
  if (cs_word_units_differ (text, CS_READ_SIGNS))
    find_read (self, text, CS_READ_SIGNS, found);
  if (cs_word_units_differ (text, CS_READ_STROKES))
    find_read (self, text, CS_READ_STROKES, found);
  return found;
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return FALSE;
}

static gboolean
check_text (const char *text,
            gsize       size,
            GError    **error)
{
  const char *wrong;
  guint line = 1;

  if (size > CS_WORD_LIST_MAX_BYTES)
    return refuse (error, _("This file is too large for a list of words."));
  if (size >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    return refuse (error, _("This file is in UTF-16. Save it as a text in UTF-8 and choose that file."));
  if (memchr (text, '\0', size) != NULL)
    return refuse (error, _("This file is not a text. Save the list as a text in UTF-8, one word or phrase a line."));
  if (g_utf8_validate_len (text, size, &wrong))
    return TRUE;
  for (const char *p = text; p < wrong; p++)
    line += *p == '\n';
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("Line %u is not in UTF-8: the file may be in Latin-1 or Windows-1252. Save it as a text in UTF-8 and choose that file."),
               line);
  return FALSE;
}

/* Spaces count once, and control characters not at all. */
static char *
clean_line (const char *line)
{
  GString *out = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c)) {
      if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    } else if (!g_unichar_iscntrl (c)) {
      g_string_append_unichar (out, c);
    }
  }
  return g_strchomp (g_string_free (out, FALSE));
}

/**
 * cs_word_list_read:
 * @text: a text with a word or a phrase on each line, which need not end with a zero
 * @size: its size in bytes
 * @error: a sentence that says what is wrong with it
 *
 * Returns: (transfer full) (nullable): the lines that are not empty, each once
 */
GStrv
cs_word_list_read (const char *text,
                   gsize       size,
                   GError    **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;

  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) {
    text += 3;
    size -= 3;
  }
  if (!check_text (text, size, error))
    return NULL;
  copy = g_strdelimit (g_strndup (text, size), "\r", '\n');
  lines = g_strsplit (copy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *word = clean_line (lines[i]);

    if (g_utf8_strlen (word, -1) > CS_WORD_LIST_MAX_CHARS) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("Line %u has more than %u characters. Write one word or phrase a line."), i + 1, CS_WORD_LIST_MAX_CHARS);
      return NULL;
    }
    if (*word != '\0' && g_hash_table_add (seen, g_utf8_casefold (word, -1)))
      g_ptr_array_add (words, g_steal_pointer (&word));
  }
  if (words->len > CS_WORD_LIST_MAX_WORDS) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("A list has %u words at most; this one has %u."),
                 CS_WORD_LIST_MAX_WORDS, words->len);
    return NULL;
  }
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
