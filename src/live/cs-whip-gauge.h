/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-attempt.h"

G_BEGIN_DECLS

/* What the server's RTCP reports say about a WebRTC connection. For build functions. */
void cs_whip_gauge_add (CsAttempt  *attempt,
                        GstElement *webrtc);

G_END_DECLS
