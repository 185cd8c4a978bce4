/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-post-item.h"
#include "cs-stream-context.h"

G_BEGIN_DECLS

#define CS_TYPE_STREAM_VIEW (cs_stream_view_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamView, cs_stream_view, CS, STREAM_VIEW, GtkWidget)

GtkWidget *cs_stream_view_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_stream_view_set_clock (CsStreamView *self,
                               CsClock      *clock);
GListModel *cs_stream_view_get_model (CsStreamView *self);
void cs_stream_view_set_model (CsStreamView *self,
                               GListModel   *model);
void cs_stream_view_set_picture_loader (CsStreamView    *self,
                                        CsPictureLoader *loader);
void cs_stream_view_set_hint_count_func (CsStreamView   *self,
                                         CsHintCountFunc func,
                                         gpointer        user_data,
                                         GDestroyNotify  destroy);
void cs_stream_view_set_cued_id (CsStreamView *self,
                                 gint64        post_id);

gint64 cs_stream_view_get_selected_id (CsStreamView *self);
CsPostItem *cs_stream_view_get_selected_item (CsStreamView *self);
void cs_stream_view_select (CsStreamView *self,
                            gint64        post_id);
gboolean cs_stream_view_select_by (CsStreamView *self,
                                   int           n_rows);
gboolean cs_stream_view_get_at_newest (CsStreamView *self);
void cs_stream_view_go_to_newest (CsStreamView *self);

gint64 cs_stream_view_get_id_at (CsStreamView *self,
                                 double        y,
                                 double       *row_y);
guint cs_stream_view_count_rows (CsStreamView *self);

G_END_DECLS
