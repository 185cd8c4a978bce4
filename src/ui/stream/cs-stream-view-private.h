/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stream-geometry.h"
#include "cs-stream-row.h"
#include "cs-stream-view.h"

G_BEGIN_DECLS

/* The model is followed in two steps. items-changed only moves the three positions that matter (anchor,
 * selection, size), at once. Rows and scroll bar follow when the list settles: at the end of a frame's
 * update phase, after every scroll step, and at most ten times a second unless a person did something. */
struct _CsStreamView {
  GtkWidget parent_instance;

  GListModel *model;
  CsClock *clock;
  CsStreamContext context;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];

  CsStreamGeometry geometry; /* of the model as it is now */
  /* What stays where it is on screen: the top of the view is anchor_offset pixels below the top of this row. */
  guint anchor;
  double anchor_offset;
  gint64 anchor_id;
  double value; /* of the vertical adjustment, as last seen or set */
  gboolean at_newest;

  gint64 selected_id;
  CsPostItem *selected_item;
  guint selected_near; /* where the selected post was before it left the list, or CS_STREAM_NONE */

  GPtrArray *rows; /* on screen, from the top; owned as children */
  GPtrArray *spare;
  guint first; /* position of the first of them */
  GtkWidget *actions;
  int width; /* as last allocated */
  int height;

  gboolean dirty;
  gboolean urgent;
  gint64 settled_us; /* monotonic */
  guint settle_id;
  gulong update_handler;
  guint age_id;
};

/* cs-stream-view-rows.c */
void cs_stream_view_settle (CsStreamView *self);
void cs_stream_view_allocate_rows (CsStreamView *self,
                                   int           width);
CsStreamRow *cs_stream_view_get_selected_row (CsStreamView *self);
void cs_stream_view_drop_rows (CsStreamView *self);

/* cs-stream-view-model.c */
void cs_stream_view_model_changed (CsStreamView *self,
                                   guint         changed,
                                   guint         removed,
                                   guint         added);
guint cs_stream_view_find (CsStreamView *self,
                           gint64        post_id,
                           guint         from,
                           guint         n);
gint64 cs_stream_view_get_id (CsStreamView *self,
                              guint         position);

/* cs-stream-view-input.c */
void cs_stream_view_class_init_input (GtkWidgetClass *widget_class);
void cs_stream_view_init_input (CsStreamView *self);

/* cs-stream-view-pace.c */
void cs_stream_view_request_update (CsStreamView *self);
void cs_stream_view_queue_settle (CsStreamView *self,
                                  gboolean      urgent);
void cs_stream_view_start_pace (CsStreamView *self);
void cs_stream_view_stop_pace (CsStreamView *self);

/* cs-stream-view-looks.c */
void cs_stream_view_read_clock (CsStreamView *self);
void cs_stream_view_update_ages (CsStreamView *self);
void cs_stream_view_refresh_rows (CsStreamView *self);

/* cs-stream-view.c */
void cs_stream_view_set_at_newest (CsStreamView *self,
                                   gboolean      at_newest);

G_END_DECLS
