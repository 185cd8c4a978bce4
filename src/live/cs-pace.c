/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-pace.h"

#define BEHIND_MS 300
#define CALM_MS 100
#define LEAST_KBPS 200
#define LEAST_SHARE 10 /* of the most */
#define FALLING_SHARE 0.95
#define HOLD_US G_TIME_SPAN_SECOND
#define CALM_US (2 * G_TIME_SPAN_SECOND)
#define STEP_US G_TIME_SPAN_SECOND
#define STEP_KBPS 125
/* Where it was too much before, the steps are small, until that is forgotten. */
#define CAREFUL_KBPS 40
#define CAREFUL_FROM 0.8
#define CAREFUL_TO 1.3
#define FORGET_US (60 * G_TIME_SPAN_SECOND)

struct _CsPace {
  guint most_kbps;
  guint least_kbps;
  guint sound_kbps;
  guint kbps;
  gint64 cut_us; /* when it went down last; 0 before the first time */
  guint too_much_kbps; /* what it went down from */
  gint64 looked_us; /* at what waits */
  guint behind_ms; /* how much that was; 0 for nothing to speak of */
  gint64 calm_us; /* since when nothing waits; 0 while something does */
  gint64 step_us;
};

static void
go_down (CsPace             *self,
         const CsPaceSample *sample)
{
  guint to = self->kbps * 4 / 5;

  if (sample->confirmed_kbps > 0)
    to = MIN ((int) to, (int) (sample->confirmed_kbps * 3 / 4) - (int) self->sound_kbps);
  self->too_much_kbps = self->kbps;
  self->kbps = CLAMP ((int) to, (int) self->least_kbps, (int) self->most_kbps);
  self->cut_us = sample->now_us;
}

static void
go_up (CsPace             *self,
       const CsPaceSample *sample)
{
  gboolean careful = self->cut_us != 0 && sample->now_us - self->cut_us < FORGET_US &&
                     self->kbps >= self->too_much_kbps * CAREFUL_FROM &&
                     self->kbps <= self->too_much_kbps * CAREFUL_TO;

  self->kbps = MIN (self->kbps + (careful ? CAREFUL_KBPS : STEP_KBPS), self->most_kbps);
  self->step_us = sample->now_us;
}

/* Looked at once a second: what was cut takes its time to be felt, and what falls by itself is left to fall. */
static gboolean
is_trouble (CsPace             *self,
            const CsPaceSample *sample)
{
  gboolean falling = self->behind_ms != 0 && sample->behind_ms < self->behind_ms * FALLING_SHARE;

  if (sample->behind_ms <= BEHIND_MS && !sample->losing) {
    self->behind_ms = 0;
    return FALSE;
  }
  if (sample->silent || (self->looked_us != 0 && sample->now_us - self->looked_us < HOLD_US))
    return FALSE;
  self->looked_us = sample->now_us;
  self->behind_ms = sample->behind_ms;
  return sample->losing || !falling;
}

/**
 * cs_pace_new:
 * @most_kbps: what the pictures may take at best
 * @sound_kbps: what the sound takes besides
 *
 * Returns: (transfer full): a pace at its best
 */
CsPace *
cs_pace_new (guint most_kbps,
             guint sound_kbps)
{
  CsPace *self = g_new0 (CsPace, 1);

  self->most_kbps = self->kbps = most_kbps;
  self->least_kbps = MIN (MAX (LEAST_KBPS, most_kbps / LEAST_SHARE), most_kbps);
  self->sound_kbps = sound_kbps;
  return self;
}

/**
 * cs_pace_free:
 * @self: (transfer full): a pace
 */
void
cs_pace_free (CsPace *self)
{
  g_free (self);
}

/**
 * cs_pace_take:
 * @self: a pace
 * @sample: how the connection copes; several times a second
 *
 * Returns: what the pictures may take now
 */
guint
cs_pace_take (CsPace             *self,
              const CsPaceSample *sample)
{
  if (is_trouble (self, sample))
    go_down (self, sample);
  if (sample->behind_ms >= CALM_MS || sample->losing)
    self->calm_us = 0;
  else if (self->calm_us == 0)
    self->calm_us = sample->now_us;
  if (self->calm_us != 0 && sample->now_us - self->calm_us >= CALM_US && sample->now_us - self->step_us >= STEP_US)
    go_up (self, sample);
  return self->kbps;
}

/**
 * cs_pace_forget:
 * @self: a pace
 *
 * Forgets where it was too much: there is a new connection.
 */
void
cs_pace_forget (CsPace *self)
{
  self->cut_us = self->looked_us = self->calm_us = 0;
  self->behind_ms = 0;
}
