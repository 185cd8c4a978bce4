/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-change.h"
#include "cs-database.h"

G_BEGIN_DECLS

/* Makes values of rows. Any thread, with its own connection. Private to the store. */
CsEntry *cs_entry_reader_read (CsDatabase *db,
                               gint64      post_id,
                               guint64     serial,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_entry_reader_read_all (CsDatabase   *db,
                                     const gint64 *ids,
                                     gsize         n_ids,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;
CsPost *cs_entry_reader_read_version (CsDatabase *db,
                                      gint64      version_id,
                                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_entry_reader_read_counts (CsDatabase *db,
                                      CsCounts   *counts,
                                      GError    **error);

G_END_DECLS
