/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"
#include "cs-tag-matcher.h"

G_BEGIN_DECLS

/**
 * CsBlueskyTiming:
 * @watchdog_ms: how long the other side may leave even keep-alives unanswered
 * @silence_ms: how long no message may come although the other side is there
 * @retry_ms: the first wait after the connection was lost
 * @retry_cap_ms: the longest
 *
 * How patient a source is.
 */
typedef struct {
  guint watchdog_ms;
  guint silence_ms;
  guint retry_ms;
  guint retry_cap_ms;
} CsBlueskyTiming;

/* What a Bluesky source does on its thread, from its start to its end. */
typedef struct _CsBlueskyRun CsBlueskyRun;

CsBlueskyRun *cs_bluesky_run_new (CsSource              *source,
                                  const char            *jetstream,
                                  const char            *appview,
                                  const CsTagMatcher    *matcher,
                                  GHashTable            *authors,
                                  const CsBlueskyTiming *timing,
                                  GCancellable          *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_run_free (CsBlueskyRun *self);

void cs_bluesky_run_go (CsBlueskyRun *self);
void cs_bluesky_run_add_known (CsBlueskyRun *self,
                               const char   *id);
void cs_bluesky_run_confirm (CsBlueskyRun *self,
                             char        **uris,
                             GTask        *task);

G_END_DECLS
