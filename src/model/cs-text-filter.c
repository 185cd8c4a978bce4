/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-text-private.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define ZWNJ 0x200c
#define ZWJ 0x200d
#define NO_BREAK_SPACE 0xa0
#define NARROW_NO_BREAK_SPACE 0x202f
#define EMOJI_STYLE 0xfe0f
#define KEYCAP 0x20e3
#define BLACK_FLAG 0x1f3f4
#define FIRST_TAG 0xe0020
#define LAST_TAG 0xe007f
#define VIRAMA_CLASS 9
#define MAX_RUN 8

/* England, Scotland and Wales fly a black flag followed by unseen letters; no other tags are shown. */
#define MAX_FLAG 6
static const gunichar flags[][MAX_FLAG] = {
  { 0xe0067, 0xe0062, 0xe0065, 0xe006e, 0xe0067, LAST_TAG },
  { 0xe0067, 0xe0062, 0xe0073, 0xe0063, 0xe0074, LAST_TAG },
  { 0xe0067, 0xe0062, 0xe0077, 0xe006c, 0xe0073, LAST_TAG },
};

typedef struct {
  const GArray *in;
  GArray *out;
  guint n_marks; /* on the last base */
  guint n_links; /* joiners in this chain of emoji */
  guint n_conjuncts; /* letters that a virama ties to the one before */
  gboolean virama;   /* there is one on the last base */
  guint n_run;   /* letters or signs in a row that make one cluster without limit */
  int run;       /* their grapheme cluster break, or -1 */
  gboolean base; /* there is something that marks can sit on */
} Clusters;

static gunichar
at (const GArray *array,
    guint         i)
{
  return i < array->len ? g_array_index (array, gunichar, i) : 0;
}

/* The n-th from the end, 0 being the last. */
static gunichar
from_end (const GArray *array,
          guint         n)
{
  return n < array->len ? g_array_index (array, gunichar, array->len - 1 - n) : 0;
}

static gboolean
is_newline (gunichar c)
{
  return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == NO_BREAK_SPACE || c == NARROW_NO_BREAK_SPACE;
}

static gboolean
is_tag (gunichar c)
{
  return c >= FIRST_TAG && c <= LAST_TAG;
}

/* These are judged by their neighbours, in the next pass. */
static gboolean
is_joining (gunichar c)
{
  return c == ZWJ || c == ZWNJ || c == EMOJI_STYLE || is_tag (c);
}

/* Blank, although their properties say that they can be seen. */
static gboolean
is_filler (gunichar c)
{
  return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
}

/* Whether nobody sees it wherever it stands. */
gboolean
cs_text_is_unseen (gunichar c)
{
  return u_charType (c) == U_CONTROL_CHAR || u_hasBinaryProperty (c, UCHAR_BIDI_CONTROL) ||
         u_hasBinaryProperty (c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || (c >= 0xfff9 && c <= 0xfffc) ||
         u_hasBinaryProperty (c, UCHAR_NONCHARACTER_CODE_POINT) || is_filler (c);
}

static gboolean
is_pictograph (gunichar c)
{
  return u_hasBinaryProperty (c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static gboolean
is_skin (gunichar c)
{
  return u_hasBinaryProperty (c, UCHAR_EMOJI_MODIFIER);
}

static gboolean
is_mark (gunichar c)
{
  int cluster;

  if (cs_text_is_calm_char (c))
    return FALSE;
  cluster = u_getIntPropertyValue (c, UCHAR_GRAPHEME_CLUSTER_BREAK);
  return (U_GET_GC_MASK (c) & U_GC_M_MASK) != 0 || cluster == U_GCB_EXTEND || cluster == U_GCB_SPACING_MARK;
}

static gboolean
is_virama (gunichar c)
{
  return u_getCombiningClass (c) == VIRAMA_CLASS;
}

static gboolean
same_script (gunichar a,
             gunichar b)
{
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript (a, &status);

  return script > USCRIPT_INHERITED && script == uscript_getScript (b, &status) && U_SUCCESS (status);
}

/* The last kept emoji, seen through its style and skin. */
static gunichar
last_emoji (const GArray *out)
{
  guint n = 0;

  if (from_end (out, n) == EMOJI_STYLE)
    n++;
  if (is_skin (from_end (out, n)))
    n++;
  return from_end (out, n);
}

static int
joining_type (gunichar c)
{
  return u_getIntPropertyValue (c, UCHAR_JOINING_TYPE);
}

static int
joining_type_before (const GArray *out)
{
  for (guint n = 0; n <= MAX_RUN; n++)
    if (joining_type (from_end (out, n)) != U_JT_TRANSPARENT)
      return joining_type (from_end (out, n));
  return U_JT_NON_JOINING;
}

static int
joining_type_after (const GArray *in,
                    guint         i)
{
  for (guint n = 1; n <= MAX_RUN; n++)
    if (joining_type (at (in, i + n)) != U_JT_TRANSPARENT)
      return joining_type (at (in, i + n));
  return U_JT_NON_JOINING;
}

/* Persian parts the two halves of a word by it (Unicode Standard Annex 31, rule A1). */
static gboolean
parts_cursive (const Clusters *self,
               guint           i)
{
  int before = joining_type_before (self->out);
  int after = joining_type_after (self->in, i);

  return (before == U_JT_DUAL_JOINING || before == U_JT_LEFT_JOINING) &&
         (after == U_JT_DUAL_JOINING || after == U_JT_RIGHT_JOINING);
}

/* Indic scripts choose between a conjunct and a visible virama by it (the same, rules A2 and B). */
static gboolean
shapes_conjunct (const Clusters *self,
                 guint           i)
{
  gunichar before = from_end (self->out, 0);
  gunichar after = at (self->in, i + 1);

  return same_script (before, after) &&
         ((is_virama (before) && u_isalpha (after)) || (u_isalpha (before) && is_virama (after)));
}

static gboolean
keeps_joiner (Clusters *self,
              guint     i)
{
  gunichar c = at (self->in, i);

  if (c == ZWNJ)
    return parts_cursive (self, i) || shapes_conjunct (self, i);
  if (is_pictograph (last_emoji (self->out)) && is_pictograph (at (self->in, i + 1)))
    return ++self->n_links <= CS_TEXT_MAX_LINKS;
  return shapes_conjunct (self, i);
}

static gboolean
keeps_style (const Clusters *self,
             guint           i)
{
  gunichar before = from_end (self->out, 0);

  if (g_unichar_isdigit (before) || before == '#' || before == '*')
    return at (self->in, i + 1) == KEYCAP;
  return u_hasBinaryProperty (before, UCHAR_EMOJI);
}

/* Returns: how many tags after the black flag at @i make a flag that is shown */
static guint
count_flag_tags (const GArray *in,
                 guint         i)
{
  for (guint f = 0; f < G_N_ELEMENTS (flags); f++) {
    guint n = 0;

    while (n < MAX_FLAG && at (in, i + 1 + n) == flags[f][n])
      n++;
    if (n == MAX_FLAG)
      return n;
  }
  return 0;
}

static gboolean
keeps_mark (Clusters *self,
            gunichar  c)
{
  if (!self->base || (is_virama (c) && self->n_conjuncts >= CS_TEXT_MAX_CONJUNCTS))
    return FALSE;
  self->virama |= is_virama (c);
  return ++self->n_marks <= CS_TEXT_MAX_MARKS;
}

/* Signs that stand before a number, and the letters that build Hangul syllables, join without limit. */
static gboolean
keeps_base (Clusters *self,
            gunichar  c)
{
  int cluster = u_getIntPropertyValue (c, UCHAR_GRAPHEME_CLUSTER_BREAK);
  gboolean joins = cluster == U_GCB_PREPEND || cluster == U_GCB_L || cluster == U_GCB_V || cluster == U_GCB_T;

  if (from_end (self->out, 0) != ZWJ)
    self->n_links = 0;
  self->n_run = joins && cluster == self->run ? self->n_run + 1 : 1;
  self->run = joins ? cluster : -1;
  if (joins && self->n_run > MAX_RUN)
    return FALSE;
  self->n_conjuncts = self->virama && u_isalpha (c) ? self->n_conjuncts + 1 : 0;
  self->virama = FALSE;
  self->base = !is_space (c) && c != '\n';
  self->n_marks = 0;
  return TRUE;
}

static gboolean
keeps (Clusters *self,
       guint     i)
{
  gunichar c = at (self->in, i);

  if (c == ZWJ || c == ZWNJ)
    return keeps_joiner (self, i);
  if (c == EMOJI_STYLE)
    return keeps_style (self, i);
  if (is_tag (c))
    return FALSE;
  if (is_mark (c) && (self->base || !is_skin (c)))
    return keeps_mark (self, c);
  return keeps_base (self, c);
}

static GArray *
array_new (const GArray *in)
{
  return g_array_sized_new (FALSE, FALSE, sizeof (gunichar), in->len);
}

/* Drops what nobody sees wherever it stands, and makes one kind of newline and of space of the many. */
GArray *
cs_text_drop_unseen (GArray  *in,
                     gboolean one_line)
{
  GArray *out = array_new (in);

  for (guint i = 0; i < in->len; i++) {
    gunichar c = at (in, i);

    if (c == '\r' && at (in, i + 1) == '\n')
      continue;
    if (is_newline (c))
      c = one_line ? ' ' : '\n';
    else if (c == '\t' || (u_charType (c) == U_SPACE_SEPARATOR && !is_space (c)))
      c = ' ';
    else if (!cs_text_is_calm_char (c) && !is_joining (c) && cs_text_is_unseen (c))
      continue;
    g_array_append_val (out, c);
  }
  return out;
}

/* Bounds what one cluster may hold: marks on a base, emoji in a chain, letters in a syllable or a conjunct. */
GArray *
cs_text_limit_clusters (GArray *in)
{
  Clusters self = { .in = in, .out = array_new (in), .run = -1 };

  for (guint i = 0; i < in->len; i++) {
    gunichar c = at (in, i);

    if (!keeps (&self, i))
      continue;
    g_array_append_val (self.out, c);
    if (c == BLACK_FLAG) {
      guint n_tags = count_flag_tags (in, i);

      if (n_tags > 0)
        g_array_append_vals (self.out, &g_array_index (in, gunichar, i + 1), n_tags);
      i += n_tags;
    }
  }
  return self.out;
}

/* One space where several were, none at an end of a line, at most one empty line. */
GArray *
cs_text_collapse_space (GArray *in)
{
  GArray *out = array_new (in);
  guint n_newlines = 2;

  for (guint i = 0; i < in->len; i++) {
    gunichar c = at (in, i);

    if (c == '\n') {
      while (is_space (from_end (out, 0)))
        g_array_set_size (out, out->len - 1);
      if (out->len == 0 || ++n_newlines > 2)
        continue;
    } else if (is_space (c)) {
      if (out->len == 0 || from_end (out, 0) == '\n')
        continue;
      if (is_space (from_end (out, 0))) {
        g_array_index (out, gunichar, out->len - 1) = ' ';
        continue;
      }
    } else {
      n_newlines = 0;
    }
    g_array_append_val (out, c);
  }
  while (is_space (from_end (out, 0)) || from_end (out, 0) == '\n')
    g_array_set_size (out, out->len - 1);
  return out;
}
