/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-picture-loader.h"
#include "cs-window.h"

G_BEGIN_DECLS

/* Leads a draw through its windows: what will be sealed, the stage, the contest page, the record. Main thread. */
#define CS_TYPE_CONTEST_DIRECTOR (cs_contest_director_get_type ())
G_DECLARE_FINAL_TYPE (CsContestDirector, cs_contest_director, CS, CONTEST_DIRECTOR, GObject)

CsContestDirector *cs_contest_director_new (CsWindow        *window,
                                            CsDesk          *desk,
                                            CsPictureLoader *loader) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_director_stop (CsContestDirector *self);

void cs_contest_director_show_draw (CsContestDirector *self);
void cs_contest_director_show_stage (CsContestDirector *self);

G_END_DECLS
