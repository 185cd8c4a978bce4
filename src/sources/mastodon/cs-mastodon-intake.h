/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-batch.h"
#include "cs-json.h"
#include "cs-tag-matcher.h"

G_BEGIN_DECLS

/* What arrives by streams, pages and questions, made into events: each form of each post once. */
typedef struct _CsMastodonIntake CsMastodonIntake;

CsMastodonIntake *cs_mastodon_intake_new (CsSource           *source,
                                          const char         *host,
                                          const CsTagMatcher *matcher,
                                          CsBatchPosition     position,
                                          gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_intake_free (CsMastodonIntake *self);

char *cs_mastodon_intake_take_text (CsMastodonIntake *self,
                                    const char       *text,
                                    gsize             length,
                                    gboolean          edited) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_mastodon_intake_take_post (CsMastodonIntake *self,
                                       CsPost           *post,
                                       gboolean          edited);
void cs_mastodon_intake_take_gone (CsMastodonIntake *self,
                                   const char       *id);
void cs_mastodon_intake_take_gap (CsMastodonIntake *self);
void cs_mastodon_intake_take_answer (CsMastodonIntake *self,
                                     JsonObject       *status);
gboolean cs_mastodon_intake_has_seen (CsMastodonIntake *self,
                                      const char       *id);
CsBatch *cs_mastodon_intake_get_batch (CsMastodonIntake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMastodonIntake, cs_mastodon_intake_free)

G_END_DECLS
