/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-word-probe.h"

G_BEGIN_DECLS

/* Which words of the show begin with some letters. The index of words can ask for a beginning itself, but then it
 * joins all posts that hold any such word before it gives the first; asked for the words one by one it gives the
 * newest posts at once. Private to the store. */
GStrv cs_word_forms_find (CsDatabase  *db,
                          CsWordProbe *probe,
                          const char  *beginning,
                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
