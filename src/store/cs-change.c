/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-change.h"

/* When the interface does not come round to hearing of changes, ids are kept and entries are not: a
 * flood must not pile up in memory. */
#define MAX_ENTRIES 4096

G_DEFINE_BOXED_TYPE (CsChange, cs_change, cs_change_ref, cs_change_unref)

static void
change_clear (CsChange *self)
{
  g_array_unref (self->inserted);
  g_array_unref (self->updated);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->accounts);
  g_array_unref (self->alikes);
}

/**
 * cs_change_new:
 *
 * Returns: (transfer full): a change that says that nothing has changed, to be filled in before it is
 *   shared
 */
CsChange *
cs_change_new (void)
{
  CsChange *self = g_atomic_rc_box_new0 (CsChange);

  self->inserted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->updated = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->complete = TRUE;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_entry_unref);
  self->accounts = g_array_new (FALSE, FALSE, sizeof (CsTouched));
  self->alikes = g_array_new (FALSE, FALSE, sizeof (CsTouched));
  return self;
}

/**
 * cs_change_ref:
 * @self: a change
 *
 * Returns: (transfer full): @self
 */
CsChange *
cs_change_ref (CsChange *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_change_unref:
 * @self: (transfer full): a change
 */
void
cs_change_unref (CsChange *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) change_clear);
}

/**
 * cs_change_is_empty:
 * @self: a change
 *
 * Returns: whether it says that nothing has changed
 */
gboolean
cs_change_is_empty (const CsChange *self)
{
  return self->inserted->len == 0 && self->updated->len == 0 && self->accounts->len == 0 &&
         self->alikes->len == 0 && !self->queue && !self->rundown && !self->airings;
}

/**
 * cs_change_drop_entries:
 * @self: a change that nobody else knows yet
 *
 * Keeps only which posts have changed.
 */
void
cs_change_drop_entries (CsChange *self)
{
  self->complete = FALSE;
  g_ptr_array_set_size (self->entries, 0);
}

/**
 * cs_change_add:
 * @self: a change that nobody else knows yet
 * @later: what happened next
 *
 * Makes one notice of two.
 */
void
cs_change_add (CsChange       *self,
               const CsChange *later)
{
  self->serial = later->serial;
  self->counts = later->counts;
  self->queue |= later->queue;
  self->rundown |= later->rundown;
  self->airings |= later->airings;
  g_array_append_vals (self->inserted, later->inserted->data, later->inserted->len);
  g_array_append_vals (self->updated, later->updated->data, later->updated->len);
  g_array_append_vals (self->accounts, later->accounts->data, later->accounts->len);
  g_array_append_vals (self->alikes, later->alikes->data, later->alikes->len);
  if (!later->complete || self->entries->len + later->entries->len > MAX_ENTRIES)
    cs_change_drop_entries (self);
  for (guint i = 0; self->complete && i < later->entries->len; i++)
    g_ptr_array_add (self->entries, cs_entry_ref (later->entries->pdata[i]));
}
