/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-list.h"
#include "cs-stream-view.h"

G_BEGIN_DECLS

/* The left pane: hashtags, search, filters, the line that says whether the list is held, and the posts.
 * It asks for a query and for the list to be held; who gives it its list answers. */
#define CS_TYPE_STREAM_PANE (cs_stream_pane_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamPane, cs_stream_pane, CS, STREAM_PANE, GtkWidget)

GtkWidget *cs_stream_pane_new (void) G_GNUC_WARN_UNUSED_RESULT;

CsStreamView *cs_stream_pane_get_view (CsStreamPane *self);
void cs_stream_pane_set_model (CsStreamPane *self,
                               GListModel   *model);
void cs_stream_pane_set_tags (CsStreamPane *self,
                              GListModel   *tags);

gboolean cs_stream_pane_get_held (CsStreamPane *self);
void cs_stream_pane_set_n_waiting (CsStreamPane *self,
                                   guint         n_waiting);
void cs_stream_pane_fill_query (CsStreamPane *self,
                                CsPostQuery  *query);

void cs_stream_pane_release (CsStreamPane *self);
void cs_stream_pane_search (CsStreamPane *self);

G_END_DECLS
