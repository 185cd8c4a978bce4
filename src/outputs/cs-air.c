/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-air.h"

/* A page goes dark by itself after one second without a heartbeat. When the watch itself was away longer
 * than this, every page is dark: what was on air must not come back by itself. */
#define WATCH_LIMIT_US (1500 * G_TIME_SPAN_MILLISECOND)

struct _CsAir {
  guint epoch; /* atomic: the latch */

  GMutex lock; /* guards what follows; held for a few assignments, never across I/O or an unref */
  guint serial;
  CsSnapshot *snapshot; /* (nullable) */
  guint snapshot_epoch;
  guint stage_serial;
  CsStageView *stage; /* (nullable) */
  guint stage_epoch;
  gint64 beat_timeout_us;
  gint64 beat_us;  /* 0: never */
  gint64 watch_us; /* 0: nobody watches */
};

/* With the lock held. */
static gboolean
is_on_air (CsAir *self)
{
  return self->snapshot != NULL && self->snapshot_epoch == cs_air_get_epoch (self);
}

/* With the lock held. */
static CsSnapshot *
take_off (CsAir *self)
{
  if (self->snapshot != NULL)
    self->serial++;
  return g_steal_pointer (&self->snapshot);
}

/* With the lock held. */
static gboolean
is_staged (CsAir *self)
{
  return self->stage != NULL && self->stage_epoch == cs_air_get_epoch (self);
}

/* With the lock held. */
static CsStageView *
take_stage (CsAir *self)
{
  if (self->stage != NULL)
    self->stage_serial++;
  return g_steal_pointer (&self->stage);
}

/* With the lock held. */
static gboolean
stood_still (CsAir *self,
             gint64 now_us)
{
  return self->watch_us != 0 && now_us - self->watch_us > WATCH_LIMIT_US;
}

/* With the lock held. */
static gboolean
is_silent (CsAir *self,
           gint64 now_us)
{
  return now_us - self->beat_us > self->beat_timeout_us;
}

/**
 * cs_air_new:
 * @beat_timeout_ms: how long the desk's main loop may be silent while a post is on air
 *
 * Returns: (transfer full): a dark air
 */
CsAir *
cs_air_new (guint beat_timeout_ms)
{
  CsAir *self = g_new0 (CsAir, 1);

  g_mutex_init (&self->lock);
  self->epoch = 1;
  self->beat_timeout_us = beat_timeout_ms * G_TIME_SPAN_MILLISECOND;
  return self;
}

/**
 * cs_air_free:
 * @self: (transfer full): an air that no thread uses any more
 */
void
cs_air_free (CsAir *self)
{
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  g_clear_pointer (&self->stage, cs_stage_view_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cs_air_get_epoch:
 * @self: an air
 *
 * Returns: the epoch that a command decided now has to name; without a lock
 */
guint
cs_air_get_epoch (const CsAir *self)
{
  return (guint) g_atomic_int_get ((const gint *) &self->epoch);
}

/**
 * cs_air_read:
 * @self: an air
 * @now_us: the time on the clock that beat and watch use, in microseconds
 * @state: (out caller-allocates): what is on air; freed with cs_air_state_clear()
 *
 * Looks at the air. A post of an older epoch is not on air, nor is one whose desk or whose watch has been
 * silent too long, even before anybody has taken it off.
 */
void
cs_air_read (CsAir      *self,
             gint64      now_us,
             CsAirState *state)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean alive = !is_silent (self, now_us) && !stood_still (self, now_us);
  gboolean visible = is_on_air (self) && alive;
  gboolean staged = is_staged (self) && alive;

  state->epoch = visible ? self->snapshot_epoch : staged ? self->stage_epoch : cs_air_get_epoch (self);
  state->stage_serial = self->stage_serial;
  state->stage = staged ? cs_stage_view_ref (self->stage) : NULL;
  state->serial = self->serial;
  state->snapshot = visible ? cs_snapshot_ref (self->snapshot) : NULL;
}

/**
 * cs_air_state_clear:
 * @state: a state that cs_air_read() filled in
 */
void
cs_air_state_clear (CsAirState *state)
{
  g_clear_pointer (&state->snapshot, cs_snapshot_unref);
  g_clear_pointer (&state->stage, cs_stage_view_unref);
}

/**
 * cs_air_show:
 * @self: an air
 * @snapshot: what viewers shall see
 * @epoch: the epoch the take was decided in
 * @now_us: the time, in microseconds; showing is also a sign of life
 *
 * Puts @snapshot on air in place of what was there. Naming the current epoch is what re-arms the air after
 * a clear.
 *
 * Returns: whether it is on air; %FALSE when the air was cleared since the take was decided
 */
gboolean
cs_air_show (CsAir      *self,
             CsSnapshot *snapshot,
             guint       epoch,
             gint64      now_us)
{
  g_autoptr (CsSnapshot) old = NULL; /* declared first: it goes after the lock */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (epoch != cs_air_get_epoch (self))
    return FALSE;
  old = g_steal_pointer (&self->snapshot);
  self->snapshot = cs_snapshot_ref (snapshot);
  self->snapshot_epoch = epoch;
  self->beat_us = MAX (self->beat_us, now_us);
  self->serial++;
  return TRUE;
}

/**
 * cs_air_clear:
 * @self: an air
 *
 * Everything off at once. The first statement does it, without a lock; the rest tidies up. Every take that
 * was decided before is refused from now on.
 *
 * Returns: (transfer full) (nullable): what was taken off, handed to exactly one caller
 */
CsSnapshot *
cs_air_clear (CsAir *self)
{
  g_atomic_int_inc ((gint *) &self->epoch);

  g_autoptr (CsStageView) stage = NULL; /* declared first: it goes after the lock */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  stage = take_stage (self);
  return take_off (self);
}

/**
 * cs_air_out:
 * @self: an air
 * @post_id: a post
 *
 * Takes one post off. Another post that went on air in the meantime stays.
 *
 * Returns: (transfer full) (nullable): what was taken off
 */
CsSnapshot *
cs_air_out (CsAir *self,
            gint64 post_id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->snapshot == NULL || self->snapshot->post_id != post_id)
    return NULL;
  return take_off (self);
}

/**
 * cs_air_withdraw:
 * @self: an air
 * @network: the post's network
 * @host: the post's host
 * @native_id: the post's id there
 * @but_version: (nullable): the one version that may stay, or %NULL for none
 *
 * Takes a post off that was deleted, or is now in another version.
 *
 * Returns: (transfer full) (nullable): what was taken off
 */
CsSnapshot *
cs_air_withdraw (CsAir      *self,
                 CsNetwork   network,
                 const char *host,
                 const char *native_id,
                 const char *but_version)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->snapshot == NULL || !cs_post_is_same (self->snapshot->post, network, host, native_id))
    return NULL;
  if (but_version != NULL && g_str_equal (self->snapshot->post->version, but_version))
    return NULL;
  return take_off (self);
}

/**
 * cs_air_withdraw_account:
 * @self: an air
 * @network: the account's network
 * @host: the account's host
 * @native_id: the account's id there
 *
 * Takes a post off whose author is gone.
 *
 * Returns: (transfer full) (nullable): what was taken off
 */
CsSnapshot *
cs_air_withdraw_account (CsAir      *self,
                         CsNetwork   network,
                         const char *host,
                         const char *native_id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const CsAccount *account = self->snapshot != NULL ? self->snapshot->post->account : NULL;

  if (account == NULL || account->network != network || g_strcmp0 (account->host, host) != 0 ||
      g_strcmp0 (account->native_id, native_id) != 0)
    return NULL;
  return take_off (self);
}

/**
 * cs_air_show_stage:
 * @self: an air
 * @view: what the audience may see of a draw
 * @epoch: the epoch in which somebody decided to show the draw
 * @now_us: the time, in microseconds; showing is also a sign of life
 *
 * Shows a draw in place of what was shown of it before. What is on air beside it stays.
 *
 * Returns: whether it is shown; %FALSE when the air was cleared since
 */
gboolean
cs_air_show_stage (CsAir       *self,
                   CsStageView *view,
                   guint        epoch,
                   gint64       now_us)
{
  g_autoptr (CsStageView) old = NULL; /* declared first: it goes after the lock */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (epoch != cs_air_get_epoch (self))
    return FALSE;
  old = g_steal_pointer (&self->stage);
  self->stage = cs_stage_view_ref (view);
  self->stage_epoch = epoch;
  self->beat_us = MAX (self->beat_us, now_us);
  self->stage_serial++;
  return TRUE;
}

/**
 * cs_air_hide_stage:
 * @self: an air
 *
 * Takes the draw off; what is on air beside it stays.
 */
void
cs_air_hide_stage (CsAir *self)
{
  g_autoptr (CsStageView) stage = NULL; /* declared first: it goes after the lock */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  stage = take_stage (self);
}

/**
 * cs_air_set_beat_timeout:
 * @self: an air
 * @beat_timeout_ms: how long the desk's main loop may be silent while a post is on air
 */
void
cs_air_set_beat_timeout (CsAir *self,
                         guint  beat_timeout_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->beat_timeout_us = beat_timeout_ms * G_TIME_SPAN_MILLISECOND;
}

/**
 * cs_air_beat:
 * @self: an air
 * @now_us: the time, in microseconds
 *
 * The desk's main loop lives.
 */
void
cs_air_beat (CsAir *self,
             gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->beat_us = MAX (self->beat_us, now_us);
}

/**
 * cs_air_get_beat_age_ms:
 * @self: an air
 * @now_us: the time, in microseconds
 *
 * Returns: milliseconds since the last sign of life, or -1 when there never was one
 */
gint64
cs_air_get_beat_age_ms (CsAir *self,
                        gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->beat_us == 0 ? -1 : (now_us - self->beat_us) / G_TIME_SPAN_MILLISECOND;
}

/**
 * cs_air_watch:
 * @self: an air
 * @now_us: the time, in microseconds
 * @reason: (out): set when something is returned
 *
 * Called by the output thread several times a second, and before anything is sent to a page. Clears the air
 * when the desk has been silent too long or the watch itself was away.
 *
 * Returns: (transfer full) (nullable): what was taken off
 */
CsSnapshot *
cs_air_watch (CsAir        *self,
              gint64        now_us,
              CsDarkReason *reason)
{
  g_autoptr (CsStageView) stage = NULL; /* declared first: it goes after the lock */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean away = stood_still (self, now_us);

  self->watch_us = now_us;
  if (!(is_on_air (self) || is_staged (self)) || !(away || is_silent (self, now_us)))
    return NULL;
  *reason = away ? CS_DARK_STOOD_STILL : CS_DARK_SILENT;
  g_atomic_int_inc ((gint *) &self->epoch);
  stage = take_stage (self);
  return take_off (self);
}

/**
 * cs_air_unwatch:
 * @self: an air
 *
 * The output thread is about to end: its silence means nothing from now on.
 */
void
cs_air_unwatch (CsAir *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->watch_us = 0;
}
