/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-client.h"

G_BEGIN_DECLS

char *cs_mastodon_check_here (CsMastodonClient *client,
                              const char       *tag,
                              GCancellable     *cancellable,
                              GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
