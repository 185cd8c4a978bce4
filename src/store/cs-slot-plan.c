/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-plan.h"

#include "cs-snapshot.h"

G_DEFINE_BOXED_TYPE (CsSlotPlan, cs_slot_plan, cs_slot_plan_ref, cs_slot_plan_unref)

static void
slot_plan_clear (CsSlotPlan *self)
{
  g_free (self->name);
  g_free (self->place);
  g_ptr_array_unref (self->entries);
}

/**
 * cs_slot_plan_new:
 * @id: the slot's row in the show file
 * @name: what it is called
 * @place: where it stands in the show
 * @length_ms: how long the show gives it
 *
 * Returns: (transfer full): a slot without posts, to be filled before it is shared
 */
CsSlotPlan *
cs_slot_plan_new (gint64      id,
                  const char *name,
                  const char *place,
                  guint       length_ms)
{
  CsSlotPlan *self = g_atomic_rc_box_new0 (CsSlotPlan);

  self->id = id;
  self->name = g_strdup (name);
  self->place = g_strdup (place);
  self->length_ms = length_ms;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_entry_unref);
  return self;
}

/**
 * cs_slot_plan_ref:
 * @self: a slot; any thread
 *
 * Returns: (transfer full): @self
 */
CsSlotPlan *
cs_slot_plan_ref (CsSlotPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_slot_plan_unref:
 * @self: (transfer full): a slot; any thread
 */
void
cs_slot_plan_unref (CsSlotPlan *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) slot_plan_clear);
}

/**
 * cs_slot_plan_add:
 * @self: a slot that nobody else knows yet
 * @entry: (transfer full): its next post
 */
void
cs_slot_plan_add (CsSlotPlan *self,
                  CsEntry    *entry)
{
  g_ptr_array_add (self->entries, entry);
  self->planned_ms += cs_snapshot_guess_duration_ms (entry->post->text);
}
