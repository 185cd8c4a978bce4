/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json.h"
#include "cs-post.h"

G_BEGIN_DECLS

/**
 * CsBlueskyAuthor:
 * @handle: (nullable): what a person types to name it
 * @name: (nullable): display name
 * @avatar_url: (nullable): where its picture is
 * @bot: says of itself that it is automated
 * @hidden: the network hides it
 * @warning: (nullable): labels that matter, as a list
 * @created_us: when it was opened, microseconds since 1970 UTC, or 0
 *
 * What the network knows of an author besides the posts. Never changed once made.
 */
typedef struct {
  char *handle;
  char *name;
  char *avatar_url;
  gboolean bot;
  gboolean hidden;
  char *warning;
  gint64 created_us;
} CsBlueskyAuthor;

CsBlueskyAuthor *cs_bluesky_author_read (JsonObject *view) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_author_unref (CsBlueskyAuthor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBlueskyAuthor, cs_bluesky_author_unref)

gboolean cs_bluesky_labels_read (JsonObject *object,
                                 char      **warning);
GStrv cs_bluesky_record_get_tags (JsonObject *record) G_GNUC_WARN_UNUSED_RESULT;
char *cs_bluesky_uri (const char *did,
                      const char *rkey) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_bluesky_split_uri (const char *uri,
                               char      **did,
                               char      **rkey);

CsPost *cs_bluesky_post_new (const char *did,
                             const char *rkey,
                             JsonObject *record,
                             const char *pictures,
                             gint64      received_us) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_post_seal (CsPost                *post,
                           const CsBlueskyAuthor *author,
                           const char            *warning);

G_END_DECLS
