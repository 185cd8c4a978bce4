/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

G_BEGIN_DECLS

/**
 * CsLiveLook:
 * @CS_LIVE_LOOK_PLAIN: nothing to heed
 * @CS_LIVE_LOOK_GOOD: ready
 * @CS_LIVE_LOOK_ON: somebody can see it
 * @CS_LIVE_LOOK_ATTENTION: somebody has to look, or wait
 *
 * How a state is drawn. Never without its word.
 */
typedef enum {
  CS_LIVE_LOOK_PLAIN,
  CS_LIVE_LOOK_GOOD,
  CS_LIVE_LOOK_ON,
  CS_LIVE_LOOK_ATTENTION,
} CsLiveLook;

/**
 * CsLiveFacts:
 * @enabled: whether a broadcast goes there
 * @obstacle: (nullable): why it cannot
 * @streaming: whether it is part of a broadcast that is on
 * @state: how it stands
 * @reason: (nullable): why it waits
 * @since_us: monotonic: since when it is live
 * @retry_at_us: monotonic: when it is tried again
 * @stats: its figures
 *
 * What is known of a destination, for the words about it.
 */
typedef struct {
  gboolean enabled;
  const char *obstacle;
  gboolean streaming;
  CsDestinationState state;
  const GError *reason;
  gint64 since_us;
  gint64 retry_at_us;
  CsDestinationStats stats;
} CsLiveFacts;

CsLiveFacts cs_live_words_read (CsLiveDestination *destination,
                                const char        *obstacle);
char *cs_live_words_state (const CsLiveFacts *facts,
                           gint64             now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_live_words_figures (const CsLiveFacts *facts,
                             gint64             now_us) G_GNUC_WARN_UNUSED_RESULT;
CsLiveLook cs_live_words_look (const CsLiveFacts *facts);
const char *cs_live_words_icon (const CsLiveFacts *facts);

char *cs_live_words_tally (CsDeskLive *live,
                           gint64      now_us) G_GNUC_WARN_UNUSED_RESULT;
CsLiveLook cs_live_words_tally_look (CsDeskLiveState state);
char *cs_live_words_left (gint64 ends_at_us,
                          gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_live_words_sheet (const CsLiveSheet *sheet) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
