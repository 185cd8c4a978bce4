/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-text.h"

/* What holds for every text that was made safe, whatever came in. */
void text_assert_safe (const char *text,
                       CsTextKind  kind);
/* Cleans, asserts the above, and that cleaning again changes nothing. Returns: (transfer full) */
char *text_assert_cleans_to (const char *raw,
                             CsTextKind  kind);
void text_assert_cleans (const char *raw,
                         CsTextKind  kind);
guint text_count_graphemes (const char *text,
                            guint      *longest);
guint text_count_lines (const char *text);
