/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Frame times of the window it is in, on the screen and, if wanted, in a file: one line of JSON a second,
 *
 *   {"at_us": 1792000000000000, "frames": [[since_ms, paint_ms, busy_ms], …]}
 *
 * at_us: when the line was written, since 1970. since_ms: on the clock, from the begin of the frame before to the begin of
 * this one. paint_ms: CPU of the main thread inside this frame. busy_ms: CPU of the main thread since the end of
 * the frame before, this one and everything between the two. While it is shown the window paints at the screen's rate. */
#define CS_TYPE_FRAME_METER (cs_frame_meter_get_type ())
G_DECLARE_FINAL_TYPE (CsFrameMeter, cs_frame_meter, CS, FRAME_METER, GtkWidget)

typedef struct {
  float since_ms;
  float paint_ms;
  float busy_ms;
} CsFrameTimes;

/* What a row of frames amounts to. */
typedef struct {
  guint n_frames;
  float busy_p50_ms;
  float busy_p99_ms;
  float late_percent;
  float longest_ms;
} CsFrameFigures;

void cs_frame_figures_fill (CsFrameFigures     *self,
                            const CsFrameTimes *frames,
                            guint               n_frames);

GtkWidget *cs_frame_meter_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
