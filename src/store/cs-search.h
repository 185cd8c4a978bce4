/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

G_BEGIN_DECLS

/* What is written into the index of words and what is asked of it. Pure functions, private to the store. */
char *cs_search_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *cs_search_body (const CsPost *post) G_GNUC_WARN_UNUSED_RESULT;
char *cs_search_join (const char *text,
                      const char *name,
                      const char *handle) G_GNUC_WARN_UNUSED_RESULT;
char *cs_search_expression (const char *words) G_GNUC_WARN_UNUSED_RESULT;
char *cs_search_beginning (const char *words) G_GNUC_WARN_UNUSED_RESULT;
char *cs_search_forms_expression (const char *words,
                                  GStrv       forms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
