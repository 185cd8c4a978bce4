/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stage.h"

G_BEGIN_DECLS

/* The window of the stage, for a projector or a second screen. Space, Enter, Right and Page Down show what is next; F11
 * fills the screen, Escape goes back from that, F10 moves it to the next screen. */
#define CS_TYPE_STAGE_WINDOW (cs_stage_window_get_type ())
G_DECLARE_FINAL_TYPE (CsStageWindow, cs_stage_window, CS, STAGE_WINDOW, GtkWindow)

GtkWidget *cs_stage_window_new (CsReveal *draw,
                                CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

CsStage *cs_stage_window_get_stage (CsStageWindow *self);
void cs_stage_window_show_beside (CsStageWindow *self,
                                  GtkWindow     *other);
GdkMonitor *cs_stage_window_choose_monitor (GListModel *monitors,
                                            GdkMonitor *taken) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
