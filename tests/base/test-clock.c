/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clock.h"

#include "sleeping-machine.h"

static void
test_system (void)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  gint64 before = g_get_real_time ();
  gint64 monotonic = cs_clock_monotonic_us (clock);

  g_assert_cmpint (cs_clock_now_us (clock), >=, before);
  g_assert_cmpint (cs_clock_monotonic_us (clock), >=, monotonic);
}

/* A laptop that was closed for an hour: a deadline that ran out meanwhile has run out. */
static void
test_suspend (void)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  gint64 ours = cs_clock_monotonic_us (clock);
  gint64 awake = g_get_monotonic_time ();

  sleeping_machine_sleep (3600);
  g_assert_cmpint (cs_clock_monotonic_us (clock) - ours, >=, 3600 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (g_get_monotonic_time () - awake, <, 3600 * G_TIME_SPAN_SECOND);
}

static void
test_manual (void)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (1000);
  gint64 monotonic = cs_clock_monotonic_us (clock);

  g_assert_cmpint (cs_clock_now_us (clock), ==, 1000);
  cs_clock_advance (clock, 25);
  g_assert_cmpint (cs_clock_now_us (clock), ==, 1025);
  g_assert_cmpint (cs_clock_monotonic_us (clock), ==, monotonic + 25);
}

/* A time server's correction bends the wall time and nothing else. */
static void
test_step (void)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (1000);
  gint64 monotonic = cs_clock_monotonic_us (clock);

  cs_clock_step (clock, -400);
  g_assert_cmpint (cs_clock_now_us (clock), ==, 600);
  g_assert_cmpint (cs_clock_monotonic_us (clock), ==, monotonic);
}

/* Only a jump of the wall time is one: not a correction, and not time that passes. */
static void
test_notice_step (void)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (G_TIME_SPAN_DAY);
  gint64 offset_us = 0;

  g_assert_cmpint (cs_clock_notice_step (clock, &offset_us), ==, 0);
  cs_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_cmpint (cs_clock_notice_step (clock, &offset_us), ==, 0);
  cs_clock_step (clock, G_TIME_SPAN_SECOND);
  g_assert_cmpint (cs_clock_notice_step (clock, &offset_us), ==, 0);
  cs_clock_step (clock, -3 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (cs_clock_notice_step (clock, &offset_us), ==, -3 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (cs_clock_notice_step (clock, &offset_us), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/suspend", test_suspend);
  g_test_add_func ("/base/clock/manual", test_manual);
  g_test_add_func ("/base/clock/step", test_step);
  g_test_add_func ("/base/clock/notice-step", test_notice_step);
  return g_test_run ();
}
