/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The answer to "can anybody see the camera?": a word, an icon and a colour. Says nothing while nothing leaves. */
#define CS_TYPE_LIVE_BADGE (cs_live_badge_get_type ())
G_DECLARE_FINAL_TYPE (CsLiveBadge, cs_live_badge, CS, LIVE_BADGE, GtkWidget)

void cs_live_badge_set_live (CsLiveBadge *self,
                             CsDeskLive  *live);

G_END_DECLS
