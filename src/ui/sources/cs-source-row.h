/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One source in the list: how it is, how much it brought, and what can be done about it. */
#define CS_TYPE_SOURCE_ROW (cs_source_row_get_type ())
G_DECLARE_FINAL_TYPE (CsSourceRow, cs_source_row, CS, SOURCE_ROW, GtkListBoxRow)

GtkWidget *cs_source_row_new (CsSource *source) G_GNUC_WARN_UNUSED_RESULT;

CsSource *cs_source_row_get_source (CsSourceRow *self);
void cs_source_row_tick (CsSourceRow *self,
                         gint64       now_us);

G_END_DECLS
