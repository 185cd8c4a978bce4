/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-client.h"

G_BEGIN_DECLS

/**
 * CsMastodonInstance:
 * @title: what the server calls itself, a stranger's words
 * @version: its version, as it says
 * @api_version: what its interface can do; 0 when it does not say
 * @streaming: the base address of its streams, without a slash at the end
 * @closed: it shows no posts by hashtag at all
 *
 * What a server says of itself.
 */
typedef struct {
  char *title;
  char *version;
  gint64 api_version;
  char *streaming;
  gboolean closed;
} CsMastodonInstance;

CsMastodonInstance *cs_mastodon_instance_read (CsMastodonClient *client,
                                               GCancellable     *cancellable,
                                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_instance_free (CsMastodonInstance *self);
SoupSession *cs_mastodon_instance_session_new (const CsMastodonInstance *self,
                                               const char               *base,
                                               guint                     max_conns) G_GNUC_WARN_UNUSED_RESULT;
char *cs_mastodon_pick_streaming (const char *base,
                                  const char *advertised) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMastodonInstance, cs_mastodon_instance_free)

G_END_DECLS
