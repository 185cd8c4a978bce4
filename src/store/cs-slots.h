/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* A rundown beyond these is no plan that anybody airs; it all has to fit in memory. */
#define CS_MAX_SLOTS 100
#define CS_MAX_PLANNED 100

/* The slots of the rundown, and what is planned in them. Private to the store, on its writing thread, in a
 * transaction. */
gboolean cs_slots_add (CsWriter   *writer,
                       const char *name,
                       const char *place,
                       guint       length_ms,
                       guint       position,
                       gint64     *slot_id,
                       GError    **error);
gboolean cs_slots_change (CsWriter   *writer,
                          gint64      slot_id,
                          const char *name,
                          const char *place,
                          guint       length_ms,
                          GError    **error);
gboolean cs_slots_move (CsWriter *writer,
                        gint64    slot_id,
                        guint     position,
                        GError  **error);
gboolean cs_slots_remove (CsWriter *writer,
                          gint64    slot_id,
                          GError  **error);
gboolean cs_slots_plan (CsWriter *writer,
                        gint64    post_id,
                        gint64    slot_id,
                        guint     position,
                        GError  **error);
gboolean cs_slots_unplan (CsWriter *writer,
                          gint64    post_id,
                          GError  **error);

/* Any thread, with its own connection that is not in a transaction. */
GPtrArray *cs_slots_read (CsDatabase *db,
                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
