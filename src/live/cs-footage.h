/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-part.h"

G_BEGIN_DECLS

/**
 * CsFootageGap:
 * @from_ms: where it begins, since the recording began
 * @to_ms: where it ends
 *
 * A time of which there is neither picture nor sound.
 */
typedef struct {
  gint64 from_ms;
  gint64 to_ms;
} CsFootageGap;

/* What can be read of all parts of a recording, one after the other. Where something is missing it is closed up, for
 * picture and sound alike. Not for the main thread, and for one thread at a time. */
typedef struct _CsFootage CsFootage;

CsFootage *cs_footage_new (GPtrArray    *parts,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void cs_footage_free (CsFootage *self);

gboolean cs_footage_look (CsFootage *self);
gboolean cs_footage_next (CsFootage   *self,
                          CsPartBlock *block);
const CsPartHead *cs_footage_get_head (CsFootage *self);

GArray *cs_footage_get_gaps (CsFootage *self);
GPtrArray *cs_footage_get_damaged (CsFootage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsFootage, cs_footage_free)

G_END_DECLS
