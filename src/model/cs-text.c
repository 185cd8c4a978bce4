/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-text.h"

#include "cs-text-private.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Text of strangers is bounded before any text layout sees it: layout is quadratic in marks on one base
 * and in the length of a word. It also loses what bends the line around it or cannot be seen.
 *
 * One round of the steps below is linear, but a later step can make work for an earlier one: a cut may
 * leave a joiner alone. So the rounds go on until nothing changes any more, and what comes out is a
 * fixed point: cleaning it again changes nothing. */

#define ELLIPSIS 0x2026
#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"
#define MAX_ROUNDS 8
#define MAX_UNBROKEN 200
#define ALWAYS_COMPOSED 0x300

typedef struct {
  gsize bytes;
  guint graphemes;
  guint code_points;
  guint lines;
} Caps;

static const Caps caps[CS_N_TEXT_KINDS] = {
  [CS_TEXT_BODY] = { 64 * 1024, 1000, 4000, 20 },
  [CS_TEXT_NAME] = { 1024, 60, 4000, 1 },
  [CS_TEXT_HANDLE] = { 1024, 80, 4000, 1 },
  [CS_TEXT_ALT] = { 64 * 1024, 1500, 4000, 20 },
};

typedef struct {
  GArray *text; /* of gunichar */
  const Caps *caps;
  guint64 n_steps; /* code points looked at, in all rounds */
} Cleaner;

typedef struct {
  gsize bytes;
  guint graphemes;
  guint code_points;
  guint lines;
} Size;

static void
set_text (Cleaner *self,
          GArray  *text)
{
  self->n_steps += self->text->len;
  g_array_unref (self->text);
  self->text = text;
}

static gunichar
at (const Cleaner *self,
    guint          i)
{
  return g_array_index (self->text, gunichar, i);
}

static GArray *
array_from_ucs4 (const gunichar *text,
                 glong           length)
{
  GArray *array = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), length);

  return g_array_append_vals (array, text, length);
}

static gunichar2 *
to_utf16 (const Cleaner *self,
          glong         *length)
{
  return g_ucs4_to_utf16 ((gconstpointer) self->text->data, self->text->len, NULL, length, NULL);
}

static gboolean
may_compose (const Cleaner *self)
{
  for (guint i = 0; i < self->text->len; i++)
    if (at (self, i) >= ALWAYS_COMPOSED)
      return TRUE;
  return FALSE;
}

/* NFC. Marks are bounded before, so that sorting them is linear. */
static gboolean
compose (Cleaner *self)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance (&status);
  g_autofree gunichar2 *in = NULL;
  g_autofree gunichar2 *out = NULL;
  g_autofree gunichar *ucs4 = NULL;
  glong length, room, n_items;

  if (!may_compose (self))
    return TRUE;
  in = to_utf16 (self, &length);
  room = length * 3 + 1; /* the most that NFC can make of UTF-16 */
  out = g_new (gunichar2, room);
  length = unorm2_normalize (nfc, in, length, out, room, &status);
  if (U_FAILURE (status))
    return FALSE;
  ucs4 = g_utf16_to_ucs4 (out, length, NULL, &n_items, NULL);
  if (ucs4 == NULL)
    return FALSE;
  set_text (self, array_from_ucs4 (ucs4, n_items));
  return TRUE;
}

/* The code points of one grapheme that starts at @first and ends before the UTF-16 offset @end. */
static guint
measure (const Cleaner *self,
         guint          first,
         int           *offset,
         int            end,
         Size          *size)
{
  guint i = first;

  for (; *offset < end; i++) {
    gunichar c = at (self, i);

    *offset += U16_LENGTH (c);
    size->bytes += g_unichar_to_utf8 (c, NULL);
    size->lines += c == '\n';
  }
  size->code_points += i - first;
  size->graphemes++;
  return i;
}

static gboolean
fits (const Cleaner *self,
      const Size    *size,
      guint          spare)
{
  return size->bytes + spare * 3 <= self->caps->bytes && size->graphemes + spare <= self->caps->graphemes &&
         size->code_points + spare <= self->caps->code_points && size->lines < self->caps->lines;
}

/* Marks a cut: an ellipsis, not after a space. */
static void
cut_at (Cleaner *self,
        guint    length)
{
  const gunichar ellipsis = ELLIPSIS;

  while (length > 0 && (u_isUWhiteSpace (at (self, length - 1))))
    length--;
  g_array_set_size (self->text, length);
  g_array_append_val (self->text, ellipsis);
}

static gboolean
cut_graphemes (Cleaner *self)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  g_autofree gunichar2 *utf16 = to_utf16 (self, &length);
  UBreakIterator *graphemes = ubrk_open (UBRK_CHARACTER, "", utf16, length, &status);
  Size size = { 0 };
  guint i = 0, last_that_fits = 0;
  int offset = 0;
  gboolean whole = TRUE;

  if (U_FAILURE (status))
    return FALSE;
  for (int end = ubrk_next (graphemes); whole && end != UBRK_DONE; end = ubrk_next (graphemes)) {
    i = measure (self, i, &offset, end, &size);
    if (fits (self, &size, 1))
      last_that_fits = i;
    whole = fits (self, &size, 0);
  }
  ubrk_close (graphemes);
  self->n_steps += i;
  if (!whole)
    cut_at (self, last_that_fits);
  return TRUE;
}

/* Each code point as a grapheme of its own: no text has more. */
static gboolean
surely_fits (Cleaner *self)
{
  Size size = { 0 };

  self->n_steps += self->text->len;
  for (guint i = 0; i < self->text->len; i++) {
    int offset = 0;

    measure (self, i, &offset, 1, &size);
  }
  return fits (self, &size, 0);
}

static gboolean
has_long_word (const Cleaner *self)
{
  guint n = 0;

  for (guint i = 0; i < self->text->len; i++) {
    n = at (self, i) == ' ' || at (self, i) == '\n' ? 0 : n + 1;
    if (n > MAX_UNBROKEN)
      return TRUE;
  }
  return FALSE;
}

static GArray *
insert_breaks (const Cleaner  *self,
               UBreakIterator *graphemes,
               UBreakIterator *lines)
{
  const gunichar space = ' ';
  GArray *out = array_from_ucs4 (NULL, 0);
  guint i = 0, n_unbroken = 0;
  int offset = 0, opportunity = 0;

  for (int end = ubrk_next (graphemes); end != UBRK_DONE; end = ubrk_next (graphemes)) {
    while (opportunity != UBRK_DONE && opportunity < offset)
      opportunity = ubrk_next (lines);
    if (opportunity == offset || at (self, i) == ' ')
      n_unbroken = 0;
    if (n_unbroken++ == MAX_UNBROKEN) {
      g_array_append_val (out, space);
      n_unbroken = 1;
    }
    for (; offset < end; i++) {
      offset += U16_LENGTH (at (self, i));
      g_array_append_val (out, g_array_index (self->text, gunichar, i));
    }
  }
  return out;
}

/* Layout is quadratic in a word that it cannot break: one is broken for it. */
static gboolean
break_words (Cleaner *self)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  g_autofree gunichar2 *utf16 = NULL;
  UBreakIterator *graphemes, *lines;

  self->n_steps += self->text->len;
  if (!has_long_word (self))
    return TRUE;
  utf16 = to_utf16 (self, &length);
  graphemes = ubrk_open (UBRK_CHARACTER, "", utf16, length, &status);
  lines = ubrk_open (UBRK_LINE, "", utf16, length, &status);
  if (U_SUCCESS (status))
    set_text (self, insert_breaks (self, graphemes, lines));
  g_clear_pointer (&graphemes, ubrk_close);
  g_clear_pointer (&lines, ubrk_close);
  return U_SUCCESS (status);
}

/* One round over @text. Returns: (nullable): %NULL if it has to be refused */
static char *
clean_once (const char *text,
            const Caps *text_caps,
            guint64    *n_steps)
{
  g_autofree char *valid = NULL;
  g_autofree gunichar *ucs4 = NULL;
  Cleaner self = { .caps = text_caps };
  char *result = NULL;
  glong length;

  if (strnlen (text, text_caps->bytes + 1) > text_caps->bytes)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  ucs4 = g_utf8_to_ucs4_fast (valid, -1, &length);
  self.text = array_from_ucs4 (ucs4, length);
  set_text (&self, cs_text_drop_unseen (self.text, text_caps->lines == 1));
  set_text (&self, cs_text_limit_clusters (self.text));
  set_text (&self, cs_text_collapse_space (self.text));
  if (compose (&self) && (surely_fits (&self) || cut_graphemes (&self)) && break_words (&self))
    result = g_ucs4_to_utf8 ((gconstpointer) self.text->data, self.text->len, NULL, NULL, NULL);
  g_array_unref (self.text);
  *n_steps += self.n_steps;
  return result;
}

/* Of one code point a grapheme at most, and fewer bytes than may be: within every limit, if it is calm. */
static gboolean
is_calm (const char *text,
         const Caps *text_caps)
{
  gsize length = strnlen (text, text_caps->bytes + 1);

  return length <= text_caps->bytes && g_utf8_validate_len (text, length, NULL) &&
         cs_text_is_calm (text, text_caps->graphemes, text_caps->lines, MAX_UNBROKEN);
}

/* Round upon round until nothing changes any more; @looks: or until it can be seen that nothing would. */
static char *
clean_in_rounds (const char *raw,
                 CsTextKind  kind,
                 gboolean    looks,
                 guint64    *n_steps,
                 guint      *n_rounds)
{
  g_autofree char *text = clean_once (raw, &caps[kind], n_steps);

  for (*n_rounds = 1; text != NULL && *n_rounds < MAX_ROUNDS; (*n_rounds)++) {
    g_autofree char *before = g_steal_pointer (&text);

    if (looks && is_calm (before, &caps[kind]))
      return g_steal_pointer (&before);
    text = clean_once (before, &caps[kind], n_steps);
    if (g_strcmp0 (text, before) == 0)
      return g_steal_pointer (&text);
  }
  return g_strdup ("");
}

/* As cs_text_clean(), the long way for every text; tells how many code points were looked at in how many rounds. */
char *
cs_text_clean_counted (const char *raw,
                       CsTextKind  kind,
                       guint64    *n_steps,
                       guint      *n_rounds)
{
  return clean_in_rounds (raw, kind, FALSE, n_steps, n_rounds);
}

/**
 * cs_text_clean:
 * @raw: (nullable): what a stranger wrote, in any bytes
 * @kind: what it is
 *
 * Makes text safe to lay out and to show beside other text: valid UTF-8 in NFC, without controls and
 * without what bends a line or cannot be seen; with at most 8 marks on a letter and 10 joints in an emoji,
 * breakable every 200 characters, and cut to the limits of its kind, the cut marked by "…". Cleaning what
 * came out changes nothing. Time and space grow with the length of @raw and no faster. Any thread.
 *
 * The result is not markup: escape it where markup is read.
 *
 * Returns: (transfer full): the safe text; "" when nothing of it can be shown, or when it is longer than 64 KiB
 *   (names and handles: 1 KiB)
 */
char *
cs_text_clean (const char *raw,
               CsTextKind  kind)
{
  guint64 n_steps = 0;
  guint n_rounds;

  g_return_val_if_fail (kind < CS_N_TEXT_KINDS, g_strdup (""));

  if (raw == NULL || is_calm (raw, &caps[kind]))
    return g_strdup (raw != NULL ? raw : "");
  return clean_in_rounds (raw, kind, TRUE, &n_steps, &n_rounds);
}

/**
 * cs_text_isolate:
 * @text: text as cs_text_clean() gives it
 *
 * Wraps text for a line that it shares with other text, so that its direction stays its own (U+2068 and
 * U+2069, Unicode Standard Annex 9). Direction controls inside are dropped: they could close the wrap.
 *
 * Returns: (transfer full): the wrapped text
 */
char *
cs_text_isolate (const char *text)
{
  GString *wrapped = g_string_new (FIRST_STRONG_ISOLATE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!u_hasBinaryProperty (g_utf8_get_char (p), UCHAR_BIDI_CONTROL))
      g_string_append_unichar (wrapped, g_utf8_get_char (p));
  return g_string_free (g_string_append (wrapped, POP_ISOLATE), FALSE);
}

/**
 * cs_text_get_direction:
 * @text: valid UTF-8
 *
 * Returns: the direction of the first letter that has one
 */
CsTextDirection
cs_text_get_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    UCharDirection direction = u_charDirection (g_utf8_get_char (p));

    if (direction == U_LEFT_TO_RIGHT)
      return CS_TEXT_LEFT_TO_RIGHT;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
      return CS_TEXT_RIGHT_TO_LEFT;
  }
  return CS_TEXT_NEUTRAL;
}
