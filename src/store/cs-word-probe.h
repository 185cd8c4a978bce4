/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"

G_BEGIN_DECLS

/* Tells of a few posts which of them an expression for the index of words would find, without asking the
 * index: its cost is that of the few posts, whatever the size of the show. One thread. Private to the store. */
typedef struct _CsWordProbe CsWordProbe;

CsWordProbe *cs_word_probe_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_word_probe_free (CsWordProbe *self);

GArray *cs_word_probe_match (CsWordProbe  *self,
                             CsDatabase   *db,
                             const char   *expression,
                             const gint64 *ids,
                             gsize         n_ids,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_word_probe_read_token (CsWordProbe *self,
                                   const char  *text,
                                   char       **token,
                                   GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWordProbe, cs_word_probe_free)

G_END_DECLS
