/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-backoff.h"
#include "cs-event-stream.h"
#include "cs-mastodon-tag.h"
#include "cs-mastodon-trail.h"

G_BEGIN_DECLS

/* Two ways lead to one hashtag's posts. The stream is quick, but replays nothing, keeps no order and may leave things
 * out. Pages are complete up to the moment of asking. */
struct _CsMastodonTag {
  CsMastodonLink *link;
  char *name;
  CsMastodonTrail *trail;

  CsEventStream *stream; /* (nullable) */
  gboolean open;
  gboolean polling; /* there is no stream, or none that can be relied on */
  gint64 opened_us; /* this and the others below on the monotonic clock */
  gint64 heard_us;
  gint64 stream_due_us; /* when to ask for the stream (again) */
  guint n_streamed; /* posts since it was opened */
  guint n_missed; /* posts written since then that only a page showed */
  guint n_losses;
  CsBackoff *stream_backoff;

  gboolean behind; /* something may be missing since the position */
  gint64 page_due_us; /* when to ask for a page */
  guint poll_ms;
  CsBackoff *page_backoff;
  GPtrArray *last_ids; /* (nullable): of the newest page that was read */

  gboolean was_live;
  gboolean gap; /* was away and is back: to be told */
  char *reason; /* (nullable) */
};

gint64 cs_mastodon_tag_now_us (const CsMastodonTag *self);
void cs_mastodon_tag_set_reason (CsMastodonTag *self,
                                 const char    *reason);

/* The stream. */
void cs_mastodon_tag_watch_stream (CsMastodonTag *self);
void cs_mastodon_tag_forget_stream (CsMastodonTag *self);
void cs_mastodon_tag_give_up_stream (CsMastodonTag *self,
                                     gint64         again_us,
                                     const char    *why);

/* The pages. Both run the thread-default main context while they wait for answers. */
void cs_mastodon_tag_poll (CsMastodonTag *self);
void cs_mastodon_tag_catch_up (CsMastodonTag *self);

G_END_DECLS
