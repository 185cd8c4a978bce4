/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"
#include "cs-live-pane.h"

G_BEGIN_DECLS

/* Carries what the camera and the microphone give into a live pane, for as long as it lives. */
#define CS_TYPE_LIVE_LINK (cs_live_link_get_type ())
G_DECLARE_FINAL_TYPE (CsLiveLink, cs_live_link, CS, LIVE_LINK, GObject)

CsLiveLink *cs_live_link_new (CsLivePane *pane,
                              CsCapture  *capture) G_GNUC_WARN_UNUSED_RESULT;
void cs_live_link_start (CsLiveLink *self);

G_END_DECLS
