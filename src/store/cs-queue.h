/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* The order of approved posts. Private to the store, on its writing thread, in a transaction. */
gboolean cs_queue_enter (CsWriter *writer,
                         gint64    post_id,
                         gboolean  keeps_place,
                         GError  **error);
gboolean cs_queue_leave (CsWriter *writer,
                         gint64    post_id,
                         GError  **error);
gboolean cs_queue_move (CsWriter *writer,
                        gint64    post_id,
                        guint     position,
                        GError  **error);

G_END_DECLS
