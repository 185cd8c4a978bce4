/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-id-vector.h"
#include "cs-post-list.h"

G_BEGIN_DECLS

/**
 * CsListRowsChanged:
 * @position: where
 * @removed: how many rows went
 * @added: how many came
 * @user_data: as given to cs_list_rows_new()
 *
 * Tells of a change; the rows are so already when it is told.
 */
typedef void (*CsListRowsChanged) (guint    position,
                                   guint    removed,
                                   guint    added,
                                   gpointer user_data);

/* The rows of a list in their order, and how to change them so that views can follow. Private to the store. */
typedef struct _CsListRows CsListRows;

CsListRows *cs_list_rows_new (CsListRowsChanged changed,
                              gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_list_rows_free (CsListRows *self);

guint cs_list_rows_get_length (CsListRows *self);
gint64 cs_list_rows_get (CsListRows *self,
                         guint       position);
guint cs_list_rows_find (CsListRows *self,
                         gint64      id);
void cs_list_rows_replace (CsListRows *self,
                           CsPostOrder order,
                           GArray     *ids);
void cs_list_rows_append (CsListRows *self,
                          GArray     *ids);
void cs_list_rows_remove (CsListRows *self,
                          CsIdVector *ids);
void cs_list_rows_insert (CsListRows *self,
                          CsIdVector *ids);
void cs_list_rows_rearrange (CsListRows *self,
                             GArray     *ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsListRows, cs_list_rows_free)

G_END_DECLS
