/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-look.h"
#include "cs-post-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One approved post in the queue: state or place, name, text, who approved it, length. */
#define CS_TYPE_QUEUE_ROW (cs_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (CsQueueRow, cs_queue_row, CS, QUEUE_ROW, GtkWidget)

GtkWidget *cs_queue_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

CsPostItem *cs_queue_row_get_item (CsQueueRow *self);
void cs_queue_row_set_item (CsQueueRow *self,
                            CsPostItem *item,
                            guint       place);
void cs_queue_row_set_cued (CsQueueRow *self,
                            CsPostItem *cued);

void cs_queue_row_set_by_visible (CsQueueRow *self,
                                  gboolean    visible);

G_END_DECLS
