/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-rows.h"

#define NOWHERE G_MAXUINT

/* By id, the rows are kept rising whatever the order, so that new posts, which have the highest ids, come at
 * the end of memory also when they are shown first. In the order of the queue they are kept as they stand. */
struct _CsListRows {
  CsListRowsChanged changed;
  gpointer user_data;

  CsPostOrder order;
  CsIdVector *rising;
  GArray *queue; /* of gint64 */
};

static guint
mirror (CsListRows *self,
        guint       position)
{
  return self->order == CS_POST_ORDER_NEWEST ? cs_id_vector_get_length (self->rising) - 1 - position : position;
}

static void
fill (CsListRows *self,
      GArray     *ids)
{
  for (guint i = 0; i < ids->len; i++)
    cs_id_vector_insert (self->rising, g_array_index (ids, gint64, i));
}

/* Ids that no present row stands between come as one run. Returns how many of @ids, from @first, these were. */
static guint
insert_run (CsListRows *self,
            CsIdVector *ids,
            guint       first)
{
  guint n_before = cs_id_vector_get_length (self->rising);
  guint n_ids = cs_id_vector_get_length (ids);
  guint index = cs_id_vector_find (self->rising, cs_id_vector_get (ids, first), NULL);
  gint64 next = index < n_before ? cs_id_vector_get (self->rising, index) : G_MAXINT64;
  guint n = 0, added;

  for (; first + n < n_ids && cs_id_vector_get (ids, first + n) < next; n++)
    cs_id_vector_insert (self->rising, cs_id_vector_get (ids, first + n));
  added = cs_id_vector_get_length (self->rising) - n_before;
  if (added > 0)
    self->changed (self->order == CS_POST_ORDER_NEWEST ? n_before - index : index, 0, added, self->user_data);
  return MAX (n, 1);
}

static guint
find_in_queue (CsListRows *self,
               gint64      id,
               guint       from)
{
  for (guint i = from; i < self->queue->len; i++)
    if (g_array_index (self->queue, gint64, i) == id)
      return i;
  return NOWHERE;
}

static void
remove_from_queue (CsListRows *self,
                   guint       position)
{
  g_array_remove_index (self->queue, position);
  self->changed (position, 1, 0, self->user_data);
}

static void
drop_missing (CsListRows *self,
              GArray     *ids)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (wanted, &g_array_index (ids, gint64, i));
  for (guint i = self->queue->len; i > 0; i--)
    if (!g_hash_table_contains (wanted, &g_array_index (self->queue, gint64, i - 1)))
      remove_from_queue (self, i - 1);
}

/**
 * cs_list_rows_new:
 * @changed: is told of every change
 * @user_data: for @changed
 *
 * Returns: (transfer full): no rows
 */
CsListRows *
cs_list_rows_new (CsListRowsChanged changed,
                  gpointer          user_data)
{
  CsListRows *self = g_new0 (CsListRows, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->rising = cs_id_vector_new ();
  self->queue = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * cs_list_rows_free:
 * @self: (transfer full): rows
 */
void
cs_list_rows_free (CsListRows *self)
{
  cs_id_vector_free (self->rising);
  g_array_unref (self->queue);
  g_free (self);
}

/**
 * cs_list_rows_get_length:
 * @self: rows
 *
 * Returns: how many there are
 */
guint
cs_list_rows_get_length (CsListRows *self)
{
  return self->order == CS_POST_ORDER_QUEUE ? self->queue->len : cs_id_vector_get_length (self->rising);
}

/**
 * cs_list_rows_get:
 * @self: rows
 * @position: from 0, below the length
 *
 * Returns: the post there
 */
gint64
cs_list_rows_get (CsListRows *self,
                  guint       position)
{
  if (self->order == CS_POST_ORDER_QUEUE)
    return g_array_index (self->queue, gint64, position);
  return cs_id_vector_get (self->rising, mirror (self, position));
}

/**
 * cs_list_rows_find:
 * @self: rows
 * @id: a post
 *
 * Returns: where it is, or %G_MAXUINT
 */
guint
cs_list_rows_find (CsListRows *self,
                   gint64      id)
{
  gboolean found;
  guint index;

  if (self->order == CS_POST_ORDER_QUEUE)
    return find_in_queue (self, id, 0);
  index = cs_id_vector_find (self->rising, id, &found);
  return found ? mirror (self, index) : NOWHERE;
}

/**
 * cs_list_rows_replace:
 * @self: rows
 * @order: how they are ordered from now on
 * @ids: (element-type gint64): the first of them
 *
 * Begins a new list.
 */
void
cs_list_rows_replace (CsListRows *self,
                      CsPostOrder order,
                      GArray     *ids)
{
  guint n_before = cs_list_rows_get_length (self);

  cs_id_vector_clear (self->rising);
  g_array_set_size (self->queue, 0);
  self->order = order;
  if (order == CS_POST_ORDER_QUEUE)
    g_array_append_vals (self->queue, ids->data, ids->len);
  else
    fill (self, ids);
  if (n_before > 0 || ids->len > 0)
    self->changed (0, n_before, cs_list_rows_get_length (self), self->user_data);
}

/**
 * cs_list_rows_append:
 * @self: rows that are ordered by id
 * @ids: (element-type gint64): what comes after the last
 */
void
cs_list_rows_append (CsListRows *self,
                     GArray     *ids)
{
  guint n_before = cs_id_vector_get_length (self->rising);
  guint added;

  fill (self, ids);
  added = cs_id_vector_get_length (self->rising) - n_before;
  if (added > 0)
    self->changed (n_before, 0, added, self->user_data);
}

/**
 * cs_list_rows_remove:
 * @self: rows that are ordered by id
 * @ids: posts that no longer belong
 *
 * One at a time: GTK 4.8 goes on showing rows of a range that was removed at once.
 */
void
cs_list_rows_remove (CsListRows *self,
                     CsIdVector *ids)
{
  guint n_ids = cs_id_vector_get_length (ids);

  for (guint i = 0; i < n_ids; i++) {
    gint64 id = cs_id_vector_get (ids, i);
    guint position = cs_list_rows_find (self, id);

    if (position == NOWHERE)
      continue;
    cs_id_vector_remove (self->rising, id);
    self->changed (position, 1, 0, self->user_data);
  }
}

/**
 * cs_list_rows_insert:
 * @self: rows that are ordered by id
 * @ids: posts that belong from now on
 */
void
cs_list_rows_insert (CsListRows *self,
                     CsIdVector *ids)
{
  guint n_ids = cs_id_vector_get_length (ids);

  for (guint i = 0; i < n_ids;)
    i += insert_run (self, ids, i);
}

/**
 * cs_list_rows_rearrange:
 * @self: rows in the order of the queue
 * @ids: (element-type gint64): as they are to be
 *
 * Moves as little as a person would expect to see moving.
 */
void
cs_list_rows_rearrange (CsListRows *self,
                        GArray     *ids)
{
  drop_missing (self, ids);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    guint at = find_in_queue (self, id, i);

    if (at == i)
      continue;
    /* The next one being right already, it is this row that goes down. */
    if (at == i + 1) {
      gint64 moved = g_array_index (self->queue, gint64, i);

      if (i + 1 >= ids->len || g_array_index (ids, gint64, i + 1) != moved) {
        remove_from_queue (self, i);
        continue;
      }
    }
    if (at != NOWHERE)
      remove_from_queue (self, at);
    g_array_insert_val (self->queue, i, id);
    self->changed (i, 0, 1, self->user_data);
  }
}
