/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-aired.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* Reads lines of the as-run log in the order in which they went on air. */
void cs_store_read_as_run_async (CsStore            *self,
                                 gint64              after_id,
                                 guint               max_lines,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GPtrArray *cs_store_read_as_run_finish (CsStore      *self,
                                        GAsyncResult *result,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* So many of the last lines are held: a longer log is all in the file, and the command line prints it. */
#define CS_AS_RUN_MAX_LINES 1000

/* A GListModel of CsAired, the newest first, that follows the show file. Main thread. */
#define CS_TYPE_AS_RUN (cs_as_run_get_type ())
G_DECLARE_FINAL_TYPE (CsAsRun, cs_as_run, CS, AS_RUN, GObject)

CsAsRun *cs_as_run_new (CsStore *store) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_as_run_get_loading (CsAsRun *self);

G_END_DECLS
