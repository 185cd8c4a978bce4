/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is written for others than the person at the desk: the printed record, posts, messages. Its language is chosen
 * for each, whatever the desk's own language is. Never changed once made; any thread. */
typedef struct _CsWords CsWords;

CsWords *cs_words_new (const char *language) G_GNUC_WARN_UNUSED_RESULT;
void cs_words_free (CsWords *self);

const char *cs_words_get (const CsWords *self,
                          const char    *name);
char *cs_words_fill (const CsWords *self,
                     const char    *name,
                     ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
const char *cs_words_choose (const CsWords *self,
                             const char    *prefix,
                             const char    *id);
gboolean cs_words_is_french (const CsWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWords, cs_words_free)

G_END_DECLS
