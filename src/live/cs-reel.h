/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-outlet.h"
#include "cs-reel-folder.h"

G_BEGIN_DECLS

/* One part of a recording on its way to the disk. Emits "failed" with a sentence when nothing is written any more. */
#define CS_TYPE_REEL (cs_reel_get_type ())
G_DECLARE_FINAL_TYPE (CsReel, cs_reel, CS, REEL, CsOutlet)

CsReel *cs_reel_new (CsReelFolder *folder,
                     guint         number,
                     GstClockTime  base_time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
