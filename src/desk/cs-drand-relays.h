/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-relays.h"

G_BEGIN_DECLS

/* Relays of the beacon on the network. Each is asked on a thread of its own, so that a dead one holds up none. */
#define CS_TYPE_DRAND_RELAYS (cs_drand_relays_get_type ())
G_DECLARE_FINAL_TYPE (CsDrandRelays, cs_drand_relays, CS, DRAND_RELAYS, GObject)

CsDrandRelays *cs_drand_relays_new (const char *const *urls) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_drand_relays_check (const char *const *urls,
                                GError           **error);

G_END_DECLS
