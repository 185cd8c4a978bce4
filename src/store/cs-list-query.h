/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-list.h"
#include "cs-word-probe.h"

G_BEGIN_DECLS

/* What a list holds, as SQL. Never changed once made; any thread. Private to the store. */
typedef struct _CsListQuery CsListQuery;

CsListQuery *cs_list_query_new (const CsPostQuery *query) G_GNUC_WARN_UNUSED_RESULT;
CsListQuery *cs_list_query_ref (CsListQuery *self);
void cs_list_query_unref (CsListQuery *self);

CsPostOrder cs_list_query_get_order (const CsListQuery *self);
gboolean cs_list_query_is_search (const CsListQuery *self);
GArray *cs_list_query_read (const CsListQuery *self,
                            CsDatabase        *db,
                            CsWordProbe       *probe,
                            gint64             after_id,
                            guint              limit,
                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *cs_list_query_check (const CsListQuery *self,
                             CsDatabase        *db,
                             CsWordProbe       *probe,
                             const gint64      *ids,
                             gsize              n_ids,
                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsListQuery, cs_list_query_unref)

G_END_DECLS
