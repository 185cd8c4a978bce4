/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_WORD_LIST_MAX_WORDS 2000
#define CS_WORD_LIST_MAX_CHARS 100
#define CS_WORD_LIST_MAX_BYTES (256 * 1024)

/* Words and phrases that whoever reads posts is to be told of. Never changed once made; any thread. */
typedef struct _CsWordList CsWordList;

CsWordList *cs_word_list_new (const char *const *words) G_GNUC_WARN_UNUSED_RESULT;
void cs_word_list_free (CsWordList *self);
const char *const *cs_word_list_get_words (CsWordList *self);
GPtrArray *cs_word_list_find (CsWordList *self,
                              const char *text) G_GNUC_WARN_UNUSED_RESULT;

GStrv cs_word_list_read (const char *text,
                         gsize       size,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWordList, cs_word_list_free)

G_END_DECLS
