/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_STREAM_FILTER (cs_stream_filter_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamFilter, cs_stream_filter, CS, STREAM_FILTER, GtkPopover)

void cs_stream_filter_fill_query (CsStreamFilter *self,
                                  CsPostQuery    *query);
gboolean cs_stream_filter_get_active (CsStreamFilter *self);
void cs_stream_filter_reset (CsStreamFilter *self);

G_END_DECLS
