/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-contest-desk.h"
#include "cs-stage-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A draw from what will be sealed to its record, page by page as it goes on. It never shows more than the stage has
 * shown. Emits "seal" (gboolean rehearsal), "seal-clue"
 * (GStrv answers, gboolean rehearsal), "close-clue", "stage" when the stage is asked for, and "overlay" (gboolean shown). */
#define CS_TYPE_DRAW_WINDOW (cs_draw_window_get_type ())
G_DECLARE_FINAL_TYPE (CsDrawWindow, cs_draw_window, CS, DRAW_WINDOW, AdwWindow)

GtkWidget *cs_draw_window_new (GtkWindow *parent,
                               CsDraw    *draw,
                               CsClock   *clock) G_GNUC_WARN_UNUSED_RESULT;

void cs_draw_window_set_intake (CsDrawWindow         *self,
                                const CsContestSetup *setup,
                                CsDrawIntake         *intake);
void cs_draw_window_set_reveal (CsDrawWindow *self,
                                CsReveal     *reveal);
void cs_draw_window_set_candidates (CsDrawWindow *self,
                                    guint         n_accounts);
void cs_draw_window_set_people (CsDrawWindow *self,
                                GHashTable   *people);
void cs_draw_window_set_stage (CsDrawWindow  *self,
                               CsStageWindow *stage);
void cs_draw_window_set_on_overlay (CsDrawWindow *self,
                                    gboolean      on_overlay);
void cs_draw_window_tell (CsDrawWindow *self,
                          const GError *error);
void cs_draw_window_set_contests (CsDrawWindow  *self,
                                  CsContestDesk *contests);

G_END_DECLS
