/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-tag.h"

G_BEGIN_DECLS

/* What a Mastodon source does on its thread, from its start to its end. */
typedef struct _CsMastodonRun CsMastodonRun;

CsMastodonRun *cs_mastodon_run_new (CsSource               *source,
                                    const char             *server,
                                    const char             *token,
                                    const CsTagMatcher     *matcher,
                                    const CsMastodonTiming *timing,
                                    GCancellable           *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_run_free (CsMastodonRun *self);

void cs_mastodon_run_miss_token (CsMastodonRun *self);
void cs_mastodon_run_go (CsMastodonRun *self);
void cs_mastodon_run_confirm (CsMastodonRun *self,
                              char         **ids,
                              GTask         *task);

G_END_DECLS
