/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-text.h"

G_BEGIN_DECLS

/* One pass over code points, split from cs-text.c: what may stay of each, seen with its neighbours. */

#define CS_TEXT_MAX_MARKS 8
#define CS_TEXT_MAX_LINKS 10
#define CS_TEXT_MAX_CONJUNCTS 5
#define CS_TEXT_MAX_GRAPHEME 64

GArray *cs_text_drop_unseen (GArray  *in,
                             gboolean one_line);
GArray *cs_text_limit_clusters (GArray *in);
GArray *cs_text_collapse_space (GArray *in);

gboolean cs_text_is_unseen (gunichar c);
gboolean cs_text_is_calm_char (gunichar c);
gboolean cs_text_is_calm (const char *text,
                          guint       max_chars,
                          guint       max_lines,
                          guint       max_unbroken);

char *cs_text_clean_counted (const char *raw,
                             CsTextKind  kind,
                             guint64    *n_steps,
                             guint      *n_rounds);

char *cs_skeleton_fold_case (const char *text);
char *cs_skeleton_of_words (const char *words);
char *cs_skeleton_of_letter (gunichar c);

G_END_DECLS
