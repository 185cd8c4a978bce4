/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-client.h"
#include "cs-mastodon-intake.h"

G_BEGIN_DECLS

void cs_mastodon_confirm_async (CsMastodonClient   *client,
                                CsMastodonIntake   *intake,
                                char              **ids,
                                gboolean            together,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean cs_mastodon_confirm_finish (CsMastodonClient *client,
                                     GAsyncResult     *result,
                                     GError          **error);

G_END_DECLS
