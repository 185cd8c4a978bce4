/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-tag-source.h"

G_BEGIN_DECLS

/* Follows hashtags on one server that speaks Mastodon's language. */
#define CS_TYPE_MASTODON_SOURCE (cs_mastodon_source_get_type ())
G_DECLARE_FINAL_TYPE (CsMastodonSource, cs_mastodon_source, CS, MASTODON_SOURCE, CsTagSource)

CsSource *cs_mastodon_source_new (CsClock          *clock,
                                  const char       *id,
                                  const char       *server_url,
                                  const char       *token,
                                  const CsTagMatch *match) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_source_set_token (CsMastodonSource *self,
                                   const char       *token);
void cs_mastodon_source_miss_token (CsMastodonSource *self);

G_END_DECLS
