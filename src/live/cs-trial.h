/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-target.h"

G_BEGIN_DECLS

void cs_trial_run_async (CsTarget           *target,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
gboolean cs_trial_run_finish (GAsyncResult *result,
                              GError      **error);

G_END_DECLS
