/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown-view-private.h"

#include "cs-queue-row.h"
#include "cs-slot-row.h"

/* A person's choice goes first. In a card only the current session is open. */
gboolean
cs_rundown_view_is_folded (CsRundownView *self,
                           CsSlot        *slot)
{
  gint64 id = cs_slot_get_id (slot);
  gpointer chosen;

  if (g_hash_table_lookup_extended (self->folds, &id, NULL, &chosen))
    return GPOINTER_TO_INT (chosen);
  return self->card && slot != cs_rundown_get_current (self->rundown);
}

static void
add_slot (CsRundownView *self,
          CsSlot        *slot,
          GPtrArray     *objects)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (slot));

  g_ptr_array_add (objects, g_object_ref (slot));
  for (guint i = 0; i < n && !cs_rundown_view_is_folded (self, slot); i++)
    g_ptr_array_add (objects, g_list_model_get_item (G_LIST_MODEL (slot), i));
}

/* A card leaves out what is over. */
static GPtrArray *
list_objects (CsRundownView *self)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *slots = G_LIST_MODEL (self->rundown);
  CsSlot *current = cs_rundown_get_current (self->rundown);
  guint first = self->card && current != NULL ? cs_rundown_find_position (self->rundown, current) : 0;

  for (guint i = first; i < g_list_model_get_n_items (slots); i++) {
    g_autoptr (CsSlot) slot = g_list_model_get_item (slots, i);

    add_slot (self, slot, objects);
  }
  return objects;
}

static gboolean
is_at (CsRundownView *self,
       guint          position,
       gpointer       object)
{
  g_autoptr (GObject) found = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  return found == object;
}

/* Rows that stay are left alone: they have the focus, or a drag begins on them. */
static void
splice (CsRundownView *self,
        GPtrArray     *objects)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint same = 0;
  guint tail = 0;

  while (same < n_before && same < objects->len && is_at (self, same, objects->pdata[same]))
    same++;
  while (tail < n_before - same && tail < objects->len - same &&
         is_at (self, n_before - 1 - tail, objects->pdata[objects->len - 1 - tail]))
    tail++;
  if (n_before - tail > same || objects->len - tail > same)
    g_list_store_splice (self->rows, same, n_before - tail - same, objects->pdata + same, objects->len - tail - same);
}

static GObject *
get_selected (CsRundownView *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  return row != NULL ? g_list_model_get_item (G_LIST_MODEL (self->rows), gtk_list_box_row_get_index (row)) : NULL;
}

/* What was moved stays selected, and keeps the focus if it had it. */
static void
select_again (CsRundownView *self,
              GObject       *object,
              gboolean       focus)
{
  GtkListBoxRow *row;
  guint position;

  if (object == NULL || !g_list_store_find (self->rows, object, &position))
    return;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), position);
  if (!gtk_list_box_row_is_selected (row))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
has_focus (CsRundownView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->list);
}

void
cs_rundown_view_fill (CsRundownView *self)
{
  g_autoptr (GPtrArray) objects = list_objects (self);
  g_autoptr (GObject) selected = get_selected (self);
  gboolean focus = has_focus (self);

  self->filling = TRUE;
  splice (self, objects);
  self->filling = FALSE;
  select_again (self, selected, focus);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), objects->len > 0 ? "list" : "empty");
  cs_rundown_view_update_rows (self);
}

static void
update_slot_row (CsRundownView *self,
                 GtkListBoxRow *list_row,
                 CsSlotRow     *row)
{
  CsSlot *slot = cs_slot_row_get_slot (row);

  cs_slot_row_set_folded (row, cs_rundown_view_is_folded (self, slot));
  cs_slot_row_set_current (row, !self->card && slot == cs_rundown_get_current (self->rundown));
  cs_slot_row_set_selected (row, !self->card && gtk_list_box_row_is_selected (list_row));
}

static void
update_post_row (CsRundownView *self,
                 CsQueueRow    *row,
                 CsPostItem    *item,
                 guint          place)
{
  cs_queue_row_set_item (row, item, place);
  cs_queue_row_set_cued (row, cs_program_get_cued (cs_desk_get_program (self->desk)));
}

/* Places shift when a row comes or goes, and the rows that stay are not made anew. */
void
cs_rundown_view_update_rows (CsRundownView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint place = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
    GtkListBoxRow *list_row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);
    GtkWidget *row = gtk_list_box_row_get_child (list_row);

    if (CS_IS_SLOT (object)) {
      update_slot_row (self, list_row, CS_SLOT_ROW (row));
      place = 0;
    } else {
      update_post_row (self, CS_QUEUE_ROW (row), CS_POST_ITEM (object), ++place);
    }
  }
}
