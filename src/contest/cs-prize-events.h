/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

/* Who gave a prize up, in order: the same for draws and for clue contests. */
GPtrArray *cs_prize_events_new (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_voided_seals_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_prize_events_next (GPtrArray *events,
                               guint      n_winners,
                               gsize      n,
                               guint      rank,
                               guint     *next,
                               GError   **error);
gboolean cs_prize_events_check (GPtrArray *events,
                                guint      n_winners,
                                gsize      n,
                                gsize     *n_called,
                                GError   **error);
const char *const *cs_prize_event_codes (void);

G_END_DECLS
