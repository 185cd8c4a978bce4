/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-replay.h"

G_BEGIN_DECLS

/* What is said of a recording: pure functions, without a window. */
char *cs_replay_words_title (const CsReplayNote *note) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_words_about (const CsReplayNote *note,
                             guint64             n_bytes) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_words_where (const CsReplayNote *note) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_words_left (const CsReplayNote *note) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_words_place (gint64 ms) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_words_file (const char *path,
                            gint64      start_ms,
                            gint64      end_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
