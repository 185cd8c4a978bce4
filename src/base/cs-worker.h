/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_TYPE_WORKER (cs_worker_get_type ())
G_DECLARE_FINAL_TYPE (CsWorker, cs_worker, CS, WORKER, GObject)

/**
 * CsWorkerRest:
 * @data: as given to cs_worker_new_resting()
 *
 * Nothing is to be done for now.
 */
typedef void (*CsWorkerRest) (gpointer data);

CsWorker *cs_worker_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
CsWorker *cs_worker_new_resting (const char  *name,
                                 guint        rest_ms,
                                 CsWorkerRest rest,
                                 gpointer     data) G_GNUC_WARN_UNUSED_RESULT;

void cs_worker_push (CsWorker       *self,
                     GTask          *task,
                     GTaskThreadFunc func);
void cs_worker_stop (CsWorker *self);
gboolean cs_worker_is_current (CsWorker *self);
guint cs_worker_get_waiting (CsWorker *self);

G_END_DECLS
