/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stage.h"

G_BEGIN_DECLS

/* The window of the stage, for a projector or a second screen. Space, Enter, Right and Page Down show what is next; F11
 * fills the screen, Escape goes back from that. */
#define CS_TYPE_STAGE_WINDOW (cs_stage_window_get_type ())
G_DECLARE_FINAL_TYPE (CsStageWindow, cs_stage_window, CS, STAGE_WINDOW, GtkWindow)

GtkWidget *cs_stage_window_new (CsDraw  *draw,
                                CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

CsStage *cs_stage_window_get_stage (CsStageWindow *self);

G_END_DECLS
