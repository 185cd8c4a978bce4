/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"

G_BEGIN_DECLS

/* What is published of a draw once everything has been revealed. */
void cs_draw_export_async (CsDraw             *draw,
                           const char         *folder,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
gboolean cs_draw_export_finish (GAsyncResult *result,
                                GError      **error);

G_END_DECLS
