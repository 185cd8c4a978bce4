/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-draw.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The draw for an audience: seal, countdown, sorted keys, winners from the last to the first. It paints a picture of
 * 1920×1080 at whatever size there is, so that nothing is ever smaller than what can be read from afar. */
#define CS_TYPE_STAGE (cs_stage_get_type ())
G_DECLARE_FINAL_TYPE (CsStage, cs_stage, CS, STAGE, GtkWidget)

GtkWidget *cs_stage_new (CsDraw  *draw,
                         CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

gboolean cs_stage_advance (CsStage *self);
gboolean cs_stage_get_sorting (CsStage *self);
char *cs_stage_describe (CsStage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
