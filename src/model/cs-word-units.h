/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How signs and digits are read: as what they are, or as the letters that they may stand for. */
typedef enum {
  CS_READ_PLAIN,   /* signs part words */
  CS_READ_SIGNS,   /* "$" is an s, "1" an i */
  CS_READ_STROKES, /* the same, but "1" and a capital I are an l */
} CsWordReading;

typedef enum {
  CS_UNIT_BEGINS = 1 << 0, /* a word may begin with it */
  CS_UNIT_ENDS = 1 << 1,   /* a word may end with it */
  CS_UNIT_LONE = 1 << 2,   /* it stands alone between gaps */
  CS_UNIT_SPACE = 1 << 3,  /* the gap before it is more than punctuation */
  CS_UNIT_SIGN = 1 << 4,   /* what was written is no letter */
} CsUnitFlags;

/* One letter of a text without case, accent or whatever else tells it from those that look like it. Private to the
 * model. */
typedef struct {
  gunichar letter;
  CsUnitFlags flags;
} CsWordUnit;

GArray *cs_word_units_read (const char   *text,
                            CsWordReading reading);
gboolean cs_word_units_differ (const char   *text,
                               CsWordReading reading);

G_END_DECLS
