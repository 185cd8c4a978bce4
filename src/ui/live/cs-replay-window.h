/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-replays.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The recordings of the broadcasts: to be played, cut, exported, kept and deleted. */
#define CS_TYPE_REPLAY_WINDOW (cs_replay_window_get_type ())
G_DECLARE_FINAL_TYPE (CsReplayWindow, cs_replay_window, CS, REPLAY_WINDOW, AdwWindow)

GtkWidget *cs_replay_window_new (GtkWindow *parent,
                                 CsReplays *replays) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
