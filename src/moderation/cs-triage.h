/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

#define CS_TYPE_TRIAGE (cs_triage_get_type ())
G_DECLARE_FINAL_TYPE (CsTriage, cs_triage, CS, TRIAGE, GObject)

CsTriage *cs_triage_new (CsStore    *store,
                         const char *by) G_GNUC_WARN_UNUSED_RESULT;

const char *cs_triage_get_by (CsTriage *self);
void cs_triage_set_by (CsTriage   *self,
                       const char *by);

void cs_triage_decide_async (CsTriage           *self,
                             CsEntry            *shown,
                             CsVerb              verb,
                             const char         *reason,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
CsEntry *cs_triage_decide_finish (CsTriage     *self,
                                  GAsyncResult *result,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_triage_undo_async (CsTriage           *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
CsEntry *cs_triage_undo_finish (CsTriage     *self,
                                GAsyncResult *result,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
