/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air.h"

G_BEGIN_DECLS

char *cs_stage_json_write (const CsAirState *state,
                           gint64            now_ms) G_GNUC_WARN_UNUSED_RESULT;
char *cs_stage_json_write_beat (const CsAirState *state,
                                gint64            desk_age_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
