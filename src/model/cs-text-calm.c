/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-code-table.h"
#include "cs-text-private.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Nearly every text of an evening is letters, signs and single spaces that the filter would leave as they are.
 * A code point is calm when the filter keeps it whatever stands beside it, as long as its neighbours are calm
 * too: it is seen, sits on nothing and carries nothing, and composes with nothing. Unicode's own properties
 * say so. */
#define NO_BREAK_SPACE 0xa0
#define NARROW_NO_BREAK_SPACE 0x202f

static gboolean
joins (gunichar c)
{
  int cluster = u_getIntPropertyValue (c, UCHAR_GRAPHEME_CLUSTER_BREAK);

  return cluster != U_GCB_OTHER && cluster != U_GCB_LV && cluster != U_GCB_LVT;
}

static guint32
find_out (gunichar c)
{
  int type = u_charType (c);

  if (type == U_UNASSIGNED || type == U_SURROGATE || type == U_PRIVATE_USE_CHAR || type == U_FORMAT_CHAR ||
      type == U_SPACE_SEPARATOR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR)
    return FALSE;
  return !cs_text_is_unseen (c) && !joins (c) && (U_GET_GC_MASK (c) & U_GC_M_MASK) == 0 &&
         u_getCombiningClass (c) == 0 && u_getIntPropertyValue (c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

static CsCodeTable table = { find_out };

/* Whether the filter keeps a code point among others like it. */
gboolean
cs_text_is_calm_char (gunichar c)
{
  if (c < 0x7f)
    return c > ' ';
  return c < CS_CODE_TABLE_END && cs_code_table_get (&table, c) != 0;
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == NO_BREAK_SPACE || c == NARROW_NO_BREAK_SPACE;
}

/* Whether valid UTF-8 of at most @max_chars code points in at most @max_lines lines is such that cleaning it would
 * change nothing. It may say no of one that is. */
gboolean
cs_text_is_calm (const char *text,
                 guint       max_chars,
                 guint       max_lines,
                 guint       max_unbroken)
{
  guint n_chars = 0, n_lines = 1, n_unbroken = 0, n_newlines = 2;
  gboolean after_space = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    n_unbroken = c == ' ' || c == '\n' ? 0 : n_unbroken + 1;
    if (++n_chars > max_chars || n_unbroken > max_unbroken)
      return FALSE;
    if (c == '\n') {
      if (after_space || ++n_newlines > 2 || ++n_lines > max_lines)
        return FALSE;
    } else if (is_space (c)) {
      if (after_space || n_newlines > 0)
        return FALSE;
      after_space = TRUE;
    } else {
      if (!cs_text_is_calm_char (c))
        return FALSE;
      after_space = FALSE;
      n_newlines = 0;
    }
  }
  return !after_space && (n_chars == 0 || n_newlines == 0);
}
