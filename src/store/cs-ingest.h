/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-event.h"
#include "cs-writer.h"

G_BEGIN_DECLS

/* What sources report becomes rows. Private to the store, on its writing thread, in a transaction. */
gboolean cs_ingest_event (CsWriter       *writer,
                          const CsEvent  *event,
                          CsIngestResult *result,
                          GError        **error);
gboolean cs_ingest_position (CsWriter   *writer,
                             const char *source,
                             const char *position,
                             GError    **error);

G_END_DECLS
