/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clock.h"

#include <time.h>

/* Below this a clock is corrected all the time, and nothing that people see depends on it. */
#define STEP_US (2 * G_TIME_SPAN_SECOND)

/* Deadlines and ages are measured on the boot clock, which neither a clock step nor a suspended laptop
 * can bend; wall time is only for what a person reads and for the show file. */
struct _CsClock {
  GObject parent_instance;

  gboolean manual;
  GMutex lock; /* guards the two fields below */
  gint64 now_us;
  gint64 monotonic_us;
};

G_DEFINE_FINAL_TYPE (CsClock, cs_clock, G_TYPE_OBJECT)

static void
cs_clock_finalize (GObject *object)
{
  CsClock *self = CS_CLOCK (object);

  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_clock_parent_class)->finalize (object);
}

static void
cs_clock_class_init (CsClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_clock_finalize;
}

static void
cs_clock_init (CsClock *self)
{
  g_mutex_init (&self->lock);
}

/**
 * cs_clock_new:
 *
 * Makes a clock that tells the machine's time.
 *
 * Returns: (transfer full): a new clock, usable from any thread
 */
CsClock *
cs_clock_new (void)
{
  return g_object_new (CS_TYPE_CLOCK, NULL);
}

/**
 * cs_clock_new_manual:
 * @now_us: the first wall time, in microseconds since 1970 UTC
 *
 * Makes a clock that stands still until it is moved, for tests.
 *
 * Returns: (transfer full): a new clock, usable from any thread
 */
CsClock *
cs_clock_new_manual (gint64 now_us)
{
  CsClock *self = g_object_new (CS_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->now_us = now_us;
  return self;
}

/**
 * cs_clock_now_us:
 * @self: a clock
 *
 * The wall time. It may step backwards when the machine's time is corrected.
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
cs_clock_now_us (CsClock *self)
{
  g_return_val_if_fail (CS_IS_CLOCK (self), 0);

  if (!self->manual)
    return g_get_real_time ();

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->now_us;
}

/**
 * cs_clock_monotonic_us:
 * @self: a clock
 *
 * Time that only goes forward and counts while the machine is suspended (CLOCK_BOOTTIME).
 *
 * Returns: microseconds since an arbitrary start
 */
gint64
cs_clock_monotonic_us (CsClock *self)
{
  g_return_val_if_fail (CS_IS_CLOCK (self), 0);

  if (!self->manual) {
    struct timespec ts;

    clock_gettime (CLOCK_BOOTTIME, &ts);
    return (gint64) ts.tv_sec * G_USEC_PER_SEC + ts.tv_nsec / 1000;
  }

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->monotonic_us;
}

/**
 * cs_clock_notice_step:
 * @self: a clock
 * @offset_us: (inout): remembered from call to call; 0 before the first
 *
 * Looks whether somebody or a time server has set the wall time, by more than it drifts, since the last call.
 *
 * Returns: by how many microseconds; negative for backwards, 0 when it was not set
 */
gint64
cs_clock_notice_step (CsClock *self,
                      gint64  *offset_us)
{
  gint64 now_us = cs_clock_now_us (self) - cs_clock_monotonic_us (self);
  gint64 step_us = *offset_us != 0 ? now_us - *offset_us : 0;

  *offset_us = now_us;
  return ABS (step_us) > STEP_US ? step_us : 0;
}

/**
 * cs_clock_advance:
 * @self: a manual clock
 * @by_us: how far both times move, in microseconds, not negative
 *
 * Lets time pass.
 */
void
cs_clock_advance (CsClock *self,
                  gint64   by_us)
{
  g_return_if_fail (CS_IS_CLOCK (self) && self->manual && by_us >= 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->now_us += by_us;
  self->monotonic_us += by_us;
}

/**
 * cs_clock_step:
 * @self: a manual clock
 * @by_us: how far the wall time jumps, in microseconds; may be negative
 *
 * Corrects the wall time alone, as a time server would.
 */
void
cs_clock_step (CsClock *self,
               gint64   by_us)
{
  g_return_if_fail (CS_IS_CLOCK (self) && self->manual);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->now_us += by_us;
}
