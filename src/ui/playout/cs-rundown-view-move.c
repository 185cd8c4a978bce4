/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown-view-private.h"

#include "cs-store-rundown.h"

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsRundownView) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_change_rundown_finish (CS_STORE (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
}

/* @position: from 0, as if the post were not there yet */
void
cs_rundown_view_plan (CsRundownView *self,
                      gint64         post_id,
                      CsSlot        *slot,
                      guint          position)
{
  cs_store_plan_async (cs_desk_get_store (self->desk), post_id, cs_slot_get_id (slot), position + 1, NULL, moved_cb,
                       g_object_ref (self));
}

void
cs_rundown_view_move_slot (CsRundownView *self,
                           CsSlot        *slot,
                           guint          position)
{
  cs_store_move_slot_async (cs_desk_get_store (self->desk), cs_slot_get_id (slot), position + 1, NULL, moved_cb,
                            g_object_ref (self));
}

static void
step_slot (CsRundownView *self,
           CsSlot        *slot,
           int            by)
{
  guint position = cs_rundown_find_position (self->rundown, slot);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rundown));

  if (position != G_MAXUINT && (by > 0 ? position + 1 < n : position > 0))
    cs_rundown_view_move_slot (self, slot, position + by);
}

/* Out at one end of a session is into the next one at the near end. */
static void
step_post (CsRundownView *self,
           CsPostItem    *item,
           int            by)
{
  gint64 post_id = cs_post_item_get_id (item);
  CsSlot *slot = cs_rundown_find_slot_of (self->rundown, post_id);
  guint position = slot != NULL ? cs_slot_find (slot, post_id) : G_MAXUINT;
  g_autoptr (CsSlot) neighbour = NULL;

  if (position == G_MAXUINT)
    return;
  if (by > 0 ? position + 1 < g_list_model_get_n_items (G_LIST_MODEL (slot)) : position > 0) {
    cs_rundown_view_plan (self, post_id, slot, position + by);
    return;
  }
  /* Beyond either end there is none. */
  neighbour = g_list_model_get_item (G_LIST_MODEL (self->rundown), cs_rundown_find_position (self->rundown, slot) + by);
  if (neighbour != NULL)
    cs_rundown_view_plan (self, post_id, neighbour, by > 0 ? 0 : g_list_model_get_n_items (G_LIST_MODEL (neighbour)));
}

/**
 * cs_rundown_view_move_selected:
 * @self: a rundown view
 * @by: 1 for down, -1 for up
 *
 * Moves the selected session, or the selected post by one place, if need be into the neighbouring session.
 */
void
cs_rundown_view_move_selected (CsRundownView *self,
                               int            by)
{
  CsSlot *slot;
  CsPostItem *item;

  g_return_if_fail (CS_IS_RUNDOWN_VIEW (self));

  slot = cs_rundown_view_get_selected_slot (self);
  item = cs_rundown_view_get_selected (self);
  if (slot != NULL)
    step_slot (self, slot, by);
  else if (item != NULL)
    step_post (self, item, by);
}
