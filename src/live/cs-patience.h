/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a destination waits before it tries again: short while it may be a moment's trouble, longer after a
 * minute, long where nobody wants us. Main thread. */
typedef struct _CsPatience CsPatience;

CsPatience *cs_patience_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_patience_free (CsPatience *self);

void cs_patience_begin (CsPatience *self);
void cs_patience_hurry (CsPatience *self);
void cs_patience_was_live (CsPatience *self);
void cs_patience_is_well (CsPatience *self);
guint cs_patience_next_ms (CsPatience   *self,
                           const GError *reason);
gboolean cs_patience_is_refused (CsPatience *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPatience, cs_patience_free)

G_END_DECLS
