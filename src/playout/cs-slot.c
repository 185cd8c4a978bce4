/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot.h"

#include "cs-snapshot.h"

struct _CsSlot {
  GObject parent_instance;

  CsStore *store;
  CsSlotPlan *plan;
  GPtrArray *items; /* CsPostItem: watched */
  CsSlotTimes times;
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_n_items (GListModel *list)
{
  return CS_SLOT (list)->items->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  CsSlot *self = CS_SLOT (list);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static GType
get_item_type (GListModel *list)
{
  return CS_TYPE_POST_ITEM;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsSlot, cs_slot, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
add_times (CsSlotTimes   *times,
           const CsEntry *entry)
{
  guint duration_ms = cs_snapshot_guess_duration_ms (entry->post->text);

  times->planned_ms += duration_ms;
  times->aired_us = MAX (times->aired_us, entry->aired_us);
  if (entry->on_air)
    times->on_air_ms += duration_ms;
  else if (entry->aired_us != 0)
    times->aired_ms += duration_ms;
  if (entry->aired_us != 0 && !entry->on_air)
    times->n_aired++;
}

static void
update_times (CsSlot *self)
{
  CsSlotTimes times = { .length_ms = self->plan->length_ms };

  for (guint i = 0; i < self->items->len; i++) {
    CsEntry *entry = cs_post_item_get_entry (self->items->pdata[i]);

    if (entry != NULL)
      add_times (&times, entry);
  }
  self->times = times;
}

static void
item_changed_cb (CsSlot *self)
{
  update_times (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_items (CsSlot *self)
{
  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_func (self->items->pdata[i], item_changed_cb, self);
  g_ptr_array_set_size (self->items, 0);
}

static gboolean
is_same (CsSlot     *self,
         CsSlotPlan *plan)
{
  if (self->items->len != plan->entries->len)
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    if (cs_post_item_get_id (self->items->pdata[i]) != ((CsEntry *) plan->entries->pdata[i])->id)
      return FALSE;
  return TRUE;
}

/* An item that is known already may be ahead of what was read for the plan. */
static void
fill_items (CsSlot     *self,
            CsSlotPlan *plan)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    CsEntry *entry = plan->entries->pdata[i];
    CsPostItem *item = cs_store_get_item (self->store, entry->id);
    CsEntry *known = cs_post_item_get_entry (item);

    if (known == NULL || known->serial < entry->serial)
      cs_post_item_set_entry (item, entry);
    g_signal_connect_swapped (item, "notify::entry", G_CALLBACK (item_changed_cb), self);
    g_ptr_array_add (self->items, item);
  }
}

static guint
find_last_aired (CsSlot *self)
{
  gint64 latest_us = 0;
  guint last = G_MAXUINT;

  for (guint i = 0; i < self->items->len; i++) {
    CsEntry *entry = cs_post_item_get_entry (self->items->pdata[i]);

    if (entry != NULL && entry->aired_us > latest_us) {
      latest_us = entry->aired_us;
      last = i;
    }
  }
  return last;
}

static void
cs_slot_dispose (GObject *object)
{
  CsSlot *self = CS_SLOT (object);

  drop_items (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_slot_parent_class)->dispose (object);
}

static void
cs_slot_finalize (GObject *object)
{
  CsSlot *self = CS_SLOT (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->plan, cs_slot_plan_unref);
  G_OBJECT_CLASS (cs_slot_parent_class)->finalize (object);
}

static void
cs_slot_class_init (CsSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_slot_dispose;
  object_class->finalize = cs_slot_finalize;

  /**
   * CsSlot::changed:
   *
   * Its words, its posts, or what became of one of them changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cs_slot_init (CsSlot *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_slot_new:
 * @store: the open show file
 * @plan: the slot as it has it
 *
 * Returns: (transfer full): a slot
 */
CsSlot *
cs_slot_new (CsStore    *store,
             CsSlotPlan *plan)
{
  CsSlot *self = g_object_new (CS_TYPE_SLOT, NULL);

  self->store = g_object_ref (store);
  self->plan = cs_slot_plan_ref (plan);
  fill_items (self, plan);
  update_times (self);
  return self;
}

/**
 * cs_slot_set_plan:
 * @self: a slot
 * @plan: the same slot as the show file has it now
 */
void
cs_slot_set_plan (CsSlot     *self,
                  CsSlotPlan *plan)
{
  guint n_before = self->items->len;
  gboolean same;

  g_return_if_fail (CS_IS_SLOT (self) && plan->id == self->plan->id);

  same = is_same (self, plan);
  cs_slot_plan_ref (plan);
  cs_slot_plan_unref (self->plan);
  self->plan = plan;
  if (!same) {
    drop_items (self);
    fill_items (self, plan);
  }
  update_times (self);
  if (!same)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cs_slot_get_id:
 * @self: a slot
 *
 * Returns: its row in the show file
 */
gint64
cs_slot_get_id (CsSlot *self)
{
  g_return_val_if_fail (CS_IS_SLOT (self), 0);

  return self->plan->id;
}

/**
 * cs_slot_get_name:
 * @self: a slot
 *
 * Returns: (transfer none): what it is called
 */
const char *
cs_slot_get_name (CsSlot *self)
{
  g_return_val_if_fail (CS_IS_SLOT (self), NULL);

  return self->plan->name;
}

/**
 * cs_slot_get_place:
 * @self: a slot
 *
 * Returns: (transfer none): where it stands in the show; may be empty
 */
const char *
cs_slot_get_place (CsSlot *self)
{
  g_return_val_if_fail (CS_IS_SLOT (self), NULL);

  return self->plan->place;
}

/**
 * cs_slot_get_times:
 * @self: a slot
 *
 * Returns: (transfer none): its times, valid until it changes
 */
const CsSlotTimes *
cs_slot_get_times (CsSlot *self)
{
  g_return_val_if_fail (CS_IS_SLOT (self), NULL);

  return &self->times;
}

/**
 * cs_slot_get_state:
 * @self: a slot
 *
 * Returns: what to say of it: on air comes first, then that it is over, then how full it is
 */
CsSlotState
cs_slot_get_state (CsSlot *self)
{
  const CsSlotTimes *times;

  g_return_val_if_fail (CS_IS_SLOT (self), CS_SLOT_FREE);

  times = &self->times;
  if (times->on_air_ms > 0)
    return CS_SLOT_ON_AIR;
  if (times->n_aired > 0 && times->n_aired == self->items->len)
    return CS_SLOT_AIRED;
  if (times->planned_ms > times->length_ms)
    return CS_SLOT_OVER;
  return times->planned_ms == times->length_ms ? CS_SLOT_FULL : CS_SLOT_FREE;
}

/**
 * cs_slot_find:
 * @self: a slot
 * @post_id: a post's row in the show file
 *
 * Returns: its place in the slot, from 0, or %G_MAXUINT
 */
guint
cs_slot_find (CsSlot *self,
              gint64  post_id)
{
  g_return_val_if_fail (CS_IS_SLOT (self), G_MAXUINT);

  for (guint i = 0; i < self->items->len; i++)
    if (cs_post_item_get_id (self->items->pdata[i]) == post_id)
      return i;
  return G_MAXUINT;
}

/**
 * cs_slot_find_next:
 * @self: a slot
 * @cued: (nullable): what is cued already
 *
 * Goes on after what aired last; what was passed over comes at the end.
 *
 * Returns: (transfer full) (nullable): the next post that has not been on air
 */
CsPostItem *
cs_slot_find_next (CsSlot     *self,
                   CsPostItem *cued)
{
  guint start;

  g_return_val_if_fail (CS_IS_SLOT (self), NULL);

  start = find_last_aired (self) + 1; /* from the first when none has aired */
  for (guint i = 0; i < self->items->len; i++) {
    CsPostItem *item = self->items->pdata[(start + i) % self->items->len];
    CsEntry *entry = cs_post_item_get_entry (item);

    if (entry != NULL && entry->aired_us == 0 && !entry->on_air && item != cued)
      return g_object_ref (item);
  }
  return NULL;
}
