/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"
#include "cs-stage-view.h"

G_BEGIN_DECLS

CsStageView *cs_draw_make_view (CsDraw     *self,
                                GHashTable *people) G_GNUC_WARN_UNUSED_RESULT;
guint cs_draw_get_n_winners (CsDraw *self);

/* Of views of draws and clue contests. */
char *cs_stage_write_time (gint64 time_s) G_GNUC_WARN_UNUSED_RESULT;
char *cs_stage_write_code (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
