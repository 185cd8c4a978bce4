/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-pace.h"

#include <gio/gio.h>

#define MOST_KBPS 2500
#define SOUND_KBPS 128
#define STEP_MS 250

/* A way that carries so much and keeps the rest waiting. */
typedef struct {
  CsPace *pace;
  gint64 now_ms;
  double kbps; /* of the pictures */
  double waiting_kbit;
  double worst_ms;
} Way;

static void
way_run (Way   *way,
         double capacity_kbps,
         int    ms)
{
  for (int i = 0; i < ms; i += STEP_MS) {
    double in = (way->kbps + SOUND_KBPS) * STEP_MS / 1000, out = capacity_kbps * STEP_MS / 1000;
    double carried = MIN (way->waiting_kbit + in, out);
    CsPaceSample sample = { 0 };

    way->now_ms += STEP_MS;
    way->waiting_kbit += in - carried;
    sample.now_us = way->now_ms * 1000;
    sample.behind_ms = way->waiting_kbit / capacity_kbps * 1000;
    sample.confirmed_kbps = carried * 1000 / STEP_MS;
    way->worst_ms = MAX (way->worst_ms, sample.behind_ms);
    way->kbps = cs_pace_take (way->pace, &sample);
  }
}

static void
way_open (Way *way)
{
  *way = (Way){ cs_pace_new (MOST_KBPS, SOUND_KBPS), 1000, MOST_KBPS, 0, 0 };
}

/* Enough is enough: nothing changes. */
static void
test_wide (void)
{
  Way way;

  way_open (&way);
  way_run (&way, 6000, 60000);
  g_assert_cmpfloat (way.kbps, ==, MOST_KBPS);
  cs_pace_free (way.pace);
}

/* From 2.5 to 1 Mbit/s: down before much waits, to what goes through, and up again afterwards. */
static void
test_narrow (void)
{
  Way way;

  way_open (&way);
  way_run (&way, 6000, 5000);
  way_run (&way, 1000, 30000);
  g_assert_cmpfloat (way.worst_ms, <, 2500);
  g_assert_cmpfloat (way.kbps + SOUND_KBPS, <, 1100);
  g_assert_cmpfloat (way.kbps, >, 500);
  g_assert_cmpfloat (way.waiting_kbit, <, 300);
  way_run (&way, 6000, 60000);
  g_assert_cmpfloat (way.kbps, ==, MOST_KBPS);
  cs_pace_free (way.pace);
}

/* It does not swing: on a narrow way it waits little, for as long as that lasts. */
static void
test_steady (void)
{
  Way way;

  way_open (&way);
  way_run (&way, 1500, 20000);
  way.worst_ms = 0;
  way_run (&way, 1500, 120000);
  g_assert_cmpfloat (way.worst_ms, <, 800);
  cs_pace_free (way.pace);
}

/* Whoever confirms nothing is gone: sending him less would not help, and all others would suffer. */
static void
test_silent (void)
{
  g_autoptr (CsPace) pace = cs_pace_new (MOST_KBPS, SOUND_KBPS);

  for (int i = 1; i < 20; i++) {
    const CsPaceSample sample = { i * STEP_MS * 1000, i * STEP_MS, 0, TRUE, FALSE };

    g_assert_cmpuint (cs_pace_take (pace, &sample), ==, MOST_KBPS);
  }
}

static void
test_losing (void)
{
  g_autoptr (CsPace) pace = cs_pace_new (MOST_KBPS, SOUND_KBPS);
  CsPaceSample sample = { G_USEC_PER_SEC, 0, 0, FALSE, TRUE };
  guint kbps = MOST_KBPS;

  for (int i = 0; i < 60; i++) {
    guint before = kbps;

    sample.now_us += STEP_MS * 1000;
    kbps = cs_pace_take (pace, &sample);
    g_assert_cmpuint (kbps, <=, before);
  }
  g_assert_cmpuint (kbps, ==, MOST_KBPS / 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/pace/wide", test_wide);
  g_test_add_func ("/live/pace/narrow", test_narrow);
  g_test_add_func ("/live/pace/steady", test_steady);
  g_test_add_func ("/live/pace/silent", test_silent);
  g_test_add_func ("/live/pace/losing", test_losing);
  return g_test_run ();
}
