/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-footage.h"

#include "cs-part-head.h"

/* Longer than any picture or piece of sound, and than the two are apart in a file. */
#define GAP_MS 1000
#define BACK_MS 2000
/* How long the last picture before a gap is shown when nobody says. */
#define LAST_MS 40

struct _CsFootage {
  GPtrArray *parts; /* file names */
  GCancellable *cancellable; /* (nullable) */
  guint n_begun;
  CsPart *part; /* (nullable): the last that was begun */
  CsPartHead head; /* of the first that has one */
  gint64 end_ms; /* up to where there is something, since the recording began */
  gint64 shift_ms; /* what is missing up to here */
  gint64 last_ms[CS_PART_N_TRACKS]; /* in the film; -1 before */
  gboolean jumped[CS_PART_N_TRACKS]; /* and nothing came after it yet */
  GArray *gaps; /* CsFootageGap */
  GPtrArray *damaged; /* file names */
};

static void
note_damage (CsFootage  *self,
             const char *path)
{
  g_ptr_array_add (self->damaged, g_strdup (path));
}

static const char *
get_path (CsFootage *self)
{
  return g_ptr_array_index (self->parts, self->n_begun - 1);
}

static gboolean
is_damaged (CsFootage *self)
{
  return self->damaged->len > 0 || cs_part_is_damaged (self->part);
}

static gboolean
begin_part (CsFootage *self)
{
  self->part = cs_part_open (g_ptr_array_index (self->parts, self->n_begun++), self->cancellable, NULL);
  if (self->part == NULL) {
    note_damage (self, get_path (self));
    return FALSE;
  }
  if (self->head.codec_data[0] == NULL && cs_part_get_head (self->part) != NULL)
    cs_part_head_copy (&self->head, cs_part_get_head (self->part));
  if (cs_part_get_head (self->part) == NULL)
    cs_part_set_head (self->part, &self->head);
  return TRUE;
}

static void
end_part (CsFootage *self)
{
  if (cs_part_is_damaged (self->part))
    note_damage (self, get_path (self));
  g_clear_pointer (&self->part, cs_part_free);
}

/* A time that was damaged itself leads away and back again: then nothing is missing. */
static void
jump (CsFootage *self,
      gint64     to_ms)
{
  const CsFootageGap gap = { self->end_ms, to_ms };

  if (gap.to_ms < gap.from_ms) {
    while (self->gaps->len > 0 && g_array_index (self->gaps, CsFootageGap, self->gaps->len - 1).to_ms > to_ms)
      g_array_set_size (self->gaps, self->gaps->len - 1);
  } else if (self->end_ms > 0 || is_damaged (self)) {
    g_array_append_val (self->gaps, gap);
  }
  self->shift_ms += to_ms - self->end_ms;
  self->end_ms = to_ms;
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    self->jumped[i] = TRUE;
}

static gint64
get_length_ms (CsFootage *self,
               guint      track)
{
  guint64 ns = self->head.durations_ns[track];

  return ns > 0 ? (ns + 999999) / 1000000 : LAST_MS;
}

/* Where it belongs in the film. Of two tracks the one may have gone on a little longer before a gap than the other: what
 * would come twice is left out. */
static gboolean
place (CsFootage   *self,
       CsPartBlock *block)
{
  gint64 ahead_ms = block->at_ms - self->end_ms;

  if (ahead_ms > GAP_MS || ahead_ms < -BACK_MS)
    jump (self, block->at_ms);
  self->end_ms = MAX (self->end_ms, block->at_ms + get_length_ms (self, block->track));
  block->at_ms = MAX (block->at_ms - self->shift_ms, 0);
  if (self->jumped[block->track] && block->at_ms <= self->last_ms[block->track])
    return FALSE;
  self->jumped[block->track] = FALSE;
  self->last_ms[block->track] = block->at_ms;
  return TRUE;
}

/**
 * cs_footage_new:
 * @parts: (element-type filename): the parts of a recording, in order
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full): what can be read of them
 */
CsFootage *
cs_footage_new (GPtrArray    *parts,
                GCancellable *cancellable)
{
  CsFootage *self = g_new0 (CsFootage, 1);

  self->parts = g_ptr_array_ref (parts);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    self->last_ms[i] = -1;
  self->gaps = g_array_new (FALSE, FALSE, sizeof (CsFootageGap));
  self->damaged = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * cs_footage_free:
 * @self: (transfer full): what can be read
 */
void
cs_footage_free (CsFootage *self)
{
  g_clear_pointer (&self->part, cs_part_free);
  cs_part_head_clear (&self->head);
  g_ptr_array_unref (self->parts);
  g_clear_object (&self->cancellable);
  g_array_unref (self->gaps);
  g_ptr_array_unref (self->damaged);
  g_free (self);
}

/**
 * cs_footage_look:
 * @self: what can be read, before its first block
 *
 * Looks for a part with a head, which those whose own is lost are read by. What comes through a pipe is not looked at: it
 * can be read only once.
 *
 * Returns: whether there may be anything to read
 */
gboolean
cs_footage_look (CsFootage *self)
{
  gboolean pipe = FALSE, found = FALSE;

  for (guint i = 0; i < self->parts->len && !found; i++) {
    const char *path = g_ptr_array_index (self->parts, i);
    g_autoptr (CsPart) part = NULL;
    CsPartBlock block;

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      pipe |= g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR);
      continue;
    }
    part = cs_part_open (path, self->cancellable, NULL);
    found = part != NULL && cs_part_get_head (part) != NULL && cs_part_next (part, &block);
    if (found)
      cs_part_head_copy (&self->head, cs_part_get_head (part));
  }
  return found || pipe;
}

/**
 * cs_footage_next:
 * @self: what can be read
 * @block: (out): what comes next, with its time in the film; its bytes are there until the next call
 *
 * Returns: whether there was anything more
 */
gboolean
cs_footage_next (CsFootage   *self,
                 CsPartBlock *block)
{
  while (self->part != NULL || self->n_begun < self->parts->len) {
    if (self->part == NULL && !begin_part (self))
      continue;
    while (cs_part_next (self->part, block))
      if (place (self, block))
        return TRUE;
    end_part (self);
  }
  return FALSE;
}

/**
 * cs_footage_get_head:
 * @self: what can be read
 *
 * Returns: (transfer none): what the decoders have to know; nothing before the first block if everything comes through pipes
 */
const CsPartHead *
cs_footage_get_head (CsFootage *self)
{
  return &self->head;
}

/**
 * cs_footage_get_gaps:
 * @self: what was read to its end
 *
 * Returns: (transfer none) (element-type CsFootageGap): what is missing
 */
GArray *
cs_footage_get_gaps (CsFootage *self)
{
  return self->gaps;
}

/**
 * cs_footage_get_damaged:
 * @self: what was read to its end
 *
 * Returns: (transfer none) (element-type filename): the parts of which not all could be read
 */
GPtrArray *
cs_footage_get_damaged (CsFootage *self)
{
  return self->damaged;
}
