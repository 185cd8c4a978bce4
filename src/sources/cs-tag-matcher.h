/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

G_BEGIN_DECLS

/**
 * CsTagFold:
 * @tag: (nullable): a hashtag, with or without its sign
 *
 * How a network compares hashtags: two of them are the same when their folded forms are.
 *
 * Returns: (transfer full): the folded form; "" for nothing
 */
typedef char *(*CsTagFold) (const char *tag);

char *cs_tag_fold_case (const char *tag) G_GNUC_WARN_UNUSED_RESULT;
char *cs_tag_fold_ascii (const char *tag) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _CsTagMatcher CsTagMatcher;

CsTagMatcher *cs_tag_matcher_new (const CsTagMatch *match,
                                  CsTagFold         fold) G_GNUC_WARN_UNUSED_RESULT;
void cs_tag_matcher_free (CsTagMatcher *self);

const char *const *cs_tag_matcher_get_any (const CsTagMatcher *self);
gboolean cs_tag_matcher_matches (const CsTagMatcher *self,
                                 const char *const  *tags);
gboolean cs_tag_matcher_allows (const CsTagMatcher *self,
                                const char *const  *tags);
char *cs_tag_matcher_to_title (const CsTagMatcher *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTagMatcher, cs_tag_matcher_free)

G_END_DECLS
