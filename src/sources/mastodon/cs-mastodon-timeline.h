/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-client.h"
#include "cs-post.h"

G_BEGIN_DECLS

#define CS_MASTODON_PAGE_POSTS 40

/**
 * CsMastodonPage:
 * @posts: (element-type CsPost): the posts on it that can be used, the oldest first
 * @ids: (element-type utf8): the ids of everything on it, the newest first
 * @n_items: how many things were on it
 * @n_broken: how many of them could not be read
 * @newest: (nullable): where the next page begins: everything up to here was on this page or before it
 * @full: as long as was asked for
 *
 * One page of a hashtag's timeline.
 */
typedef struct {
  GPtrArray *posts;
  GPtrArray *ids;
  guint n_items;
  guint n_broken;
  char *newest;
  gboolean full;
} CsMastodonPage;

CsMastodonPage *cs_mastodon_timeline_read (CsMastodonClient *client,
                                           const char       *tag,
                                           const char       *min_id,
                                           gint64            received_us,
                                           GCancellable     *cancellable,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_page_free (CsMastodonPage *self);

char *cs_mastodon_link_min_id (const char *link) G_GNUC_WARN_UNUSED_RESULT;
int cs_mastodon_id_compare (const char *a,
                            const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMastodonPage, cs_mastodon_page_free)

G_END_DECLS
