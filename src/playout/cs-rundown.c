/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown.h"

#include "cs-change.h"
#include "cs-store-rundown.h"

struct _CsRundown {
  GObject parent_instance;

  CsStore *store;
  CsProgram *program;
  GCancellable *cancellable;
  GPtrArray *slots; /* CsSlot: watched */
  CsSlot *current;  /* (nullable) */
  gint64 chosen_id; /* by a person, until another slot goes on air; or 0 */
  gboolean reading;
  gboolean stale; /* something happened while it was being read */
};

enum { PROP_0, PROP_CURRENT, N_PROPS };
enum { SIGNAL_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
get_n_items (GListModel *list)
{
  return CS_RUNDOWN (list)->slots->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  CsRundown *self = CS_RUNDOWN (list);

  return position < self->slots->len ? g_object_ref (self->slots->pdata[position]) : NULL;
}

static GType
get_item_type (GListModel *list)
{
  return CS_TYPE_SLOT;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsRundown, cs_rundown, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static CsSlot *
find_on_air (CsRundown *self)
{
  CsSnapshot *on_air = cs_program_get_on_air (self->program);

  return on_air != NULL ? cs_rundown_find_slot_of (self, on_air->post_id) : NULL;
}

static CsSlot *
find_cued (CsRundown *self)
{
  CsPostItem *cued = cs_program_get_cued (self->program);

  return cued != NULL ? cs_rundown_find_slot_of (self, cs_post_item_get_id (cued)) : NULL;
}

/* Where the show is: the slot that aired last while it has something left, then the one after it. */
static CsSlot *
find_reached (CsRundown *self)
{
  guint reached = 0;
  gint64 latest_us = 0;

  for (guint i = 0; i < self->slots->len; i++) {
    const CsSlotTimes *times = cs_slot_get_times (self->slots->pdata[i]);

    if (times->aired_us > latest_us) {
      latest_us = times->aired_us;
      reached = i;
    }
  }
  while (reached + 1 < self->slots->len && cs_slot_get_state (self->slots->pdata[reached]) == CS_SLOT_AIRED)
    reached++;
  return reached < self->slots->len ? self->slots->pdata[reached] : NULL;
}

static void
update_current (CsRundown *self)
{
  CsSlot *current = self->chosen_id != 0 ? cs_rundown_find_slot (self, self->chosen_id) : NULL;

  if (current == NULL)
    current = find_on_air (self);
  if (current == NULL)
    current = find_cued (self);
  if (current == NULL)
    current = find_reached (self);
  if (g_set_object (&self->current, current))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
tell (CsRundown *self)
{
  update_current (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_air_changed_cb (CsRundown *self)
{
  CsSlot *on_air = find_on_air (self);

  if (on_air != NULL && cs_slot_get_id (on_air) != self->chosen_id)
    self->chosen_id = 0;
  tell (self);
}

static void
drop_slots (CsRundown *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    g_signal_handlers_disconnect_by_func (self->slots->pdata[i], tell, self);
}

/* The same slot stays the same object, whatever place it moves to. */
static GPtrArray *
match_slots (CsRundown *self,
             GPtrArray *plans)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plans->len; i++) {
    CsSlotPlan *plan = plans->pdata[i];
    CsSlot *slot = cs_rundown_find_slot (self, plan->id);

    if (slot != NULL) {
      cs_slot_set_plan (slot, plan);
      g_ptr_array_add (slots, g_object_ref (slot));
    } else {
      g_ptr_array_add (slots, cs_slot_new (self->store, plan));
    }
  }
  return slots;
}

static gboolean
is_same (GPtrArray *before,
         GPtrArray *after)
{
  if (before->len != after->len)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    if (before->pdata[i] != after->pdata[i])
      return FALSE;
  return TRUE;
}

static void
take_plans (CsRundown *self,
            GPtrArray *plans)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->slots);
  GPtrArray *slots;

  drop_slots (self);
  slots = match_slots (self, plans);
  g_ptr_array_unref (self->slots);
  self->slots = slots;
  for (guint i = 0; i < slots->len; i++)
    g_signal_connect_swapped (slots->pdata[i], "changed", G_CALLBACK (tell), self);
  if (!is_same (before, slots))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, slots->len);
  tell (self);
}

static void read_slots (CsRundown *self);

static void
slots_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = cs_store_read_rundown_finish (CS_STORE (object), result, &error);
  CsRundown *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (plans != NULL)
    take_plans (self, plans);
  else
    g_debug ("rundown not read: %s", error->message);
  if (self->stale)
    read_slots (self);
}

static void
read_slots (CsRundown *self)
{
  self->reading = TRUE;
  self->stale = FALSE;
  cs_store_read_rundown_async (self->store, self->cancellable, slots_read_cb, self);
}

static void
store_changed_cb (CsStore        *store,
                  const CsChange *change,
                  CsRundown      *self)
{
  if (!change->rundown)
    return;
  if (self->reading)
    self->stale = TRUE;
  else
    read_slots (self);
}

/* The queue is told of changes a little later than its posts are. */
static gboolean
is_waiting (const CsEntry *entry)
{
  return entry->state == CS_STATE_APPROVED && entry->withdrawn_us == 0 && entry->slot_id == 0 && entry->aired_us == 0 &&
         !entry->on_air;
}

static void
cs_rundown_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsRundown *self = CS_RUNDOWN (object);

  switch (prop_id) {
  case PROP_CURRENT:
    g_value_set_object (value, self->current);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_rundown_dispose (GObject *object)
{
  CsRundown *self = CS_RUNDOWN (object);

  g_cancellable_cancel (self->cancellable);
  drop_slots (self);
  g_clear_object (&self->current);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, store_changed_cb, self);
  if (self->program != NULL) {
    g_signal_handlers_disconnect_by_func (self->program, on_air_changed_cb, self);
    g_signal_handlers_disconnect_by_func (self->program, tell, self);
  }
  g_clear_object (&self->store);
  g_clear_object (&self->program);
  G_OBJECT_CLASS (cs_rundown_parent_class)->dispose (object);
}

static void
cs_rundown_finalize (GObject *object)
{
  CsRundown *self = CS_RUNDOWN (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->slots);
  G_OBJECT_CLASS (cs_rundown_parent_class)->finalize (object);
}

static void
cs_rundown_class_init (CsRundownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_rundown_get_property;
  object_class->dispose = cs_rundown_dispose;
  object_class->finalize = cs_rundown_finalize;

  /**
   * CsRundown:current: (nullable)
   *
   * The slot that the show is at: what somebody chose, what is on air, what is cued, or what comes after that.
   */
  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, CS_TYPE_SLOT,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * CsRundown::changed:
   *
   * Which slots there are, which is the current one, or anything in one of them changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cs_rundown_init (CsRundown *self)
{
  self->cancellable = g_cancellable_new ();
  self->slots = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_rundown_new:
 * @store: the open show file
 * @program: what is cued and on air
 *
 * Returns: (transfer full): its rundown, being read
 */
CsRundown *
cs_rundown_new (CsStore   *store,
                CsProgram *program)
{
  CsRundown *self;

  g_return_val_if_fail (CS_IS_STORE (store) && CS_IS_PROGRAM (program), NULL);

  self = g_object_new (CS_TYPE_RUNDOWN, NULL);
  self->store = g_object_ref (store);
  self->program = g_object_ref (program);
  g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  g_signal_connect_swapped (program, "notify::on-air", G_CALLBACK (on_air_changed_cb), self);
  g_signal_connect_swapped (program, "notify::cued", G_CALLBACK (tell), self);
  read_slots (self);
  return self;
}

/**
 * cs_rundown_get_current:
 * @self: a rundown
 *
 * Returns: (transfer none) (nullable): the slot that the show is at; none when there are no slots
 */
CsSlot *
cs_rundown_get_current (CsRundown *self)
{
  g_return_val_if_fail (CS_IS_RUNDOWN (self), NULL);

  return self->current;
}

/**
 * cs_rundown_choose:
 * @self: a rundown
 * @slot_id: a slot's row in the show file, or 0 to follow the show again
 *
 * Makes a slot the current one, until a post of another goes on air.
 */
void
cs_rundown_choose (CsRundown *self,
                   gint64     slot_id)
{
  g_return_if_fail (CS_IS_RUNDOWN (self));

  self->chosen_id = slot_id;
  tell (self);
}

/**
 * cs_rundown_find_slot:
 * @self: a rundown
 * @slot_id: a slot's row in the show file
 *
 * Returns: (transfer none) (nullable): the slot
 */
CsSlot *
cs_rundown_find_slot (CsRundown *self,
                      gint64     slot_id)
{
  g_return_val_if_fail (CS_IS_RUNDOWN (self), NULL);

  for (guint i = 0; i < self->slots->len; i++)
    if (cs_slot_get_id (self->slots->pdata[i]) == slot_id)
      return self->slots->pdata[i];
  return NULL;
}

/**
 * cs_rundown_find_slot_of:
 * @self: a rundown
 * @post_id: a post's row in the show file
 *
 * Returns: (transfer none) (nullable): the slot that the post is planned in
 */
CsSlot *
cs_rundown_find_slot_of (CsRundown *self,
                         gint64     post_id)
{
  g_return_val_if_fail (CS_IS_RUNDOWN (self), NULL);

  for (guint i = 0; i < self->slots->len; i++)
    if (cs_slot_find (self->slots->pdata[i], post_id) != G_MAXUINT)
      return self->slots->pdata[i];
  return NULL;
}

/**
 * cs_rundown_find_position:
 * @self: a rundown
 * @slot: a slot
 *
 * Returns: its place in the rundown, from 0, or %G_MAXUINT
 */
guint
cs_rundown_find_position (CsRundown *self,
                          CsSlot    *slot)
{
  guint position;

  g_return_val_if_fail (CS_IS_RUNDOWN (self), G_MAXUINT);

  return g_ptr_array_find (self->slots, slot, &position) ? position : G_MAXUINT;
}

/**
 * cs_rundown_find_next:
 * @self: a rundown
 * @queue: (element-type CsPostItem): the approved posts that are in no slot
 *
 * What follows is of the same kind: in its slot after a post of a slot, and nothing at the slot's end, because the next slot
 * is at another moment of the show; in the queue after a post of the queue. When nothing is on air the current slot comes
 * first.
 *
 * Returns: (transfer full) (nullable): the post to cue next
 */
CsPostItem *
cs_rundown_find_next (CsRundown  *self,
                      GListModel *queue)
{
  CsPostItem *cued;
  CsPostItem *next = NULL;
  CsSlot *on_air;

  g_return_val_if_fail (CS_IS_RUNDOWN (self) && G_IS_LIST_MODEL (queue), NULL);

  cued = cs_program_get_cued (self->program);
  on_air = find_on_air (self);
  if (on_air != NULL)
    return cs_slot_find_next (on_air, cued);
  if (cs_program_get_on_air (self->program) != NULL)
    next = cs_rundown_find_in_queue (self, queue);
  if (next == NULL && self->current != NULL)
    next = cs_slot_find_next (self->current, cued);
  return next != NULL ? next : cs_rundown_find_in_queue (self, queue);
}

/**
 * cs_rundown_find_in_queue:
 * @self: a rundown
 * @queue: (element-type CsPostItem): the approved posts that are in no slot
 *
 * Returns: (transfer full) (nullable): the first that has not been on air and is not cued
 */
CsPostItem *
cs_rundown_find_in_queue (CsRundown  *self,
                          GListModel *queue)
{
  guint n = g_list_model_get_n_items (queue);

  g_return_val_if_fail (CS_IS_RUNDOWN (self), NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsPostItem) item = g_list_model_get_item (queue, i);
    CsEntry *entry = cs_post_item_get_entry (item);

    if (entry != NULL && is_waiting (entry) && item != cs_program_get_cued (self->program))
      return g_steal_pointer (&item);
  }
  return NULL;
}

/**
 * cs_rundown_get_loading:
 * @self: a rundown
 *
 * Returns: whether it is still being read
 */
gboolean
cs_rundown_get_loading (CsRundown *self)
{
  g_return_val_if_fail (CS_IS_RUNDOWN (self), FALSE);

  return self->reading;
}
