/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_REPLAY_PLAYER (cs_replay_player_get_type ())
G_DECLARE_FINAL_TYPE (CsReplayPlayer, cs_replay_player, CS, REPLAY_PLAYER, GtkWidget)

void cs_replay_player_set_path (CsReplayPlayer *self,
                                const char     *path);
void cs_replay_player_set_range (CsReplayPlayer *self,
                                 gint64          start_ms,
                                 gint64          end_ms);
gint64 cs_replay_player_get_place_ms (CsReplayPlayer *self);
gboolean cs_replay_player_get_playing (CsReplayPlayer *self);
void cs_replay_player_toggle (CsReplayPlayer *self);
void cs_replay_player_seek (CsReplayPlayer *self,
                            gint64          place_ms);

G_END_DECLS
