/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-slot-plan.h"
#include "cs-store.h"

G_BEGIN_DECLS

/**
 * CsSlotState:
 * @CS_SLOT_FREE: there is room for more
 * @CS_SLOT_FULL: its posts need exactly the time it has
 * @CS_SLOT_OVER: its posts need more time than it has
 * @CS_SLOT_ON_AIR: one of its posts is on air
 * @CS_SLOT_AIRED: all of its posts have been on air
 */
typedef enum {
  CS_SLOT_FREE,
  CS_SLOT_FULL,
  CS_SLOT_OVER,
  CS_SLOT_ON_AIR,
  CS_SLOT_AIRED,
} CsSlotState;

/**
 * CsSlotTimes:
 * @length_ms: how long the show gives the slot
 * @planned_ms: how long its posts need together
 * @aired_ms: of that, those that have been on air
 * @on_air_ms: of that, the one that is on air
 * @n_aired: how many have been on air
 * @aired_us: when one of them last went on air, microseconds since 1970 UTC, or 0
 */
typedef struct {
  guint length_ms;
  guint planned_ms;
  guint aired_ms;
  guint on_air_ms;
  guint n_aired;
  gint64 aired_us;
} CsSlotTimes;

/* One slot of the rundown: a GListModel of the CsPostItem planned in it. CsSlot::changed tells when its words, its posts
 * or what became of them changed. Main thread. */
#define CS_TYPE_SLOT (cs_slot_get_type ())
G_DECLARE_FINAL_TYPE (CsSlot, cs_slot, CS, SLOT, GObject)

CsSlot *cs_slot_new (CsStore    *store,
                     CsSlotPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
void cs_slot_set_plan (CsSlot     *self,
                       CsSlotPlan *plan);

gint64 cs_slot_get_id (CsSlot *self);
const char *cs_slot_get_name (CsSlot *self);
const char *cs_slot_get_place (CsSlot *self);
const CsSlotTimes *cs_slot_get_times (CsSlot *self);
CsSlotState cs_slot_get_state (CsSlot *self);
guint cs_slot_find (CsSlot *self,
                    gint64  post_id);
CsPostItem *cs_slot_find_next (CsSlot     *self,
                               CsPostItem *cued) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
