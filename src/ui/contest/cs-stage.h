/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-reveal.h"
#include "cs-picture-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The draw for an audience: seal, countdown, sorted keys, winners from the last to the first. It paints a picture of
 * 1920×1080 at whatever size there is, so that nothing is ever smaller than what can be read from afar. */
#define CS_TYPE_STAGE (cs_stage_get_type ())
G_DECLARE_FINAL_TYPE (CsStage, cs_stage, CS, STAGE, GtkWidget)

GtkWidget *cs_stage_new (CsReveal *draw,
                         CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

void cs_stage_set_people (CsStage         *self,
                          GHashTable      *people,
                          CsPictureLoader *loader);
CsStageView *cs_stage_get_view (CsStage *self);
gboolean cs_stage_advance (CsStage *self);
gboolean cs_stage_get_sorting (CsStage *self);

G_END_DECLS
