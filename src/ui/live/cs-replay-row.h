/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-media-row.h"
#include "cs-replay.h"

G_BEGIN_DECLS

/* One recording in a list. */
#define CS_TYPE_REPLAY_ROW (cs_replay_row_get_type ())
G_DECLARE_FINAL_TYPE (CsReplayRow, cs_replay_row, CS, REPLAY_ROW, CsMediaRow)

GtkWidget *cs_replay_row_new (CsReplay        *replay,
                              CsPictureLoader *loader) G_GNUC_WARN_UNUSED_RESULT;

CsReplay *cs_replay_row_get_replay (CsReplayRow *self);

G_END_DECLS
