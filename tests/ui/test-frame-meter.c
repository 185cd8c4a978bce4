/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-frame-meter.h"

static void
test_no_frames (void)
{
  CsFrameFigures figures;

  cs_frame_figures_fill (&figures, NULL, 0);
  g_assert_cmpuint (figures.n_frames, ==, 0);
  g_assert_cmpfloat (figures.late_percent, ==, 0);
}

static void
test_figures (void)
{
  CsFrameTimes frames[200];
  CsFrameFigures figures;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    frames[i] = (CsFrameTimes){ .since_ms = 16, .paint_ms = 1, .busy_ms = i + 1 };
  frames[7].since_ms = 20;
  frames[8].since_ms = 20.5f;
  frames[199].since_ms = 90;
  cs_frame_figures_fill (&figures, frames, G_N_ELEMENTS (frames));
  g_assert_cmpuint (figures.n_frames, ==, 200);
  g_assert_cmpfloat_with_epsilon (figures.busy_p50_ms, 101, 1e-4);
  g_assert_cmpfloat_with_epsilon (figures.busy_p99_ms, 199, 1e-4);
  /* Twenty is not late yet. */
  g_assert_cmpfloat_with_epsilon (figures.late_percent, 1, 1e-4);
  g_assert_cmpfloat_with_epsilon (figures.longest_ms, 90, 1e-4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-meter/no-frames", test_no_frames);
  g_test_add_func ("/frame-meter/figures", test_figures);
  return g_test_run ();
}
