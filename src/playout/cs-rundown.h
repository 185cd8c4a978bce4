/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-program.h"
#include "cs-slot.h"

G_BEGIN_DECLS

/* The slots of the show in order: a GListModel of CsSlot that follows the show file, and which of them is the current one.
 * CsRundown::changed tells of everything in it. Main thread. */
#define CS_TYPE_RUNDOWN (cs_rundown_get_type ())
G_DECLARE_FINAL_TYPE (CsRundown, cs_rundown, CS, RUNDOWN, GObject)

CsRundown *cs_rundown_new (CsStore   *store,
                           CsProgram *program) G_GNUC_WARN_UNUSED_RESULT;

CsSlot *cs_rundown_get_current (CsRundown *self);
void cs_rundown_choose (CsRundown *self,
                        gint64     slot_id);
CsSlot *cs_rundown_find_slot (CsRundown *self,
                              gint64     slot_id);
CsSlot *cs_rundown_find_slot_of (CsRundown *self,
                                 gint64     post_id);
guint cs_rundown_find_position (CsRundown *self,
                                CsSlot    *slot);
CsPostItem *cs_rundown_find_next (CsRundown  *self,
                                  GListModel *queue) G_GNUC_WARN_UNUSED_RESULT;
CsPostItem *cs_rundown_find_in_queue (CsRundown  *self,
                                      GListModel *queue) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_rundown_get_loading (CsRundown *self);

G_END_DECLS
