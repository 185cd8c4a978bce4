/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The approved posts in the order they air; rows move by pointer and by keyboard. */
#define CS_TYPE_QUEUE_VIEW (cs_queue_view_get_type ())
G_DECLARE_FINAL_TYPE (CsQueueView, cs_queue_view, CS, QUEUE_VIEW, GtkWidget)

void cs_queue_view_set_desk (CsQueueView *self,
                             CsDesk      *desk,
                             CsPostList  *queue);
CsPostItem *cs_queue_view_get_selected (CsQueueView *self);
void cs_queue_view_tick (CsQueueView *self);
void cs_queue_view_move_selected (CsQueueView *self,
                                  int          by);

G_END_DECLS
