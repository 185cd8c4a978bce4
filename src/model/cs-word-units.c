/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-units.h"

#include "cs-code-table.h"
#include "cs-text-private.h"

#include <string.h>
#include <unicode/uchar.h>

/* What is known of a code point: one or two letters, or one of the first three. */
#define NOTHING 0
#define GAP 1
#define SPACE 2
#define LETTER(known) ((known) & 0x1fffff)
#define SECOND(known) ((known) >> 21 & 0x7f)
#define IS_SIGN (1u << 28)
#define IS_ALONE (1u << 29) /* stands for a word by itself, such as an emoji or an ideograph */
#define IS_UPPER (1u << 30)

static const char stands_for[] = "oizeasbtbg";

static gboolean
is_word (gunichar c)
{
  int breaks = u_getIntPropertyValue (c, UCHAR_LINE_BREAK);

  return u_hasBinaryProperty (c, UCHAR_IDEOGRAPHIC) || breaks == U_LB_IDEOGRAPHIC || breaks == U_LB_COMPLEX_CONTEXT ||
         breaks == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

static char *
find_letters (gunichar c)
{
  switch (c) {
  case 0xdf:
    return g_strdup ("ss");
  case 0xe6:
  case 0xc6:
    return g_strdup ("ae");
  case 0x153:
  case 0x152:
    return g_strdup ("oe");
  default:
    return cs_skeleton_of_letter (c);
  }
}

static guint32
find_out (gunichar c)
{
  g_autofree char *letters = NULL;
  const char *second;
  guint32 known;

  if (c == 0 || (c >= 0xd800 && c < 0xe000))
    return GAP;
  if (u_isUWhiteSpace (c))
    return SPACE;
  if ((U_GET_GC_MASK (c) & (U_GC_M_MASK | U_GC_CF_MASK)) != 0 || u_hasBinaryProperty (c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
    return NOTHING;
  letters = find_letters (c);
  if (*letters == '\0')
    return (U_GET_GC_MASK (c) & U_GC_SO_MASK) != 0 ? c | IS_ALONE : GAP;
  second = g_utf8_next_char (letters);
  known = g_utf8_get_char (letters) | ((guint32) (*second & 0x80 ? 0 : *second)) << 21;
  if (!u_isalnum (c) && !u_isUAlphabetic (c))
    return known | IS_SIGN;
  return known | (is_word (c) ? IS_ALONE : 0) | (u_isupper (c) ? IS_UPPER : 0);
}

static CsCodeTable table = { find_out };

static guint32
look_up (gunichar c)
{
  return c < CS_CODE_TABLE_END ? cs_code_table_get (&table, c) : find_out (c);
}

/* One stroke that may be an i or an l. */
static gboolean
is_stroke (gunichar c)
{
  return c == '1' || c == '!' || c == '|' || c == 'I';
}

static gunichar
read_letter (gunichar      c,
             guint32       known,
             CsWordReading reading)
{
  gunichar letter = LETTER (known);

  if (reading == CS_READ_PLAIN)
    return letter;
  if (is_stroke (c))
    return c == '|' || reading == CS_READ_STROKES ? 'l' : 'i';
  return letter < 0x80 && g_ascii_isdigit (letter) ? (gunichar) stands_for[letter - '0'] : letter;
}

typedef struct {
  GArray *units;
  CsWordReading reading;
  guint32 gap;          /* before the next one: NOTHING, GAP or SPACE */
  guint32 before;       /* what is known of the one before */
  gboolean only_signs;  /* since the gap */
} Reader;

static gboolean
is_digit (guint32 known)
{
  return LETTER (known) < 0x80 && g_ascii_isdigit (LETTER (known));
}

/* "#GrosMot2" is three words. */
static gboolean
begins (Reader *self,
        guint32 known)
{
  if (self->gap != NOTHING || ((known | self->before) & IS_ALONE) != 0 || (self->only_signs && !(known & IS_SIGN)))
    return TRUE;
  if ((known & IS_UPPER) && !(self->before & IS_UPPER))
    return TRUE;
  return self->reading == CS_READ_PLAIN && is_digit (known) != is_digit (self->before);
}

static void
add (Reader  *self,
     gunichar c,
     guint32  known)
{
  CsWordUnit unit = { read_letter (c, known, self->reading), 0 };

  if (begins (self, known))
    unit.flags |= CS_UNIT_BEGINS;
  if (self->gap == SPACE)
    unit.flags |= CS_UNIT_SPACE;
  if (known & IS_SIGN)
    unit.flags |= CS_UNIT_SIGN;
  g_array_append_val (self->units, unit);
  self->only_signs = (self->gap != NOTHING || self->only_signs) && (known & IS_SIGN);
  if (SECOND (known) != 0) {
    unit = (CsWordUnit) { SECOND (known), unit.flags & CS_UNIT_SIGN };
    g_array_append_val (self->units, unit);
  }
  self->gap = NOTHING;
  self->before = known;
}

/* A word ends where another one begins, and before signs that end it: "Bravo!" */
static void
mark_ends (GArray *units)
{
  gboolean ends = TRUE;

  for (guint i = units->len; i-- > 0;) {
    CsWordUnit *unit = &g_array_index (units, CsWordUnit, i);

    if (ends)
      unit->flags |= CS_UNIT_ENDS;
    if ((unit->flags & CS_UNIT_BEGINS) && (unit->flags & CS_UNIT_ENDS))
      unit->flags |= CS_UNIT_LONE;
    ends = (unit->flags & CS_UNIT_BEGINS) || (ends && (unit->flags & CS_UNIT_SIGN));
  }
}

/**
 * cs_word_units_read:
 * @text: a valid text
 * @reading: how its signs are read
 *
 * Returns: (transfer full) (element-type CsWordUnit): its letters in a row
 */
GArray *
cs_word_units_read (const char   *text,
                    CsWordReading reading)
{
  Reader self = { g_array_new (FALSE, FALSE, sizeof (CsWordUnit)), reading, SPACE, NOTHING, FALSE };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    guint32 known = look_up (c);

    if (known == GAP || known == SPACE)
      self.gap = MAX (self.gap, known);
    else if ((known & IS_SIGN) && reading == CS_READ_PLAIN)
      self.gap = MAX (self.gap, GAP);
    else if (known != NOTHING)
      add (&self, c, known);
  }
  mark_ends (self.units);
  return self.units;
}

/**
 * cs_word_units_differ:
 * @text: a valid text
 * @reading: a reading, not the first
 *
 * Returns: whether @text may be something else when it is read like that than in the reading before
 */
gboolean
cs_word_units_differ (const char   *text,
                      CsWordReading reading)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (reading == CS_READ_STROKES ? is_stroke (c) : c < 0x80 ? g_ascii_isdigit (c) || strchr ("!|$@+", c) != NULL
                                                             : (look_up (c) & IS_SIGN) != 0)
      return TRUE;
  }
  return FALSE;
}
