/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-id-vector.h"

#include <string.h>

#define BLOCK 1024

/* Between @first and the last id of a block nothing is missing when @ids is NULL. */
typedef struct {
  gint64 first;
  guint n;
  gint64 *ids; /* (nullable): BLOCK of room */
} Block;

struct _CsIdVector {
  GArray *blocks; /* of Block, none empty, rising */
  guint length;

  /* Where the last look was: neighbours are asked for one after the other. */
  guint seen_block;
  guint seen_before; /* ids in the blocks before it */
};

static void
block_clear (gpointer data)
{
  Block *block = data;

  g_free (block->ids);
}

static Block *
block_at (CsIdVector *self,
          guint       index)
{
  return &g_array_index (self->blocks, Block, index);
}

static gint64
block_get (const Block *block,
           guint        offset)
{
  return block->ids != NULL ? block->ids[offset] : block->first + offset;
}

static gint64
block_last (const Block *block)
{
  return block_get (block, block->n - 1);
}

/* The first offset whose id is not below @id. */
static guint
block_search (const Block *block,
              gint64       id)
{
  guint low = 0, high = block->n;

  if (id <= block->first)
    return 0;
  if (block->ids == NULL)
    return MIN (id - block->first, block->n);
  while (low < high) {
    guint middle = (low + high) / 2;

    if (block->ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
block_expand (Block *block)
{
  if (block->ids != NULL)
    return;
  block->ids = g_new (gint64, BLOCK);
  for (guint i = 0; i < block->n; i++)
    block->ids[i] = block->first + i;
}

static void
block_pack (Block *block)
{
  if (block->n > 0)
    block->first = block_get (block, 0);
  if (block->ids != NULL && block->n > 0 && block_last (block) - block->first == block->n - 1)
    g_clear_pointer (&block->ids, g_free);
}

/* The first block whose last id is not below @id; the number of blocks when there is none. */
static guint
search_block (CsIdVector *self,
              gint64      id)
{
  guint low = 0, high = self->blocks->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (block_last (block_at (self, middle)) < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static guint
count_before (CsIdVector *self,
              guint       index)
{
  guint before = index >= self->seen_block ? self->seen_before : 0;
  guint i = index >= self->seen_block ? self->seen_block : 0;

  for (; i < index; i++)
    before += block_at (self, i)->n;
  self->seen_block = index;
  self->seen_before = before;
  return before;
}

static void
forget_seen (CsIdVector *self)
{
  self->seen_block = 0;
  self->seen_before = 0;
}

static void
split_block (CsIdVector *self,
             guint       index)
{
  Block *block = block_at (self, index);
  guint half = block->n / 2;
  Block second = { .first = block_get (block, half), .n = block->n - half };

  if (block->ids != NULL) {
    second.ids = g_new (gint64, BLOCK);
    memcpy (second.ids, block->ids + half, second.n * sizeof (gint64));
  }
  block->n = half;
  block_pack (block);
  block_pack (&second);
  g_array_insert_val (self->blocks, index + 1, second);
}

static void
insert_into (CsIdVector *self,
             guint       index,
             guint       offset,
             gint64      id)
{
  Block *block = block_at (self, index);

  if (block->ids == NULL && id == block->first + block->n) {
    block->n++;
    return;
  }
  if (block->ids == NULL && id == block->first - 1) {
    block->first--;
    block->n++;
    return;
  }
  block_expand (block);
  memmove (block->ids + offset + 1, block->ids + offset, (block->n - offset) * sizeof (gint64));
  block->ids[offset] = id;
  block->n++;
  block_pack (block);
}

/* A run may not grow without bound: a hole in it would have to be written out. */
static guint
make_room (CsIdVector *self,
           guint       index,
           gint64      id)
{
  Block fresh = { .first = id, .n = 0 };

  if (index == self->blocks->len && (index == 0 || block_at (self, index - 1)->n == BLOCK)) {
    g_array_append_val (self->blocks, fresh);
    return index;
  }
  if (index == self->blocks->len)
    return index - 1;
  if (index == 0 && block_at (self, 0)->n == BLOCK && id < block_at (self, 0)->first) {
    g_array_prepend_val (self->blocks, fresh);
    return 0;
  }
  if (block_at (self, index)->n == BLOCK) {
    split_block (self, index);
    if (id > block_last (block_at (self, index)))
      index++;
  }
  return index;
}

/**
 * cs_id_vector_new:
 *
 * Returns: (transfer full): an empty vector
 */
CsIdVector *
cs_id_vector_new (void)
{
  CsIdVector *self = g_new0 (CsIdVector, 1);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);
  return self;
}

/**
 * cs_id_vector_free:
 * @self: (transfer full): a vector
 */
void
cs_id_vector_free (CsIdVector *self)
{
  g_array_unref (self->blocks);
  g_free (self);
}

/**
 * cs_id_vector_get_length:
 * @self: a vector
 *
 * Returns: how many ids are in it
 */
guint
cs_id_vector_get_length (CsIdVector *self)
{
  return self->length;
}

/**
 * cs_id_vector_get:
 * @self: a vector
 * @position: from 0, below the length
 *
 * Returns: the id there
 */
gint64
cs_id_vector_get (CsIdVector *self,
                  guint       position)
{
  guint index = position >= self->seen_before ? self->seen_block : 0;
  guint before = position >= self->seen_before ? self->seen_before : 0;

  g_return_val_if_fail (position < self->length, 0);

  for (; position - before >= block_at (self, index)->n; index++)
    before += block_at (self, index)->n;
  self->seen_block = index;
  self->seen_before = before;
  return block_get (block_at (self, index), position - before);
}

/**
 * cs_id_vector_find:
 * @self: a vector
 * @id: an id
 * @found: (out) (optional): whether it is in the vector
 *
 * Returns: its position, or the one that it would have
 */
guint
cs_id_vector_find (CsIdVector *self,
                   gint64      id,
                   gboolean   *found)
{
  guint index = search_block (self, id);
  gboolean is_there = FALSE;
  guint offset = 0;

  if (index < self->blocks->len) {
    offset = block_search (block_at (self, index), id);
    is_there = block_get (block_at (self, index), offset) == id;
  }
  if (found != NULL)
    *found = is_there;
  return index < self->blocks->len ? count_before (self, index) + offset : self->length;
}

/**
 * cs_id_vector_insert:
 * @self: a vector
 * @id: an id
 *
 * Returns: whether it was not in the vector before
 */
gboolean
cs_id_vector_insert (CsIdVector *self,
                     gint64      id)
{
  guint index = search_block (self, id);
  guint offset;

  if (index < self->blocks->len) {
    offset = block_search (block_at (self, index), id);
    if (block_get (block_at (self, index), offset) == id)
      return FALSE;
  }
  forget_seen (self);
  index = make_room (self, index, id);
  offset = block_at (self, index)->n > 0 ? block_search (block_at (self, index), id) : 0;
  insert_into (self, index, offset, id);
  self->length++;
  return TRUE;
}

/**
 * cs_id_vector_remove:
 * @self: a vector
 * @id: an id
 *
 * Returns: whether it was in the vector
 */
gboolean
cs_id_vector_remove (CsIdVector *self,
                     gint64      id)
{
  guint index = search_block (self, id);
  Block *block;
  guint offset;

  if (index == self->blocks->len)
    return FALSE;
  block = block_at (self, index);
  offset = block_search (block, id);
  if (block_get (block, offset) != id)
    return FALSE;
  forget_seen (self);
  self->length--;
  if (block->n == 1) {
    g_array_remove_index (self->blocks, index);
    return TRUE;
  }
  block_expand (block);
  memmove (block->ids + offset, block->ids + offset + 1, (block->n - offset - 1) * sizeof (gint64));
  block->n--;
  block_pack (block);
  return TRUE;
}

/**
 * cs_id_vector_clear:
 * @self: a vector
 *
 * Empties it.
 */
void
cs_id_vector_clear (CsIdVector *self)
{
  forget_seen (self);
  g_array_set_size (self->blocks, 0);
  self->length = 0;
}

/**
 * cs_id_vector_get_size:
 * @self: a vector
 *
 * Returns: how many bytes it takes
 */
gsize
cs_id_vector_get_size (CsIdVector *self)
{
  gsize size = sizeof *self + self->blocks->len * sizeof (Block);

  for (guint i = 0; i < self->blocks->len; i++)
    if (block_at (self, i)->ids != NULL)
      size += BLOCK * sizeof (gint64);
  return size;
}
