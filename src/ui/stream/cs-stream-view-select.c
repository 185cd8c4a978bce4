/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

/* Where the row is on screen now, or where it would be if it were scrolled in from its side. */
static double
get_screen_y (CsStreamView *self,
              guint         position)
{
  double top = cs_stream_geometry_get_y (&self->geometry, self->anchor) + self->anchor_offset;

  return cs_stream_geometry_get_y (&self->geometry, position) - top;
}

/* Keeps the row where it is, or scrolls as little as shows it whole and half of its neighbours. */
static void
scroll_to (CsStreamView *self,
           guint         position,
           double        screen_y)
{
  int height = cs_stream_geometry_get_row_height (&self->geometry, position);
  double margin = self->geometry.row_height / 2.;
  double most = gtk_widget_get_height (GTK_WIDGET (self)) - height - margin;

  screen_y = MAX (MIN (screen_y, most), position > 0 ? margin : 0);
  self->anchor = position;
  self->anchor_offset = -screen_y;
  cs_stream_view_set_at_newest (self, cs_stream_geometry_get_y (&self->geometry, position) - screen_y < 1);
}

static void
set_selected (CsStreamView *self,
              gint64        post_id,
              guint         position)
{
  double screen_y = position != CS_STREAM_NONE ? get_screen_y (self, position) : 0;

  self->selected_id = post_id;
  self->selected_near = CS_STREAM_NONE;
  self->geometry.tall = position;
  g_clear_object (&self->selected_item);
  if (position != CS_STREAM_NONE) {
    self->selected_item = g_list_model_get_item (self->model, position);
    scroll_to (self, position, screen_y);
  }
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), GTK_WIDGET (self));
  cs_stream_view_queue_settle (self, TRUE);
  g_object_notify (G_OBJECT (self), "selected-id");
}

/**
 * cs_stream_view_get_selected_id:
 * @self: a view
 *
 * Returns: the selected post, or 0
 */
gint64
cs_stream_view_get_selected_id (CsStreamView *self)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), 0);

  return self->selected_id;
}

/**
 * cs_stream_view_get_selected_item:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the selected post, also when it has left the list since; none when
 *   it never was in it
 */
CsPostItem *
cs_stream_view_get_selected_item (CsStreamView *self)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), NULL);

  return self->selected_item;
}

/**
 * cs_stream_view_select:
 * @self: a view
 * @post_id: the post to select, or 0 for none
 *
 * Selects a post wherever it is, and shows its row when it has one.
 */
void
cs_stream_view_select (CsStreamView *self,
                       gint64        post_id)
{
  guint position = CS_STREAM_NONE;

  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (self->selected_id == post_id)
    return;
  if (post_id != 0)
    position = cs_stream_view_find (self, post_id, 0, self->geometry.n_rows);
  set_selected (self, post_id, position);
}

/**
 * cs_stream_view_select_by:
 * @self: a view
 * @n_rows: how many rows down, or up when negative
 *
 * Selects another post, counted from the selected one, or from where it was; when there is none, the first
 * one on screen.
 *
 * Returns: whether another post is selected now
 */
gboolean
cs_stream_view_select_by (CsStreamView *self,
                          int           n_rows)
{
  gint64 position;

  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), FALSE);

  if (self->geometry.n_rows == 0 || n_rows == 0)
    return FALSE;
  if (self->geometry.tall != CS_STREAM_NONE)
    position = (gint64) self->geometry.tall + n_rows;
  else if (self->selected_near != CS_STREAM_NONE)
    position = (gint64) self->selected_near + n_rows - (n_rows > 0);
  else
    position = self->anchor + (self->anchor_offset > 0 && n_rows > 0);
  position = CLAMP (position, 0, (gint64) self->geometry.n_rows - 1);
  if (position == self->geometry.tall)
    return FALSE;
  set_selected (self, cs_stream_view_get_id (self, position), position);
  return TRUE;
}

/**
 * cs_stream_view_go_to_newest:
 * @self: a view
 *
 * Scrolls to the top and follows new posts from there.
 */
void
cs_stream_view_go_to_newest (CsStreamView *self)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  cs_stream_view_set_at_newest (self, TRUE);
  cs_stream_view_queue_settle (self, TRUE);
}

/**
 * cs_stream_view_get_id_at:
 * @self: a view
 * @y: pixels from the top of the view
 * @row_y: (out) (optional): where the row begins, in the same pixels
 *
 * Returns: the post whose row is drawn there, or 0
 */
gint64
cs_stream_view_get_id_at (CsStreamView *self,
                          double        y,
                          double       *row_y)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), 0);

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];
    graphene_rect_t bounds;

    if (!gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds) || y < bounds.origin.y ||
        y >= bounds.origin.y + bounds.size.height)
      continue;
    if (row_y != NULL)
      *row_y = bounds.origin.y;
    return cs_post_item_get_id (cs_stream_row_get_item (self->rows->pdata[i]));
  }
  return 0;
}
