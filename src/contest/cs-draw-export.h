/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"
#include "cs-record.h"

G_BEGIN_DECLS

/* What is handed out: all or nothing, in the journal before it is anywhere else. */
void cs_draw_export_async (CsDraw                *self,
                           const CsRecordDetails *details,
                           const char *const     *languages,
                           const char            *folder,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data);
char *cs_draw_dup_export_folder (CsDraw *draw) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_draw_export_finish (CsDraw       *self,
                                GAsyncResult *result,
                                GError      **error);
void cs_draw_export_list_async (CsDraw             *self,
                                const char         *folder,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean cs_draw_export_list_finish (CsDraw       *self,
                                     GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
