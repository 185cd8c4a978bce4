/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

#include "cs-post-list.h"

/* When the anchor is gone, the first row after the changed ones keeps its place on screen; when it was not
 * on screen either, nothing that was is left, and it comes to the top. */
static void
anchor_after (CsStreamView           *self,
              const CsStreamGeometry *before,
              guint                   changed,
              guint                   removed,
              guint                   added)
{
  double top = cs_stream_geometry_get_y (before, self->anchor) + self->anchor_offset;
  double screen_y = cs_stream_geometry_get_y (before, changed + removed) - top;

  self->anchor = changed + added;
  self->anchor_offset = screen_y < gtk_widget_get_height (GTK_WIDGET (self)) ? -screen_y : 0;
}

static void
move_anchor (CsStreamView           *self,
             const CsStreamGeometry *before,
             guint                   changed,
             guint                   removed,
             guint                   added)
{
  gboolean gone;
  guint moved = cs_stream_geometry_move (self->anchor, changed, removed, added, &gone);

  if (gone)
    moved = cs_stream_view_find (self, self->anchor_id, changed, added);
  if (moved == CS_STREAM_NONE)
    anchor_after (self, before, changed, removed, added);
  else
    self->anchor = moved;
}

static void
move_selection (CsStreamView *self,
                guint         changed,
                guint         removed,
                guint         added)
{
  guint tall = self->geometry.tall;
  gboolean gone;

  self->geometry.tall = cs_stream_geometry_move (tall, changed, removed, added, &gone);
  if (gone || (tall == CS_STREAM_NONE && self->selected_id != 0 && added > 0))
    self->geometry.tall = cs_stream_view_find (self, self->selected_id, changed, added);
  if (self->geometry.tall != CS_STREAM_NONE)
    self->selected_near = CS_STREAM_NONE;
  else if (gone)
    self->selected_near = changed;
  else
    self->selected_near = cs_stream_geometry_move (self->selected_near, changed, removed, added, &gone);
}

/**
 * cs_stream_view_model_changed:
 * @self: a view
 * @changed: where the model changed
 * @removed: how many items were removed there
 * @added: how many items were put in their place
 *
 * Keeps anchor and selection on their posts; the rows follow when the view settles.
 */
void
cs_stream_view_model_changed (CsStreamView *self,
                              guint         changed,
                              guint         removed,
                              guint         added)
{
  CsStreamGeometry before = self->geometry;

  self->geometry.n_rows = before.n_rows - removed + added;
  move_anchor (self, &before, changed, removed, added);
  move_selection (self, changed, removed, added);
}

/**
 * cs_stream_view_find:
 * @self: a view
 * @post_id: a post
 * @from: where to look first
 * @n: how many positions to look at
 *
 * Returns: the post's position, or %CS_STREAM_NONE
 */
guint
cs_stream_view_find (CsStreamView *self,
                     gint64        post_id,
                     guint         from,
                     guint         n)
{
  guint found;

  if (CS_IS_POST_LIST (self->model)) {
    found = cs_post_list_find (CS_POST_LIST (self->model), post_id);
    return found >= from && found - from < n ? found : CS_STREAM_NONE;
  }
  for (guint i = 0; i < n; i++)
    if (cs_stream_view_get_id (self, from + i) == post_id)
      return from + i;
  return CS_STREAM_NONE;
}

/**
 * cs_stream_view_get_id:
 * @self: a view
 * @position: a position
 *
 * Returns: the post there, or 0
 */
gint64
cs_stream_view_get_id (CsStreamView *self,
                       guint         position)
{
  g_autoptr (CsPostItem) item = NULL;

  if (CS_IS_POST_LIST (self->model))
    return cs_post_list_get_id (CS_POST_LIST (self->model), position);
  if (self->model != NULL)
    item = g_list_model_get_item (self->model, position);
  return item != NULL ? cs_post_item_get_id (item) : 0;
}
