/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-item-cache.h"

/* How many rows are read in one go, and how many may be waiting to be: who scrolls through a million
 * posts leaves most pages before they were read. */
#define MAX_READ 128
#define MAX_WANTED 1024

/* An item stays as long as anybody holds it; the cache itself holds the last ones that were asked for. */
typedef struct {
  CsItemCache *cache;
  gint64 post_id;
  CsPostItem *item; /* not owned: a weak reference removes this slot */
  GList *recent;    /* (nullable): its place in CsItemCache.recent, which owns a reference */
  gboolean wanted;  /* it is in CsItemCache.wanted */
  gboolean reading; /* it has been asked for and not been answered */
} Slot;

struct _CsItemCache {
  guint max_entries;
  CsItemCacheRead read;
  gpointer user_data;

  GHashTable *slots; /* gint64 → Slot */
  GQueue recent;     /* of CsPostItem, owned: the last asked for first */
  GArray *wanted;    /* gint64; the last asked for last */
  gboolean reading;
  guint start_id;
};

static void start_reading (CsItemCache *self);

static void
item_gone_cb (gpointer data,
              GObject *where_it_was)
{
  Slot *slot = data;

  slot->item = NULL;
  g_hash_table_remove (slot->cache->slots, &slot->post_id);
}

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  if (slot->item != NULL)
    g_object_weak_unref (G_OBJECT (slot->item), item_gone_cb, slot);
  g_free (slot);
}

static Slot *
find_slot (CsItemCache *self,
           gint64       post_id)
{
  return g_hash_table_lookup (self->slots, &post_id);
}

static Slot *
slot_of (CsItemCache *self,
         CsPostItem  *item)
{
  return find_slot (self, cs_post_item_get_id (item));
}

static CsPostItem *
add_slot (CsItemCache *self,
          gint64       post_id)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->cache = self;
  slot->post_id = post_id;
  slot->item = cs_post_item_new (post_id, NULL);
  g_object_weak_ref (G_OBJECT (slot->item), item_gone_cb, slot);
  g_hash_table_insert (self->slots, &slot->post_id, slot);
  return slot->item;
}

static void
forget_oldest (CsItemCache *self)
{
  CsPostItem *oldest = g_queue_pop_tail (&self->recent);

  slot_of (self, oldest)->recent = NULL;
  g_object_unref (oldest);
}

static void
touch (CsItemCache *self,
       Slot        *slot)
{
  if (slot->recent != NULL) {
    g_queue_unlink (&self->recent, slot->recent);
    g_queue_push_head_link (&self->recent, slot->recent);
    return;
  }
  g_queue_push_head (&self->recent, g_object_ref (slot->item));
  slot->recent = self->recent.head;
  if (self->recent.length > self->max_entries)
    forget_oldest (self);
}

static gboolean
start_cb (gpointer data)
{
  CsItemCache *self = data;

  self->start_id = 0;
  start_reading (self);
  return G_SOURCE_REMOVE;
}

static void
start_soon (CsItemCache *self)
{
  if (!self->reading && self->start_id == 0 && self->wanted->len > 0)
    self->start_id = g_idle_add_full (G_PRIORITY_DEFAULT, start_cb, self, NULL);
}

static gboolean
is_held_elsewhere (Slot *slot)
{
  return G_OBJECT (slot->item)->ref_count > (slot->recent != NULL ? 1 : 0);
}

static void
forget (CsItemCache *self,
        Slot        *slot)
{
  g_autoptr (CsPostItem) item = slot->recent->data;

  g_queue_delete_link (&self->recent, slot->recent);
  slot->recent = NULL;
}

/* Rows that were scrolled past before they could be read: nobody waits for them any more. */
static void
drop_unheld_wanted (CsItemCache *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->wanted->len; i++) {
    gint64 post_id = g_array_index (self->wanted, gint64, i);
    Slot *slot = find_slot (self, post_id);

    if (slot == NULL)
      continue;
    if (is_held_elsewhere (slot) || i + MAX_WANTED / 2 >= self->wanted->len)
      g_array_index (self->wanted, gint64, kept++) = post_id;
    else
      forget (self, slot);
  }
  g_array_set_size (self->wanted, kept);
}

/* The last wanted first: that is where the person is looking now. */
static void
start_reading (CsItemCache *self)
{
  g_autoptr (GArray) ids = NULL;

  if (self->reading)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (self->wanted->len > 0 && ids->len < MAX_READ) {
    gint64 post_id = g_array_index (self->wanted, gint64, self->wanted->len - 1);
    Slot *slot = find_slot (self, post_id);

    g_array_set_size (self->wanted, self->wanted->len - 1);
    if (slot == NULL)
      continue;
    slot->wanted = FALSE;
    slot->reading = TRUE;
    g_array_append_val (ids, post_id);
  }
  if (ids->len == 0)
    return;
  self->reading = TRUE;
  self->read (ids, self->user_data);
}

static void
add_wanted (CsItemCache *self,
            Slot        *slot)
{
  if (slot->wanted)
    return;
  slot->wanted = TRUE;
  g_array_append_val (self->wanted, slot->post_id);
  if (self->wanted->len % MAX_WANTED == 0)
    drop_unheld_wanted (self);
  start_soon (self);
}

static void
give_entry (CsItemCache *self,
            CsEntry     *entry)
{
  Slot *slot = find_slot (self, entry->id);
  CsEntry *known = slot != NULL ? cs_post_item_get_entry (slot->item) : NULL;

  /* A page that was read before a decision may arrive after the notice of that decision. */
  if (slot != NULL && (known == NULL || known->serial <= entry->serial)) {
    g_autoptr (CsPostItem) item = g_object_ref (slot->item);

    cs_post_item_set_entry (item, entry);
  }
}

/* Also what is being read at this moment: the answer may be from before the change. */
static void
want_again (CsItemCache *self,
            GArray      *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    Slot *slot = find_slot (self, g_array_index (ids, gint64, i));

    if (slot == NULL)
      continue;
    if (is_held_elsewhere (slot))
      add_wanted (self, slot);
    else
      forget (self, slot);
  }
}

static GHashTable *
index_touched (GArray *touched)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < touched->len; i++) {
    CsTouched *item = &g_array_index (touched, CsTouched, i);

    g_hash_table_insert (index, &item->key, item);
  }
  return index;
}

/* A post by the same author, or another that says the same, changes what a row says of itself. */
static CsEntry *
follow_figures (CsEntry         *entry,
                const CsTouched *account,
                const CsTouched *alike,
                guint64          serial)
{
  guint n_alike = alike != NULL && alike->posts > 0 ? alike->posts - 1 : 0;
  CsEntry *copy;

  if ((account == NULL || (account->posts == entry->account_posts && account->approved == entry->account_approved &&
                           account->rejected == entry->account_rejected)) &&
      (alike == NULL || n_alike == entry->alike))
    return NULL;
  copy = cs_entry_copy (entry);
  copy->serial = serial;
  if (account != NULL) {
    copy->account_posts = account->posts;
    copy->account_approved = account->approved;
    copy->account_rejected = account->rejected;
  }
  if (alike != NULL)
    copy->alike = n_alike;
  return copy;
}

static GPtrArray *
collect_figures (CsItemCache    *self,
                 const CsChange *change)
{
  g_autoptr (GHashTable) accounts = index_touched (change->accounts);
  g_autoptr (GHashTable) alikes = index_touched (change->alikes);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_entry_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CsEntry *entry = cs_post_item_get_entry (((Slot *) value)->item);
    CsEntry *copy = NULL;

    if (entry != NULL && entry->serial <= change->serial)
      copy = follow_figures (entry, g_hash_table_lookup (accounts, &entry->account_id),
                             g_hash_table_lookup (alikes, &entry->alike_key), change->serial);
    if (copy != NULL)
      g_ptr_array_add (entries, copy);
  }
  return entries;
}

static GArray *
collect_queued (CsItemCache *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Slot *slot = value;
    CsEntry *entry = cs_post_item_get_entry (slot->item);

    if (entry != NULL && entry->queue_position > 0)
      g_array_append_val (ids, slot->post_id);
  }
  return ids;
}

/**
 * cs_item_cache_new:
 * @max_entries: how many items are held although nobody else does
 * @read: asks for entries
 * @user_data: for @read
 *
 * Returns: (transfer full): a new cache
 */
CsItemCache *
cs_item_cache_new (guint           max_entries,
                   CsItemCacheRead read,
                   gpointer        user_data)
{
  CsItemCache *self = g_new0 (CsItemCache, 1);

  self->max_entries = max_entries;
  self->read = read;
  self->user_data = user_data;
  self->slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, slot_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_queue_init (&self->recent);
  return self;
}

/**
 * cs_item_cache_free:
 * @self: (transfer full): a cache
 */
void
cs_item_cache_free (CsItemCache *self)
{
  g_clear_handle_id (&self->start_id, g_source_remove);
  while (!g_queue_is_empty (&self->recent))
    forget_oldest (self);
  g_hash_table_unref (self->slots);
  g_array_unref (self->wanted);
  g_free (self);
}

/**
 * cs_item_cache_get:
 * @self: a cache
 * @post_id: a post
 *
 * Returns: (transfer full): the one item of this post
 */
CsPostItem *
cs_item_cache_get (CsItemCache *self,
                   gint64       post_id)
{
  Slot *slot = find_slot (self, post_id);
  CsPostItem *item = slot != NULL ? g_object_ref (slot->item) : add_slot (self, post_id);

  touch (self, slot_of (self, item));
  return item;
}

/**
 * cs_item_cache_want:
 * @self: a cache
 * @ids: (array length=n_ids): posts
 * @n_ids: how many
 *
 * Has those of their entries read that are not known, together with what else is wanted by then.
 */
void
cs_item_cache_want (CsItemCache  *self,
                    const gint64 *ids,
                    gsize         n_ids)
{
  for (gsize i = 0; i < n_ids; i++) {
    Slot *slot = find_slot (self, ids[i]);

    if (slot == NULL) {
      g_autoptr (CsPostItem) item = cs_item_cache_get (self, ids[i]);

      slot = slot_of (self, item);
    }
    if (!slot->reading && cs_post_item_get_entry (slot->item) == NULL)
      add_wanted (self, slot);
  }
}

/**
 * cs_item_cache_take_read:
 * @self: a cache
 * @ids: (element-type gint64): what was asked for
 * @entries: (element-type CsEntry) (nullable): what was found, or %NULL when reading failed
 */
void
cs_item_cache_take_read (CsItemCache *self,
                         GArray      *ids,
                         GPtrArray   *entries)
{
  self->reading = FALSE;
  for (guint i = 0; i < ids->len; i++) {
    Slot *slot = find_slot (self, g_array_index (ids, gint64, i));

    if (slot != NULL)
      slot->reading = FALSE;
  }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    give_entry (self, entries->pdata[i]);
  start_soon (self);
}

/**
 * cs_item_cache_take_change:
 * @self: a cache
 * @change: what has happened to the file
 *
 * Items follow the file.
 */
void
cs_item_cache_take_change (CsItemCache    *self,
                           const CsChange *change)
{
  g_autoptr (GPtrArray) figures = NULL;

  for (guint i = 0; i < change->entries->len; i++)
    give_entry (self, change->entries->pdata[i]);
  figures = collect_figures (self, change);
  for (guint i = 0; i < figures->len; i++)
    give_entry (self, figures->pdata[i]);
  if (!change->complete) {
    want_again (self, change->inserted);
    want_again (self, change->updated);
  }
  if (change->queue) {
    g_autoptr (GArray) queued = collect_queued (self);

    want_again (self, queued);
  }
}
