/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http-fetch.h"
#include "cs-json.h"

G_BEGIN_DECLS

#define CS_BLUESKY_MAX_URIS 25

/* Asks an AppView, which knows what a Jetstream does not say. Belongs to one thread. */
typedef struct _CsBlueskyAppview CsBlueskyAppview;

CsBlueskyAppview *cs_bluesky_appview_new (const char *url) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_appview_free (CsBlueskyAppview *self);
void cs_bluesky_appview_abort (CsBlueskyAppview *self);

const char *cs_bluesky_appview_get_pictures (const CsBlueskyAppview *self);
void cs_bluesky_appview_get_posts_async (CsBlueskyAppview   *self,
                                         const char *const  *uris,
                                         guint               n_uris,
                                         guint               deadline_ms,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
JsonNode *cs_bluesky_appview_get_posts_finish (CsBlueskyAppview *self,
                                               GAsyncResult     *result,
                                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBlueskyAppview, cs_bluesky_appview_free)

G_END_DECLS
