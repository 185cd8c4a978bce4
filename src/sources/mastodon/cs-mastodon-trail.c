/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-trail.h"

/* Where to begin when there was nothing yet. */
#define BEFORE_ALL "0"

/* A stream replays nothing and keeps no order: having seen a post says nothing about the ones before it. So a position
 * moves on only when a page has shown everything up to a post, or when a stream was open without a break for as long
 * as posts overtake each other. */
struct _CsMastodonTrail {
  GQueue certain; /* ids, sorted, the oldest first: the newest of those before which nothing is missing */
  GQueue streamed; /* Streamed, in order of arrival */
};

typedef struct {
  char *id;
  gint64 at_us;
} Streamed;

static void
streamed_free (Streamed *streamed)
{
  g_free (streamed->id);
  g_free (streamed);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b,
             gpointer      unused)
{
  return cs_mastodon_id_compare (a, b);
}

static void
add (CsMastodonTrail *self,
     const char      *id)
{
  if (g_queue_find_custom (&self->certain, id, (GCompareFunc) cs_mastodon_id_compare) != NULL)
    return;
  g_queue_insert_sorted (&self->certain, g_strdup (id), compare_ids, NULL);
  if (self->certain.length > CS_MASTODON_TRAIL_POSTS)
    g_free (g_queue_pop_head (&self->certain));
}

/**
 * cs_mastodon_trail_new:
 * @position: (nullable): where an earlier run would have gone on from
 *
 * Returns: (transfer full): a new trail
 */
CsMastodonTrail *
cs_mastodon_trail_new (const char *position)
{
  CsMastodonTrail *self = g_new0 (CsMastodonTrail, 1);

  if (position != NULL)
    add (self, position);
  return self;
}

/**
 * cs_mastodon_trail_free:
 * @self: (transfer full): a trail
 */
void
cs_mastodon_trail_free (CsMastodonTrail *self)
{
  g_queue_clear_full (&self->certain, g_free);
  g_queue_clear_full (&self->streamed, (GDestroyNotify) streamed_free);
  g_free (self);
}

/**
 * cs_mastodon_trail_add_page:
 * @self: a trail
 * @page: a page before which nothing is missing
 *
 * Notes that everything on the page is certain.
 */
void
cs_mastodon_trail_add_page (CsMastodonTrail      *self,
                            const CsMastodonPage *page)
{
  for (guint i = 0; i < page->ids->len; i++)
    add (self, page->ids->pdata[i]);
  if (page->newest != NULL)
    add (self, page->newest);
  else if (g_queue_is_empty (&self->certain))
    add (self, BEFORE_ALL);
}

/**
 * cs_mastodon_trail_add_streamed:
 * @self: a trail
 * @id: (transfer full): of a post that a stream delivered
 * @at_us: when, on the monotonic clock
 */
void
cs_mastodon_trail_add_streamed (CsMastodonTrail *self,
                                char            *id,
                                gint64           at_us)
{
  Streamed *streamed = g_new0 (Streamed, 1);

  streamed->id = id;
  streamed->at_us = at_us;
  g_queue_push_tail (&self->streamed, streamed);
}

/**
 * cs_mastodon_trail_settle:
 * @self: a trail
 * @before_us: on the monotonic clock
 *
 * Notes that what was streamed up to that moment is certain by now.
 */
void
cs_mastodon_trail_settle (CsMastodonTrail *self,
                          gint64           before_us)
{
  Streamed *streamed;

  while ((streamed = g_queue_peek_head (&self->streamed)) != NULL && streamed->at_us <= before_us) {
    g_queue_pop_head (&self->streamed);
    add (self, streamed->id);
    streamed_free (streamed);
  }
}

/**
 * cs_mastodon_trail_lose:
 * @self: a trail
 *
 * Notes that the stream broke: what it delivered last is not certain to be all.
 */
void
cs_mastodon_trail_lose (CsMastodonTrail *self)
{
  const Streamed *first = g_queue_peek_head (&self->streamed);

  /* Lost before any page was read: what came first is where to begin. */
  if (first != NULL && g_queue_is_empty (&self->certain))
    add (self, first->id);
  g_queue_clear_full (&self->streamed, (GDestroyNotify) streamed_free);
}

/**
 * cs_mastodon_trail_get_start:
 * @self: a trail
 *
 * Returns: (transfer none) (nullable): the post to go on from: everything up to it was reported
 */
const char *
cs_mastodon_trail_get_start (const CsMastodonTrail *self)
{
  return self->certain.head != NULL ? self->certain.head->data : NULL;
}

/**
 * cs_mastodon_trail_get_newest:
 * @self: a trail
 *
 * Returns: (transfer none) (nullable): the newest post up to which everything was reported
 */
const char *
cs_mastodon_trail_get_newest (const CsMastodonTrail *self)
{
  return self->certain.tail != NULL ? self->certain.tail->data : NULL;
}

/**
 * cs_mastodon_trail_reaches:
 * @self: a trail
 * @page: the newest page
 *
 * Returns: whether nothing lies between what is certain and the page
 */
gboolean
cs_mastodon_trail_reaches (const CsMastodonTrail *self,
                           const CsMastodonPage  *page)
{
  const char *newest = cs_mastodon_trail_get_newest (self);

  if (!page->full || newest == NULL)
    return TRUE;
  for (guint i = 0; i < page->ids->len; i++) {
    if (cs_mastodon_id_compare (page->ids->pdata[i], newest) <= 0)
      return TRUE;
  }
  return FALSE;
}
