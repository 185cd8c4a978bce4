/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-news.h"

struct _CsListNews {
  CsIdVector *coming; /* they belong and are not there yet */
  CsIdVector *going;  /* they are there and do not belong */
  GArray *queue;      /* (nullable): gint64: the queue as it is to be */
};

/**
 * cs_list_news_new:
 *
 * Returns: (transfer full): no news
 */
CsListNews *
cs_list_news_new (void)
{
  CsListNews *self = g_new0 (CsListNews, 1);

  self->coming = cs_id_vector_new ();
  self->going = cs_id_vector_new ();
  return self;
}

/**
 * cs_list_news_free:
 * @self: (transfer full): news
 */
void
cs_list_news_free (CsListNews *self)
{
  cs_id_vector_free (self->coming);
  cs_id_vector_free (self->going);
  g_clear_pointer (&self->queue, g_array_unref);
  g_free (self);
}

/**
 * cs_list_news_clear:
 * @self: news
 *
 * Forgets them.
 */
void
cs_list_news_clear (CsListNews *self)
{
  g_clear_pointer (&self->queue, g_array_unref);
  cs_id_vector_clear (self->coming);
  cs_id_vector_clear (self->going);
}

/**
 * cs_list_news_add:
 * @self: news
 * @rows: the rows as they were told
 * @id: a post
 * @belongs: whether it belongs to the list now
 */
void
cs_list_news_add (CsListNews *self,
                  CsListRows *rows,
                  gint64      id,
                  gboolean    belongs)
{
  gboolean is_there = cs_list_rows_find (rows, id) != G_MAXUINT;

  cs_id_vector_remove (self->coming, id);
  cs_id_vector_remove (self->going, id);
  if (belongs && !is_there)
    cs_id_vector_insert (self->coming, id);
  else if (!belongs && is_there)
    cs_id_vector_insert (self->going, id);
}

/**
 * cs_list_news_set_queue:
 * @self: news
 * @queue: (transfer full) (element-type gint64): all rows as they are to be
 */
void
cs_list_news_set_queue (CsListNews *self,
                        GArray     *queue)
{
  g_clear_pointer (&self->queue, g_array_unref);
  self->queue = queue;
}

/**
 * cs_list_news_is_empty:
 * @self: news
 *
 * Returns: whether there is nothing to tell
 */
gboolean
cs_list_news_is_empty (CsListNews *self)
{
  return self->queue == NULL && cs_id_vector_get_length (self->coming) == 0 &&
         cs_id_vector_get_length (self->going) == 0;
}

/**
 * cs_list_news_count_coming:
 * @self: news
 * @rows: the rows as they were told
 *
 * Returns: how many rows are to come
 */
guint
cs_list_news_count_coming (CsListNews *self,
                           CsListRows *rows)
{
  guint n_rows = cs_list_rows_get_length (rows);

  if (self->queue != NULL)
    return self->queue->len > n_rows ? self->queue->len - n_rows : 0;
  return cs_id_vector_get_length (self->coming);
}

/**
 * cs_list_news_tell:
 * @self: news
 * @rows: the rows as they were told
 *
 * Makes the rows what they are to be, and whoever listens to them hears of it. The news are taken away first: whoever
 * is told may bring others.
 */
void
cs_list_news_tell (CsListNews *self,
                   CsListRows *rows)
{
  g_autoptr (CsIdVector) going = g_steal_pointer (&self->going);
  g_autoptr (CsIdVector) coming = g_steal_pointer (&self->coming);
  g_autoptr (GArray) queue = g_steal_pointer (&self->queue);

  self->going = cs_id_vector_new ();
  self->coming = cs_id_vector_new ();
  if (queue != NULL)
    cs_list_rows_rearrange (rows, queue);
  cs_list_rows_remove (rows, going);
  cs_list_rows_insert (rows, coming);
}
