/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-meter.h"

#include <string.h>

#define SECONDS 60
#define MAX_TAGS 512
/* A post with more is shouting; the first ones are what it is about. */
#define MAX_TAGS_PER_POST 30

typedef struct {
  char *name;              /* as it was written first */
  guint counts[SECONDS];   /* by second, modulo a minute */
  gint64 last_s;           /* the newest second in it */
} Tag;

struct _CsTagMeter {
  GHashTable *tags; /* folded name → Tag */
};

static void
tag_free (Tag *tag)
{
  g_free (tag->name);
  g_free (tag);
}

/* Empties the seconds that nothing was counted in since the tag was last touched. */
static void
move_on (Tag   *tag,
         gint64 now_s)
{
  if (now_s - tag->last_s >= SECONDS || now_s < tag->last_s)
    memset (tag->counts, 0, sizeof tag->counts);
  else
    for (gint64 second = tag->last_s + 1; second <= now_s; second++)
      tag->counts[second % SECONDS] = 0;
  tag->last_s = now_s;
}

static guint
sum (Tag   *tag,
     gint64 now_s)
{
  guint total = 0;

  move_on (tag, now_s);
  for (guint i = 0; i < SECONDS; i++)
    total += tag->counts[i];
  return total;
}

static gboolean
is_quiet_cb (gpointer key,
             gpointer value,
             gpointer now_s)
{
  return sum (value, *(gint64 *) now_s) == 0;
}

static void
count_tag (CsTagMeter *self,
           const char *name,
           gint64      now_s)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  Tag *tag = g_hash_table_lookup (self->tags, folded);

  if (tag == NULL) {
    if (g_hash_table_size (self->tags) >= MAX_TAGS)
      g_hash_table_foreach_remove (self->tags, is_quiet_cb, &now_s);
    if (g_hash_table_size (self->tags) >= MAX_TAGS)
      return;
    tag = g_new0 (Tag, 1);
    tag->name = g_strdup (name);
    tag->last_s = now_s;
    g_hash_table_insert (self->tags, g_steal_pointer (&folded), tag);
  }
  move_on (tag, now_s);
  tag->counts[now_s % SECONDS]++;
}

typedef struct {
  const char *name;
  guint count;
} Busy;

static int
compare_busy (gconstpointer a,
              gconstpointer b)
{
  const Busy *first = a;
  const Busy *second = b;

  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;
  return strcmp (first->name, second->name);
}

/**
 * cs_tag_meter_new:
 *
 * Returns: (transfer full): a meter that has counted nothing
 */
CsTagMeter *
cs_tag_meter_new (void)
{
  CsTagMeter *self = g_new0 (CsTagMeter, 1);

  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tag_free);
  return self;
}

/**
 * cs_tag_meter_free:
 * @self: (transfer full): a meter
 */
void
cs_tag_meter_free (CsTagMeter *self)
{
  g_hash_table_unref (self->tags);
  g_free (self);
}

/**
 * cs_tag_meter_take:
 * @self: a meter
 * @events: (element-type CsEvent): what a source reports
 * @now_s: the time in seconds on a clock that never goes back
 *
 * Counts the hashtags of the posts that were seen; edits and deletions count for nothing.
 */
void
cs_tag_meter_take (CsTagMeter *self,
                   GPtrArray  *events,
                   gint64      now_s)
{
  for (guint i = 0; i < events->len; i++) {
    const CsEvent *event = events->pdata[i];

    if (event->kind != CS_EVENT_POST)
      continue;
    for (guint j = 0; j < MAX_TAGS_PER_POST && event->post->tags[j] != NULL; j++)
      count_tag (self, event->post->tags[j], now_s);
  }
}

/**
 * cs_tag_meter_count:
 * @self: a meter
 * @tag: a hashtag without the sign
 * @now_s: the time in seconds on the same clock
 *
 * Returns: how many posts came with it in the last minute, letter case aside
 */
guint
cs_tag_meter_count (CsTagMeter *self,
                    const char *tag,
                    gint64      now_s)
{
  g_autofree char *folded = g_utf8_casefold (tag, -1);
  Tag *found = g_hash_table_lookup (self->tags, folded);

  return found != NULL ? sum (found, now_s) : 0;
}

/**
 * cs_tag_meter_list_busiest:
 * @self: a meter
 * @n: how many
 * @now_s: the time in seconds on the same clock
 *
 * Returns: (transfer full) (array zero-terminated=1): the hashtags that most posts came with in the last
 *   minute, at most @n, the busiest first
 */
GStrv
cs_tag_meter_list_busiest (CsTagMeter *self,
                           guint       n,
                           gint64      now_s)
{
  g_autoptr (GArray) busy = g_array_new (FALSE, FALSE, sizeof (Busy));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tags);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Busy one = { ((Tag *) value)->name, sum (value, now_s) };

    if (one.count > 0)
      g_array_append_val (busy, one);
  }
  g_array_sort (busy, compare_busy);
  for (guint i = 0; i < MIN (n, busy->len); i++)
    g_strv_builder_add (names, g_array_index (busy, Busy, i).name);
  return g_strv_builder_end (names);
}
