/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-digest.h"

G_BEGIN_DECLS

/* The drand network "quicknet", pinned: a value of any other chain is refused. */
#define CS_BEACON_CHAIN "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
#define CS_BEACON_KEY                                                                                                  \
  "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc2"    \
  "2b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
#define CS_BEACON_GENESIS_S G_GINT64_CONSTANT (1692803367)
#define CS_BEACON_PERIOD_S 3
#define CS_BEACON_SIGNATURE_BYTES 48

/* Between sealing and the round. */
#define CS_BEACON_MIN_LEAD_S 6
#define CS_BEACON_MAX_LEAD_S (7 * 24 * 60 * 60)

/**
 * CsBeaconLevel:
 * @CS_BEACON_UNCONFIRMED: one source, or pasted
 * @CS_BEACON_TWO_RELAYS: two independent relays gave the same signature, which was not verified
 * @CS_BEACON_VERIFIED: the signature was verified against the pinned key
 * @CS_BEACON_NOT_APPLICABLE: dice
 *
 * How sure it is that the value is that of the round.
 */
typedef enum {
  CS_BEACON_UNCONFIRMED,
  CS_BEACON_TWO_RELAYS,
  CS_BEACON_VERIFIED,
  CS_BEACON_NOT_APPLICABLE,
} CsBeaconLevel;

gint64 cs_beacon_time_of (guint64 round);
guint64 cs_beacon_round_at (gint64 time_s);
guint64 cs_beacon_round_from (gint64 time_s);

gboolean cs_beacon_value (const char *signature,
                          CsHex       value);
void cs_dice_commitment (const char *nonce,
                         CsHex       commitment);
char *cs_dice_value (const char *typed,
                     const char *nonce) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_dice_value_check (const char *value,
                              const char *commitment,
                              GError    **error);

const char *cs_beacon_level_to_id (CsBeaconLevel level);
gboolean cs_beacon_level_from_id (const char    *id,
                                  CsBeaconLevel *level);

G_END_DECLS
