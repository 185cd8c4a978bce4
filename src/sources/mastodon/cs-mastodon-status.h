/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json.h"
#include "cs-post.h"

G_BEGIN_DECLS

/**
 * CsMastodonVerdict:
 * @CS_MASTODON_POST: a public post
 * @CS_MASTODON_HIDDEN: a boost, or not for everybody; its id is known
 * @CS_MASTODON_BROKEN: not a post that can be used
 *
 * What a Status turned out to be.
 */
typedef enum {
  CS_MASTODON_POST,
  CS_MASTODON_HIDDEN,
  CS_MASTODON_BROKEN,
} CsMastodonVerdict;

CsMastodonVerdict cs_mastodon_status_read (JsonObject *status,
                                           const char *host,
                                           gint64      received_us,
                                           CsPost    **post);

G_END_DECLS
