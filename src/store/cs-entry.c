/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-entry.h"

G_DEFINE_BOXED_TYPE (CsEntry, cs_entry, cs_entry_ref, cs_entry_unref)

static void
entry_clear (CsEntry *self)
{
  g_clear_pointer (&self->post, cs_post_unref);
  g_free (self->decided_by);
  g_free (self->reason);
  g_free (self->approved_text);
}

/**
 * cs_entry_new:
 * @id: the post's row in the show file
 * @post: its current version, sealed
 *
 * Returns: (transfer full): a new entry, incoming, to be filled in before it is shared
 */
CsEntry *
cs_entry_new (gint64  id,
              CsPost *post)
{
  CsEntry *self = g_atomic_rc_box_new0 (CsEntry);

  self->id = id;
  self->post = cs_post_ref (post);
  return self;
}

/**
 * cs_entry_copy:
 * @self: an entry
 *
 * Returns: (transfer full): a new entry that says the same, to be changed before it is shared
 */
CsEntry *
cs_entry_copy (const CsEntry *self)
{
  CsEntry *copy = g_atomic_rc_box_dup (sizeof *self, (gpointer) self);

  cs_post_ref (copy->post);
  copy->decided_by = g_strdup (self->decided_by);
  copy->reason = g_strdup (self->reason);
  copy->approved_text = g_strdup (self->approved_text);
  return copy;
}

/**
 * cs_entry_ref:
 * @self: an entry
 *
 * Returns: (transfer full): @self
 */
CsEntry *
cs_entry_ref (CsEntry *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_entry_unref:
 * @self: (transfer full): an entry
 */
void
cs_entry_unref (CsEntry *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) entry_clear);
}
