/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bluesky-intake.h"

G_BEGIN_DECLS

void cs_bluesky_confirm_async (CsBlueskyAppview   *appview,
                               CsBlueskyIntake    *intake,
                               char              **uris,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean cs_bluesky_confirm_finish (CsBlueskyAppview *appview,
                                    GAsyncResult     *result,
                                    GError          **error);

G_END_DECLS
