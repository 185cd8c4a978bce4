/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-timeline.h"

G_BEGIN_DECLS

/* How far back a catch-up begins behind the newest post that is certain. A server files a federated post that comes
 * late under the time when it was written: it can appear before posts that were seen already. */
#define CS_MASTODON_TRAIL_POSTS CS_MASTODON_PAGE_POSTS

/* What is certain to have been seen of a hashtag, and what is not certain yet. */
typedef struct _CsMastodonTrail CsMastodonTrail;

CsMastodonTrail *cs_mastodon_trail_new (const char *position) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_trail_free (CsMastodonTrail *self);

void cs_mastodon_trail_add_page (CsMastodonTrail      *self,
                                 const CsMastodonPage *page);
void cs_mastodon_trail_add_streamed (CsMastodonTrail *self,
                                     char            *id,
                                     gint64           at_us);
void cs_mastodon_trail_settle (CsMastodonTrail *self,
                               gint64           before_us);
void cs_mastodon_trail_lose (CsMastodonTrail *self);

const char *cs_mastodon_trail_get_start (const CsMastodonTrail *self);
const char *cs_mastodon_trail_get_newest (const CsMastodonTrail *self);
gboolean cs_mastodon_trail_reaches (const CsMastodonTrail *self,
                                    const CsMastodonPage  *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMastodonTrail, cs_mastodon_trail_free)

G_END_DECLS
