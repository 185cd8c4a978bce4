/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown-view-private.h"

#include "cs-queue-row.h"
#include "cs-slot-row.h"

static CsRundownView *
find_view (GtkWidget *row)
{
  return CS_RUNDOWN_VIEW (gtk_widget_get_ancestor (row, CS_TYPE_RUNDOWN_VIEW));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkWidget     *row)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, icon, x, y);
  if (CS_IS_SLOT_ROW (row))
    return gdk_content_provider_new_typed (CS_TYPE_SLOT, cs_slot_row_get_slot (CS_SLOT_ROW (row)));
  return gdk_content_provider_new_typed (CS_TYPE_POST_ITEM, cs_queue_row_get_item (CS_QUEUE_ROW (row)));
}

static void
drop_slot (CsRundownView *self,
           GtkWidget     *row,
           CsSlot        *dragged)
{
  CsSlot *under = CS_IS_SLOT_ROW (row) ? cs_slot_row_get_slot (CS_SLOT_ROW (row))
                                       : cs_rundown_find_slot_of (self->rundown,
                                                                  cs_post_item_get_id (cs_queue_row_get_item (CS_QUEUE_ROW (row))));
  guint position = under != NULL ? cs_rundown_find_position (self->rundown, under) : G_MAXUINT;

  if (position != G_MAXUINT && under != dragged)
    cs_rundown_view_move_slot (self, dragged, position);
}

/* On the head of a session: at its end. On a post: before it, or after it when the pointer is in its lower half. */
static void
drop_post (CsRundownView *self,
           GtkWidget     *row,
           CsPostItem    *dragged,
           gboolean       below)
{
  gint64 dragged_id = cs_post_item_get_id (dragged);
  gint64 under_id;
  CsSlot *slot;
  guint from, position;

  if (CS_IS_SLOT_ROW (row)) {
    cs_rundown_view_plan (self, dragged_id, cs_slot_row_get_slot (CS_SLOT_ROW (row)), G_MAXUINT - 1);
    return;
  }
  under_id = cs_post_item_get_id (cs_queue_row_get_item (CS_QUEUE_ROW (row)));
  slot = cs_rundown_find_slot_of (self->rundown, under_id);
  if (slot == NULL || under_id == dragged_id)
    return;
  from = cs_slot_find (slot, dragged_id);
  position = cs_slot_find (slot, under_id) + (below ? 1 : 0);
  if (from != G_MAXUINT && from < position)
    position--;
  cs_rundown_view_plan (self, dragged_id, slot, position);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *row)
{
  CsRundownView *self = find_view (row);

  if (self == NULL || self->desk == NULL)
    return FALSE;
  if (G_VALUE_HOLDS (value, CS_TYPE_SLOT))
    drop_slot (self, row, g_value_get_object (value));
  else
    drop_post (self, row, g_value_get_object (value), y > gtk_widget_get_height (row) / 2.0);
  return TRUE;
}

void
cs_rundown_view_add_drag (GtkWidget *row)
{
  GType types[] = { CS_TYPE_POST_ITEM, CS_TYPE_SLOT };
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}
