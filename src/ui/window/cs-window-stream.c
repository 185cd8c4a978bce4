/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-stream-pane.h"
#include "cs-stream-tags.h"

static guint
count_hints (const CsEntry *entry,
             gpointer       desk)
{
  g_autoptr (GPtrArray) hints = cs_desk_find_hints (desk, entry);

  return hints->len;
}

static void
query_changed_cb (CsWindow *self)
{
  CsPostQuery query;

  cs_stream_pane_fill_query (CS_STREAM_PANE (self->stream_pane), &query);
  cs_post_list_set_query (self->stream, &query);
}

/* A row that is chosen opens; choosing none closes nothing. */
static void
selected_cb (CsWindow *self)
{
  gint64 post_id = cs_stream_view_get_selected_id (cs_stream_pane_get_view (CS_STREAM_PANE (self->stream_pane)));

  if (post_id != 0)
    cs_cursor_open (self->cursor, post_id);
}

static void
opened_cb (CsWindow *self)
{
  cs_stream_view_select (cs_stream_pane_get_view (CS_STREAM_PANE (self->stream_pane)), cs_cursor_get_id (self->cursor));
}

static void
cued_cb (CsWindow *self)
{
  CsPostItem *cued = cs_program_get_cued (cs_desk_get_program (self->desk));

  cs_stream_view_set_cued_id (cs_stream_pane_get_view (CS_STREAM_PANE (self->stream_pane)),
                              cued != NULL ? cs_post_item_get_id (cued) : 0);
}

/* What rows are marked for. */
static void
words_changed_cb (CsWindow *self)
{
  cs_stream_view_set_hint_count_func (cs_stream_pane_get_view (CS_STREAM_PANE (self->stream_pane)), count_hints,
                                      g_object_ref (self->desk), g_object_unref);
}

void
cs_window_fill_stream (CsWindow *self)
{
  CsStreamPane *pane = CS_STREAM_PANE (self->stream_pane);
  CsStreamView *view = cs_stream_pane_get_view (pane);
  g_autoptr (CsStreamTags) tags = cs_stream_tags_new (self->desk);
  CsPostQuery query;

  cs_stream_pane_fill_query (pane, &query);
  self->stream = cs_post_list_new (cs_desk_get_store (self->desk), &query);
  cs_stream_view_set_clock (view, cs_desk_get_clock (self->desk));
  cs_stream_view_set_picture_loader (view, self->loader);
  words_changed_cb (self);
  cs_stream_pane_set_model (pane, G_LIST_MODEL (self->stream));
  cs_stream_pane_set_tags (pane, G_LIST_MODEL (tags));
  g_object_bind_property (pane, "held", self->stream, "held", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->stream, "n-waiting", pane, "n-waiting", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (pane, "query-changed", G_CALLBACK (query_changed_cb), self);
  g_signal_connect_swapped (pane, "notify::selected-id", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->cursor, "notify::item", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (cs_desk_get_program (self->desk), "notify::cued", G_CALLBACK (cued_cb), self);
  g_signal_connect_swapped (self->desk, "notify::words", G_CALLBACK (words_changed_cb), self);
}

void
cs_window_drop_stream (CsWindow *self)
{
  CsStreamPane *pane = CS_STREAM_PANE (self->stream_pane);
  CsStreamView *view = cs_stream_pane_get_view (pane);

  g_signal_handlers_disconnect_by_func (pane, query_changed_cb, self);
  g_signal_handlers_disconnect_by_func (pane, selected_cb, self);
  g_signal_handlers_disconnect_by_func (self->cursor, opened_cb, self);
  g_signal_handlers_disconnect_by_func (cs_desk_get_program (self->desk), cued_cb, self);
  g_signal_handlers_disconnect_by_func (self->desk, words_changed_cb, self);
  cs_stream_view_select (view, 0);
  cs_stream_pane_set_model (pane, NULL);
  cs_stream_pane_set_tags (pane, NULL);
  cs_stream_view_set_hint_count_func (view, NULL, NULL, NULL);
  cs_stream_view_set_cued_id (view, 0);
  g_clear_object (&self->stream);
}
