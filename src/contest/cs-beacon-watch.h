/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-certificate.h"
#include "cs-clock.h"
#include "cs-relays.h"

G_BEGIN_DECLS

/**
 * CsBeaconState:
 * @CS_BEACON_EARLY: the round is still to come; nobody is asked
 * @CS_BEACON_ASKING: relays are being asked
 * @CS_BEACON_ALONE: one source has answered, which may be revealed as not confirmed
 * @CS_BEACON_DISPUTED: relays disagree, or the signature is not genuine: nothing is picked
 * @CS_BEACON_SETTLED: the round's signature is known
 */
typedef enum {
  CS_BEACON_EARLY,
  CS_BEACON_ASKING,
  CS_BEACON_ALONE,
  CS_BEACON_DISPUTED,
  CS_BEACON_SETTLED,
} CsBeaconState;

/* Waits for one round of the beacon, and for no other: nothing before its time, then once a second, to relays of
 * different organisations. Emits "changed" whenever anything can be told. Main thread. */
#define CS_TYPE_BEACON_WATCH (cs_beacon_watch_get_type ())
G_DECLARE_FINAL_TYPE (CsBeaconWatch, cs_beacon_watch, CS, BEACON_WATCH, GObject)

CsBeaconWatch *cs_beacon_watch_new (CsRelays   *relays,
                                    CsClock    *clock,
                                    guint64     round,
                                    const char *public_key) G_GNUC_WARN_UNUSED_RESULT;

void cs_beacon_watch_start (CsBeaconWatch *self);
void cs_beacon_watch_stop (CsBeaconWatch *self);
gboolean cs_beacon_watch_paste (CsBeaconWatch *self,
                                const char    *text,
                                GError       **error);
gboolean cs_beacon_watch_accept_alone (CsBeaconWatch *self);

CsBeaconState cs_beacon_watch_get_state (CsBeaconWatch *self);
const char *cs_beacon_watch_get_signature (CsBeaconWatch *self);
CsBeaconLevel cs_beacon_watch_get_level (CsBeaconWatch *self);
const char *cs_beacon_watch_get_method (CsBeaconWatch *self);
const char *cs_beacon_watch_get_trouble (CsBeaconWatch *self);
GPtrArray *cs_beacon_watch_dup_visits (CsBeaconWatch *self) G_GNUC_WARN_UNUSED_RESULT;
guint cs_beacon_watch_get_n_relays (CsBeaconWatch *self);
char *cs_beacon_watch_describe_relay (CsBeaconWatch *self,
                                      guint          index,
                                      char         **words) G_GNUC_WARN_UNUSED_RESULT;
GStrv cs_beacon_watch_dup_claims (CsBeaconWatch *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
