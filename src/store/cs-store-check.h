/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

#define CS_TYPE_CHECK_REPORT (cs_check_report_get_type ())

/**
 * CsCheckReport:
 * @posts: posts in all
 * @decisions: rows of the journal that follow from one another
 * @airings: airings in all
 * @problems: (array zero-terminated=1): what is wrong, a sentence each; empty when all is well
 *
 * What a look at everything in a show file found.
 */
typedef struct {
  gint64 posts;
  gint64 decisions;
  gint64 airings;
  GStrv problems;
} CsCheckReport;

GType cs_check_report_get_type (void);
void cs_check_report_free (CsCheckReport *self);

/* Each runs on a thread and a connection of its own: lists and decisions go on meanwhile. */
void cs_store_check_async (CsStore            *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
CsCheckReport *cs_store_check_finish (CsStore      *self,
                                      GAsyncResult *result,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* A copy is there whole or not at all, and can be opened as a show of its own. */
void cs_store_copy_async (CsStore            *self,
                          const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_store_copy_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCheckReport, cs_check_report_free)

G_END_DECLS
