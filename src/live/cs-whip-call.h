/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-target.h"

G_BEGIN_DECLS

/* The talk with a WHIP server (RFC 9725): the offer there, the answer back, and the goodbye. Main thread. */
#define CS_TYPE_WHIP_CALL (cs_whip_call_get_type ())
G_DECLARE_FINAL_TYPE (CsWhipCall, cs_whip_call, CS, WHIP_CALL, GObject)

CsWhipCall *cs_whip_call_new (CsTarget *target) G_GNUC_WARN_UNUSED_RESULT;

void cs_whip_call_offer_async (CsWhipCall         *self,
                               const char         *offer,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
char *cs_whip_call_offer_finish (CsWhipCall   *self,
                                 GAsyncResult *result,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_whip_call_end (CsWhipCall *self);

/* For any thread. */
char *cs_whip_call_polish (const char *offer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
