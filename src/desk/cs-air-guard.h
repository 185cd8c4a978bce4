/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-event.h"
#include "cs-output-server.h"

G_BEGIN_DECLS

/* Stands between what the networks take back and what the outputs show, without the store and without the
 * interface's loop. */
typedef struct _CsAirGuard CsAirGuard;

CsAirGuard *cs_air_guard_new (CsOutputServer *output) G_GNUC_WARN_UNUSED_RESULT;
CsAirGuard *cs_air_guard_ref (CsAirGuard *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_air_guard_unref (CsAirGuard *self);

void cs_air_guard_hold (CsAirGuard *self,
                        GPtrArray  *events);
void cs_air_guard_release (CsAirGuard *self,
                           GPtrArray  *events);
gboolean cs_air_guard_show (CsAirGuard *self,
                            CsSnapshot *snapshot,
                            guint       epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAirGuard, cs_air_guard_unref)

G_END_DECLS
