/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-mastodon-instance.h"
#include "cs-mastodon-intake.h"

G_BEGIN_DECLS

/**
 * CsMastodonTiming:
 * @poll_ms: how often to ask where nothing is streamed; grows to three times as much while nothing comes
 * @probe_ms: how often to look whether a stream leaves something out
 * @watchdog_ms: how long a stream may be silent; servers say something every 15 s
 * @settle_ms: how long posts may overtake each other on a stream
 * @retry_ms: the first wait after a connection was lost
 * @retry_cap_ms: the longest
 *
 * How patient a source is.
 */
typedef struct {
  guint poll_ms;
  guint probe_ms;
  guint watchdog_ms;
  guint settle_ms;
  guint retry_ms;
  guint retry_cap_ms;
} CsMastodonTiming;

/**
 * CsMastodonLink:
 * @source: the source, which owns all of this
 * @clock: its clock
 * @timing: how patient to be
 * @client: asks
 * @instance: what the server said of itself
 * @streams: the session that streams come by
 * @intake: takes what comes
 * @cancellable: ends the run
 * @nudge: cancelled to make the run look again at once
 * @paused_until_us: no questions before this, on the monotonic clock: the server has had too many
 * @failure: (nullable): why the run cannot go on
 *
 * What the hashtags of one run share.
 */
typedef struct {
  CsSource *source;
  CsClock *clock;
  CsMastodonTiming timing;
  CsMastodonClient *client;
  CsMastodonInstance *instance;
  SoupSession *streams;
  CsMastodonIntake *intake;
  GCancellable *cancellable;
  GCancellable *nudge;
  gint64 paused_until_us;
  GError *failure;
} CsMastodonLink;

/**
 * CsMastodonPhase:
 * @CS_MASTODON_LIVE: posts arrive
 * @CS_MASTODON_CATCHING_UP: reading what was missed
 * @CS_MASTODON_CONNECTING: asking for the stream
 * @CS_MASTODON_WAITING: will try again
 */
typedef enum {
  CS_MASTODON_LIVE,
  CS_MASTODON_CATCHING_UP,
  CS_MASTODON_CONNECTING,
  CS_MASTODON_WAITING,
} CsMastodonPhase;

/* One hashtag that is followed. */
typedef struct _CsMastodonTag CsMastodonTag;

CsMastodonTag *cs_mastodon_tag_new (CsMastodonLink *link,
                                    const char     *name,
                                    const char     *position) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_tag_free (CsMastodonTag *self);

void cs_mastodon_tag_step (CsMastodonTag *self);
void cs_mastodon_tag_retry_now (CsMastodonTag *self);
gint64 cs_mastodon_tag_get_due_us (const CsMastodonTag *self);
CsMastodonPhase cs_mastodon_tag_get_phase (const CsMastodonTag *self,
                                           const char         **reason,
                                           gint64              *retry_us);
gboolean cs_mastodon_tag_take_gap (CsMastodonTag *self);
const char *cs_mastodon_tag_get_name (const CsMastodonTag *self);
const char *cs_mastodon_tag_get_position (const CsMastodonTag *self);

G_END_DECLS
