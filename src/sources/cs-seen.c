/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen.h"

#include <string.h>

/* What a source has reported, so that repeats, replays and stale pages cost nothing. Forgetting is
 * harmless: the show file knows its posts and drops what it has.
 *
 * Of each id a digest is kept, with a secret so that nobody can make two ids that share one: a long evening
 * names as many posts as there is room for. */
#define CHUNK 1024
#define SECRET_WORDS 4

typedef struct {
  guint64 key; /* first: what the table compares */
  gint64 age;
  guint form; /* a hash: two forms of one post that collide are one in four thousand million */
  gboolean gone;
} Entry;

struct _CsSeen {
  GHashTable *table; /* of Entry, by key */
  GPtrArray *chunks; /* of Entry[CHUNK]: in the order in which they became known, as a ring */
  guint n_entries;
  guint next; /* the longest known, once there is no more room */
  guint max;
  guint32 secret[SECRET_WORDS];
  GChecksum *checksum;
};

static guint64
digest (CsSeen     *self,
        const char *id)
{
  guint8 bytes[16];
  gsize size = sizeof bytes;
  guint64 key;

  g_checksum_reset (self->checksum);
  g_checksum_update (self->checksum, (const guchar *) self->secret, sizeof self->secret);
  g_checksum_update (self->checksum, (const guchar *) id, strlen (id));
  g_checksum_get_digest (self->checksum, bytes, &size);
  memcpy (&key, bytes, sizeof key);
  return key;
}

static Entry *
find_entry (CsSeen     *self,
            const char *id)
{
  guint64 key = digest (self, id);

  return g_hash_table_lookup (self->table, &key);
}

static Entry *
get_place (CsSeen *self,
           guint   place)
{
  return (Entry *) self->chunks->pdata[place / CHUNK] + place % CHUNK;
}

static Entry *
take_place (CsSeen *self)
{
  Entry *entry;

  if (self->n_entries < self->max) {
    if (self->n_entries % CHUNK == 0)
      g_ptr_array_add (self->chunks, g_new0 (Entry, CHUNK));
    return get_place (self, self->n_entries++);
  }
  entry = get_place (self, self->next);
  self->next = (self->next + 1) % self->max;
  g_hash_table_remove (self->table, entry);
  memset (entry, 0, sizeof *entry);
  return entry;
}

static Entry *
get_entry (CsSeen     *self,
           const char *id)
{
  guint64 key = digest (self, id);
  Entry *entry = g_hash_table_lookup (self->table, &key);

  if (entry != NULL)
    return entry;
  entry = take_place (self);
  entry->key = key;
  g_hash_table_add (self->table, entry);
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

  self->table = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->max = MAX (max, 1);
  self->checksum = g_checksum_new (G_CHECKSUM_MD5);
  for (guint i = 0; i < SECRET_WORDS; i++)
    self->secret[i] = g_random_int ();
  return self;
}

/**
 * cs_seen_free:
 * @self: (transfer full): a memory
 */
void
cs_seen_free (CsSeen *self)
{
  g_hash_table_unref (self->table);
  g_ptr_array_unref (self->chunks);
  g_checksum_free (self->checksum);
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
  const Entry *entry = find_entry (self, id);

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
  const Entry *entry = find_entry (self, id);

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
  const Entry *entry = find_entry (self, id);

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
  const Entry *entry = find_entry (self, id);

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
  return self->n_entries;
}
