/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"

G_BEGIN_DECLS

/* Makes files, on a thread of its own: (transfer full) (element-type CsRecordFile), with their digests. */
typedef GPtrArray *(*CsRecordMake) (gpointer data,
                                    GError **error);

void cs_record_job_async (CsDraw             *draw,
                          const char         *name,
                          JsonNode           *body,
                          const char         *folder,
                          CsRecordMake        make,
                          gpointer            data,
                          GDestroyNotify      data_free,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_record_job_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
