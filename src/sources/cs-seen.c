/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen.h"

#include <string.h>

/* What a source has reported, so that repeats, replays and stale pages cost nothing. Forgetting is
 * harmless: the show file knows its posts and drops what it has.
 *
 * Of each id a digest is kept, with a secret so that nobody can make two ids that share one: a long evening
 * names as many posts as there is room for. All that room is taken at once, and written to: an hour later the
 * desk needs no more memory than in its first minute. */
#define EMPTY G_MAXUINT32
#define SECRET_WORDS 4

typedef struct {
  guint64 key;
  gint64 age;
  guint form; /* a hash: two forms of one post that collide are one in four thousand million */
  gboolean gone;
} Entry;

struct _CsSeen {
  Entry *entries; /* [max], in the order in which they became known, as a ring */
  guint32 *slots; /* [mask + 1]: places in entries, or EMPTY; open addressing, at most half full */
  guint mask;
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

/* Where @key is, or the empty slot where it would be. */
static guint
find_slot (const CsSeen *self,
           guint64       key)
{
  guint slot = key & self->mask;

  while (self->slots[slot] != EMPTY && self->entries[self->slots[slot]].key != key)
    slot = (slot + 1) & self->mask;
  return slot;
}

/* Moves what was pushed aside by the slot that became empty back towards where it belongs. */
static void
close_gap (CsSeen *self,
           guint   gap)
{
  for (guint slot = (gap + 1) & self->mask; self->slots[slot] != EMPTY; slot = (slot + 1) & self->mask) {
    guint home = self->entries[self->slots[slot]].key & self->mask;

    if (((slot - home) & self->mask) < ((slot - gap) & self->mask))
      continue;
    self->slots[gap] = self->slots[slot];
    self->slots[slot] = EMPTY;
    gap = slot;
  }
}

static guint
take_place (CsSeen *self)
{
  guint place, slot;

  if (self->n_entries < self->max)
    return self->n_entries++;
  place = self->next;
  self->next = (place + 1) % self->max;
  slot = find_slot (self, self->entries[place].key);
  self->slots[slot] = EMPTY;
  close_gap (self, slot);
  return place;
}

static Entry *
find_entry (CsSeen     *self,
            const char *id)
{
  guint32 place = self->slots[find_slot (self, digest (self, id))];

  return place != EMPTY ? &self->entries[place] : NULL;
}

static Entry *
get_entry (CsSeen     *self,
           const char *id)
{
  guint64 key = digest (self, id);
  guint32 place = self->slots[find_slot (self, key)];

  if (place != EMPTY)
    return &self->entries[place];
  place = take_place (self);
  self->entries[place] = (Entry) { .key = key };
  self->slots[find_slot (self, key)] = place; /* looked for again: taking the place may have moved it */
  return &self->entries[place];
}

/* Memory that has been written to, so that it is there from now on. */
static gpointer
take_room (gsize size,
           int   filler)
{
  gpointer room = g_malloc (size);

  return memset (room, filler, size);
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

  self->max = CLAMP (max, 1, 1u << 24);
  self->mask = 3;
  while (self->mask + 1 < 2 * self->max)
    self->mask = 2 * self->mask + 1;
  self->entries = take_room (self->max * sizeof *self->entries, 0);
  self->slots = take_room ((self->mask + 1) * sizeof *self->slots, 0xff);
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
  g_free (self->entries);
  g_free (self->slots);
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
