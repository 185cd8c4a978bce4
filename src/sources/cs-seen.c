/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen.h"

/* What a source has reported, so that repeats, replays and stale pages cost nothing. Forgetting is
 * harmless: the show file knows its posts and drops what it has. */
struct _CsSeen {
  GHashTable *entries; /* id → Entry; owns both */
  GQueue order; /* ids, owned by entries, the longest known first */
  guint max;
};

typedef struct {
  gint64 age;
  guint form; /* a hash: two forms of one post that collide are one in four thousand million */
  gboolean gone;
} Entry;

static Entry *
get_entry (CsSeen     *self,
           const char *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL) {
    char *key = g_strdup (id);

    entry = g_new0 (Entry, 1);
    g_hash_table_insert (self->entries, key, entry);
    g_queue_push_tail (&self->order, key);
    if (self->order.length > self->max)
      g_hash_table_remove (self->entries, g_queue_pop_head (&self->order));
  }
  return entry;
}

/**
 * cs_seen_new:
 * @max: how many to remember; the longest known are forgotten first
 *
 * Returns: (transfer full): an empty memory, for one thread
 */
CsSeen *
cs_seen_new (guint max)
{
  CsSeen *self = g_new0 (CsSeen, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->max = MAX (max, 1);
  return self;
}

/**
 * cs_seen_free:
 * @self: (transfer full): a memory
 */
void
cs_seen_free (CsSeen *self)
{
  g_queue_clear (&self->order);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * cs_seen_compare:
 * @self: a memory
 * @id: of a post
 * @age: grows from one form of the post to the next
 * @form: names the form among those of the same age
 *
 * Returns: how this form compares with the one that was set
 */
CsSeenVerdict
cs_seen_compare (CsSeen     *self,
                 const char *id,
                 gint64      age,
                 const char *form)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    return CS_SEEN_NEW;
  if (age < entry->age || (entry->gone && age == entry->age))
    return CS_SEEN_OLDER;
  if (age == entry->age && g_str_hash (form) == entry->form)
    return CS_SEEN_SAME;
  return entry->gone ? CS_SEEN_NEW : CS_SEEN_NEWER;
}

/**
 * cs_seen_set:
 * @self: a memory
 * @id: of a post
 * @age: of the form that was reported
 * @form: which names it
 */
void
cs_seen_set (CsSeen     *self,
             const char *id,
             gint64      age,
             const char *form)
{
  Entry *entry = get_entry (self, id);

  entry->age = age;
  entry->form = g_str_hash (form);
  entry->gone = FALSE;
}

/**
 * cs_seen_set_gone:
 * @self: a memory
 * @id: of a post
 * @age: only a form newer than this would bring it back; %G_MAXINT64 for never
 */
void
cs_seen_set_gone (CsSeen     *self,
                  const char *id,
                  gint64      age)
{
  Entry *entry = get_entry (self, id);

  entry->age = MAX (entry->age, age);
  entry->gone = TRUE;
}

/**
 * cs_seen_contains:
 * @self: a memory
 * @id: of a post
 *
 * Returns: whether it is known and not gone
 */
gboolean
cs_seen_contains (CsSeen     *self,
                  const char *id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL && !entry->gone;
}

/**
 * cs_seen_is_gone:
 * @self: a memory
 * @id: of a post
 *
 * Returns: whether it is known to have gone
 */
gboolean
cs_seen_is_gone (CsSeen     *self,
                 const char *id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL && entry->gone;
}

/**
 * cs_seen_get_age:
 * @self: a memory
 * @id: of a post
 *
 * Returns: the age that was set, or %G_MININT64 when nothing is known
 */
gint64
cs_seen_get_age (CsSeen     *self,
                 const char *id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL ? entry->age : G_MININT64;
}

/**
 * cs_seen_get_size:
 * @self: a memory
 *
 * Returns: how many posts it remembers
 */
guint
cs_seen_get_size (CsSeen *self)
{
  return self->order.length;
}
