/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How long a winner has to wait, and who is remembered as one: read from another machine, and saved for it. */
#define CS_TYPE_WINNERS_GROUP (cs_winners_group_get_type ())
G_DECLARE_FINAL_TYPE (CsWinnersGroup, cs_winners_group, CS, WINNERS_GROUP, AdwPreferencesGroup)

void cs_winners_group_set_desk (CsWinnersGroup *self,
                                CsContestDesk  *contests);
void cs_winners_group_set_organiser (CsWinnersGroup *self,
                                     const char     *organiser);
void cs_winners_group_set_months (CsWinnersGroup *self,
                                  guint           months);
guint cs_winners_group_get_months (CsWinnersGroup *self);
void cs_winners_group_settle (CsWinnersGroup *self);
void cs_winners_group_take (CsWinnersGroup *self,
                            GFile          *file);
void cs_winners_group_save (CsWinnersGroup *self,
                            GFile          *file);

G_END_DECLS
