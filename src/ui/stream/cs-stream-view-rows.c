/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

#include "cs-stream-actions.h"

#include <math.h>

#define ACTIONS_Y 79
#define ACTIONS_HEIGHT 26

static int
get_height (CsStreamView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static CsStreamRow *
steal_row_of (GPtrArray  *rows,
              CsPostItem *item)
{
  for (guint i = 0; i < rows->len; i++)
    if (cs_stream_row_get_item (rows->pdata[i]) == item)
      return g_ptr_array_steal_index_fast (rows, i);
  return NULL;
}

/* A row that is used again must not take the keyboard with it to another post. */
static void
put_focus_on_view (CsStreamView *self,
                   CsStreamRow  *row)
{
  if (gtk_widget_is_focus (GTK_WIDGET (row)))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), GTK_WIDGET (self));
}

static CsStreamRow *
take_row (CsStreamView *self)
{
  GtkWidget *row;

  if (self->spare->len > 0)
    return g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
  row = cs_stream_row_new (&self->context);
  gtk_widget_insert_before (row, GTK_WIDGET (self), NULL);
  return CS_STREAM_ROW (row);
}

/* Rows that go from post to post on screen; what is left over keeps until more are needed. */
static void
recycle (CsStreamView *self,
         GPtrArray    *old)
{
  for (guint i = 0; i < old->len; i++) {
    put_focus_on_view (self, old->pdata[i]);
    g_ptr_array_add (self->spare, old->pdata[i]);
  }
}

static void
hide_spare (CsStreamView *self)
{
  for (guint i = 0; i < self->spare->len; i++) {
    cs_stream_row_set_item (self->spare->pdata[i], NULL);
    cs_stream_row_set_selected (self->spare->pdata[i], FALSE);
    gtk_widget_set_child_visible (self->spare->pdata[i], FALSE);
  }
}

/* Children in the order of the list, so that assistive technology reads them so. */
static void
put_in_order (CsStreamView *self)
{
  GtkWidget *previous = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];

    if (gtk_widget_get_prev_sibling (row) != previous)
      gtk_widget_insert_after (row, GTK_WIDGET (self), previous);
    previous = row;
    if (!cs_stream_row_get_selected (self->rows->pdata[i]))
      continue;
    if (gtk_widget_get_prev_sibling (self->actions) != row)
      gtk_widget_insert_after (self->actions, GTK_WIDGET (self), row);
    previous = self->actions;
  }
}

static guint
find_last (CsStreamView *self)
{
  /* Scrolling stops between pixels too: a row that begins within the last one counts. */
  return cs_stream_geometry_find (&self->geometry, self->value + get_height (self) - .01);
}

/* First the posts that have a row already, so that no row changes its post without need. */
static void
bind_rows (CsStreamView *self,
           guint         first,
           guint         last)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->rows);
  guint n = last - first + 1;
  g_autofree CsPostItem **items = g_new0 (CsPostItem *, n);

  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < n; i++) {
    items[i] = g_list_model_get_item (self->model, first + i);
    g_ptr_array_add (self->rows, steal_row_of (old, items[i]));
  }
  recycle (self, old);
  for (guint i = 0; i < n; i++) {
    if (self->rows->pdata[i] == NULL)
      self->rows->pdata[i] = take_row (self);
    cs_stream_row_set_item (self->rows->pdata[i], items[i]);
    cs_stream_row_set_place (self->rows->pdata[i], first + i, self->geometry.n_rows);
    cs_stream_row_set_selected (self->rows->pdata[i], first + i == self->geometry.tall);
    gtk_widget_set_child_visible (self->rows->pdata[i], TRUE);
    g_object_unref (items[i]);
  }
  self->first = first;
}

static void
bind_no_rows (CsStreamView *self)
{
  recycle (self, self->rows);
  g_ptr_array_set_size (self->rows, 0);
  self->first = CS_STREAM_NONE;
  self->anchor = 0;
  self->anchor_id = 0;
  self->anchor_offset = 0;
}

static gboolean
is_withdrawn (CsPostItem *item)
{
  CsEntry *entry = cs_post_item_get_entry (item);

  return entry == NULL || entry->withdrawn_us != 0;
}

static void
show_actions (CsStreamView *self)
{
  CsStreamRow *row = cs_stream_view_get_selected_row (self);
  int left = cs_stream_context_scale (&self->context, CS_STREAM_TEXT_LEFT);
  int right = cs_stream_context_scale (&self->context, CS_STREAM_EDGE);
  gboolean shown = row != NULL && !is_withdrawn (cs_stream_row_get_item (row));

  gtk_widget_set_child_visible (self->actions, shown);
  if (!shown)
    return;
  cs_stream_actions_set_post_id (CS_STREAM_ACTIONS (self->actions), self->selected_id);
  cs_stream_actions_fit (CS_STREAM_ACTIONS (self->actions),
                         gtk_widget_get_width (GTK_WIDGET (self)) - left - right);
}

/* The anchor is kept as the row that is at the top, whatever it was before. */
static void
normalise (CsStreamView *self)
{
  double most = MAX (cs_stream_geometry_get_height (&self->geometry) - get_height (self), 0);
  double top = 0;

  if (!self->at_newest)
    top = cs_stream_geometry_get_y (&self->geometry, self->anchor) + self->anchor_offset;
  top = CLAMP (top, 0, most);
  self->value = top;
  self->anchor = cs_stream_geometry_find (&self->geometry, top);
  if (self->anchor == CS_STREAM_NONE)
    return;
  self->anchor_offset = top - cs_stream_geometry_get_y (&self->geometry, self->anchor);
}

static void
configure_adjustment (CsStreamView *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double height = get_height (self);

  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, self->value, 0,
                              MAX (cs_stream_geometry_get_height (&self->geometry), height),
                              self->geometry.row_height, height * .9, height);
}

static void
return_focus (CsStreamView *self)
{
  CsStreamRow *row = cs_stream_view_get_selected_row (self);

  if (row != NULL && gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * cs_stream_view_settle:
 * @self: a view
 *
 * Makes rows and scroll bar follow the model, holding every row that stays where it is on screen.
 */
void
cs_stream_view_settle (CsStreamView *self)
{
  self->dirty = self->urgent = FALSE;
  self->settled_us = g_get_monotonic_time ();
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->geometry.row_height = cs_stream_context_scale (&self->context, CS_STREAM_ROW_HEIGHT);
  self->geometry.tall_height = cs_stream_context_scale (&self->context, CS_STREAM_TALL_HEIGHT);

  normalise (self);
  if (self->anchor == CS_STREAM_NONE || get_height (self) == 0)
    bind_no_rows (self);
  else
    bind_rows (self, self->anchor, find_last (self));
  hide_spare (self);
  if (self->rows->len > 0)
    self->anchor_id = cs_post_item_get_id (cs_stream_row_get_item (self->rows->pdata[0]));
  put_in_order (self);
  show_actions (self);
  configure_adjustment (self);
  return_focus (self);
}

/**
 * cs_stream_view_allocate_rows:
 * @self: a settled view
 * @width: its width in pixels
 */
void
cs_stream_view_allocate_rows (CsStreamView *self,
                              int           width)
{
  int left = cs_stream_context_scale (&self->context, CS_STREAM_TEXT_LEFT);
  int natural;

  for (guint i = 0; i < self->rows->len; i++) {
    guint position = self->first + i;
    GtkWidget *row = self->rows->pdata[i];
    GtkAllocation place = { 0, (int) floor (cs_stream_geometry_get_y (&self->geometry, position) - self->value + .5),
                            width, cs_stream_geometry_get_row_height (&self->geometry, position) };

    gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
    gtk_widget_size_allocate (row, &place, -1);
    if (position != self->geometry.tall || !gtk_widget_get_child_visible (self->actions))
      continue;
    gtk_widget_measure (self->actions, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
    gtk_widget_size_allocate (self->actions,
                              &(GtkAllocation){ left, place.y + cs_stream_context_scale (&self->context, ACTIONS_Y),
                                                natural,
                                                cs_stream_context_scale (&self->context, ACTIONS_HEIGHT) },
                              -1);
  }
}

/**
 * cs_stream_view_get_selected_row:
 * @self: a settled view
 *
 * Returns: (transfer none) (nullable): the selected post's row, when it is on screen
 */
CsStreamRow *
cs_stream_view_get_selected_row (CsStreamView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (cs_stream_row_get_selected (self->rows->pdata[i]))
      return self->rows->pdata[i];
  return NULL;
}

/**
 * cs_stream_view_drop_rows:
 * @self: a view
 *
 * Lets go of every row.
 */
void
cs_stream_view_drop_rows (CsStreamView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  for (guint i = 0; i < self->spare->len; i++)
    gtk_widget_unparent (self->spare->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->spare, 0);
}
