/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"
#include "cs-stage-view.h"

G_BEGIN_DECLS

CsStageView *cs_draw_make_view (CsDraw     *self,
                                GHashTable *people) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_dup_person (CsDraw     *self,
                          GHashTable *people,
                          guint       rank,
                          char      **handle) G_GNUC_WARN_UNUSED_RESULT;
guint cs_draw_get_n_winners (CsDraw *self);

G_END_DECLS
