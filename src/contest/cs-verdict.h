/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-verify.h"

G_BEGIN_DECLS

/**
 * CsBeaconVerdict:
 * @CS_BEACON_NOT_AUTHENTICATED: nobody but the certificate says that the round gave this value
 * @CS_BEACON_RELAYS_AGREE: two independent relays gave the same, by the operator's word or the reader's own look
 * @CS_BEACON_AUTHENTIC: the signature was verified against the pinned key, here and now
 * @CS_BEACON_FORGED: the signature was looked at and is not that of the round
 * @CS_BEACON_DICE: the proof rests on the witnesses
 *
 * The second of the three verdicts.
 */
typedef enum {
  CS_BEACON_NOT_AUTHENTICATED,
  CS_BEACON_RELAYS_AGREE,
  CS_BEACON_AUTHENTIC,
  CS_BEACON_FORGED,
  CS_BEACON_DICE,
} CsBeaconVerdict;

CsBeaconVerdict cs_verdict_beacon (const CsVerification *verification,
                                   gboolean              looked_at,
                                   gboolean              genuine);
const char *cs_verdict_beacon_to_id (CsBeaconVerdict verdict);
const char *cs_verdict_beacon_get_sentence (CsBeaconVerdict verdict);
guint cs_relays_count_independent (GPtrArray *visits);

G_END_DECLS
