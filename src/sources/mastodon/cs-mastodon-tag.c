/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-tag.h"

#include "cs-mastodon-tag-private.h"

#include <glib/gi18n-lib.h>

#define LOSSES_BEFORE_POLLING 2

gint64
cs_mastodon_tag_now_us (const CsMastodonTag *self)
{
  return cs_clock_monotonic_us (self->link->clock);
}

void
cs_mastodon_tag_set_reason (CsMastodonTag *self,
                            const char    *reason)
{
  g_autofree char *before = self->reason;

  self->reason = g_strdup (reason);
}

static gboolean
may_poll (const CsMastodonTag *self)
{
  return self->polling || self->open || self->n_losses >= LOSSES_BEFORE_POLLING;
}

/**
 * cs_mastodon_tag_new:
 * @link: what the tags share; must outlive the tag
 * @name: the hashtag, without its sign
 * @position: (nullable): where to go on from
 *
 * Returns: (transfer full): a tag that is not followed yet
 */
CsMastodonTag *
cs_mastodon_tag_new (CsMastodonLink *link,
                     const char     *name,
                     const char     *position)
{
  CsMastodonTag *self = g_new0 (CsMastodonTag, 1);

  self->link = link;
  self->trail = cs_mastodon_trail_new (position);
  self->name = g_strdup (name);
  self->stream_backoff = cs_backoff_new (link->timing.retry_ms, link->timing.retry_cap_ms, g_rand_new ());
  self->page_backoff = cs_backoff_new (link->timing.retry_ms, link->timing.retry_cap_ms, g_rand_new ());
  self->behind = TRUE;
  self->gap = position != NULL;
  self->polling = cs_mastodon_client_get_token (link->client) == NULL;
  self->poll_ms = link->timing.poll_ms;
  if (self->polling)
    cs_mastodon_tag_set_reason (self, _("Without signing in, new posts are asked for every few seconds."));
  return self;
}

/**
 * cs_mastodon_tag_free:
 * @self: (transfer full): a tag
 */
void
cs_mastodon_tag_free (CsMastodonTag *self)
{
  cs_mastodon_tag_forget_stream (self);
  cs_backoff_free (self->stream_backoff);
  cs_backoff_free (self->page_backoff);
  g_clear_pointer (&self->last_ids, g_ptr_array_unref);
  cs_mastodon_trail_free (self->trail);
  g_free (self->reason);
  g_free (self->name);
  g_free (self);
}

/**
 * cs_mastodon_tag_step:
 * @self: a tag
 *
 * Does what is due: asks for the stream, drops one that has fallen silent, catches up, polls. Runs the
 * thread-default main context while it reads pages, so that other streams go on meanwhile.
 */
void
cs_mastodon_tag_step (CsMastodonTag *self)
{
  gint64 now_us;

  cs_mastodon_tag_watch_stream (self);
  if (self->open && !self->behind)
    cs_mastodon_trail_settle (self->trail, cs_mastodon_tag_now_us (self) - self->link->timing.settle_ms * (gint64) 1000);
  now_us = cs_mastodon_tag_now_us (self);
  if (self->link->failure != NULL || !may_poll (self) || now_us < self->page_due_us || now_us < self->link->paused_until_us)
    return;
  if (self->open && self->behind)
    cs_mastodon_tag_catch_up (self);
  else
    cs_mastodon_tag_poll (self);
}

/**
 * cs_mastodon_tag_retry_now:
 * @self: a tag
 *
 * Ends all waiting.
 */
void
cs_mastodon_tag_retry_now (CsMastodonTag *self)
{
  self->stream_due_us = 0;
  self->page_due_us = 0;
}

/**
 * cs_mastodon_tag_get_due_us:
 * @self: a tag
 *
 * Returns: when cs_mastodon_tag_step() has something to do again, on the monotonic clock
 */
gint64
cs_mastodon_tag_get_due_us (const CsMastodonTag *self)
{
  gint64 due_us = G_MAXINT64;

  if (self->stream == NULL && cs_mastodon_client_get_token (self->link->client) != NULL)
    due_us = self->stream_due_us;
  if (self->open)
    due_us = self->heard_us + self->link->timing.watchdog_ms * (gint64) 1000;
  if (may_poll (self))
    due_us = MIN (due_us, MAX (self->page_due_us, self->link->paused_until_us));
  return due_us;
}

/**
 * cs_mastodon_tag_get_phase:
 * @self: a tag
 * @reason: (out) (transfer none) (nullable): why, as a sentence
 * @retry_us: (out): when it will try again, on the monotonic clock, or 0
 *
 * Returns: how the tag is
 */
CsMastodonPhase
cs_mastodon_tag_get_phase (const CsMastodonTag *self,
                           const char         **reason,
                           gint64              *retry_us)
{
  *reason = self->open && !self->behind ? NULL : self->reason;
  *retry_us = 0;
  if (self->polling ? !self->behind : self->open && !self->behind)
    return CS_MASTODON_LIVE;
  if (self->open || self->polling) {
    *retry_us = MAX (self->page_due_us, self->link->paused_until_us);
    if (*retry_us > cs_mastodon_tag_now_us (self))
      return CS_MASTODON_WAITING;
    *retry_us = 0;
    return CS_MASTODON_CATCHING_UP;
  }
  if (self->stream != NULL)
    return CS_MASTODON_CONNECTING;
  *retry_us = self->stream_due_us;
  return CS_MASTODON_WAITING;
}

/**
 * cs_mastodon_tag_take_gap:
 * @self: a tag
 *
 * Returns: whether the tag was away and has caught up since this was last asked
 */
gboolean
cs_mastodon_tag_take_gap (CsMastodonTag *self)
{
  gboolean gap = self->gap && !self->behind;

  if (gap)
    self->gap = FALSE;
  return gap;
}

/**
 * cs_mastodon_tag_get_name:
 * @self: a tag
 *
 * Returns: (transfer none): the hashtag
 */
const char *
cs_mastodon_tag_get_name (const CsMastodonTag *self)
{
  return self->name;
}

/**
 * cs_mastodon_tag_get_position:
 * @self: a tag
 *
 * Returns: (transfer none) (nullable): the post to go on from: everything up to it was reported
 */
const char *
cs_mastodon_tag_get_position (const CsMastodonTag *self)
{
  return cs_mastodon_trail_get_start (self->trail);
}
