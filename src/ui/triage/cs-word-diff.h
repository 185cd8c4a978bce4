/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsTextRange:
 * @start: first byte
 * @end: the byte after the last
 *
 * A part of a text, on character boundaries.
 */
typedef struct {
  guint start;
  guint end;
} CsTextRange;

void cs_word_diff (const char *old_text,
                   const char *new_text,
                   GArray    **removed,
                   GArray    **added);

G_END_DECLS
