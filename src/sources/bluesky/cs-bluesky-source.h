/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-tag-source.h"

G_BEGIN_DECLS

#define CS_BLUESKY_PUBLIC_APPVIEW "https://public.api.bsky.app"
#define CS_BLUESKY_PUBLIC_JETSTREAM "wss://jetstream2.us-east.bsky.network/subscribe"

/* Follows hashtags on Bluesky, which a Jetstream carries. */
#define CS_TYPE_BLUESKY_SOURCE (cs_bluesky_source_get_type ())
G_DECLARE_FINAL_TYPE (CsBlueskySource, cs_bluesky_source, CS, BLUESKY_SOURCE, CsTagSource)

CsSource *cs_bluesky_source_new (CsClock          *clock,
                                 const char       *id,
                                 const char       *jetstream_url,
                                 const char       *appview_url,
                                 const CsTagMatch *match) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_source_add_known (CsBlueskySource   *self,
                                  const char *const *ids);

G_END_DECLS
