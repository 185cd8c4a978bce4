/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-item.h"
#include "cs-stream-face.h"

G_BEGIN_DECLS

#define CS_TYPE_STREAM_ROW (cs_stream_row_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamRow, cs_stream_row, CS, STREAM_ROW, GtkWidget)

GtkWidget *cs_stream_row_new (const CsStreamContext *context) G_GNUC_WARN_UNUSED_RESULT;

CsPostItem *cs_stream_row_get_item (CsStreamRow *self);
void cs_stream_row_set_item (CsStreamRow *self,
                             CsPostItem  *item);
void cs_stream_row_set_place (CsStreamRow *self,
                              guint        position,
                              guint        n_rows);
gboolean cs_stream_row_get_selected (CsStreamRow *self);
void cs_stream_row_set_selected (CsStreamRow *self,
                                 gboolean     selected);
void cs_stream_row_refresh (CsStreamRow *self);
void cs_stream_row_update_age (CsStreamRow *self);
const char *cs_stream_row_get_label (CsStreamRow *self);
const char *cs_stream_row_get_body (CsStreamRow *self);

G_END_DECLS
