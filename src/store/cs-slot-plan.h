/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

G_BEGIN_DECLS

#define CS_TYPE_SLOT_PLAN (cs_slot_plan_get_type ())

typedef struct _CsSlotPlan CsSlotPlan;

/**
 * CsSlotPlan:
 * @id: the slot's row in the show file
 * @name: what it is called
 * @place: where it stands in the show, such as "after the best album"; may be empty
 * @length_ms: how long the show gives it
 * @planned_ms: how long its posts need together, as cs_snapshot_guess_duration_ms() tells
 * @entries: (element-type CsEntry): its posts, in the order in which they air
 *
 * One slot of the rundown as the show file has it at one moment. Never changed once made.
 */
struct _CsSlotPlan {
  gint64 id;
  char *name;
  char *place;
  guint length_ms;
  guint planned_ms;
  GPtrArray *entries;
};

GType cs_slot_plan_get_type (void);

CsSlotPlan *cs_slot_plan_new (gint64      id,
                              const char *name,
                              const char *place,
                              guint       length_ms) G_GNUC_WARN_UNUSED_RESULT;
CsSlotPlan *cs_slot_plan_ref (CsSlotPlan *self);
void cs_slot_plan_unref (CsSlotPlan *self);
void cs_slot_plan_add (CsSlotPlan *self,
                       CsEntry    *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSlotPlan, cs_slot_plan_unref)

G_END_DECLS
