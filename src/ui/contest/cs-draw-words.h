/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue.h"
#include "cs-reveal.h"

G_BEGIN_DECLS

/* What the desk says about a draw, in sentences. No widgets. */

const char *cs_draw_words_beacon (CsBeaconState state);
char *cs_draw_words_level (CsReveal *reveal) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_phone (guint64 round) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_post (CsReveal *reveal) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_prizes (const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_window (const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_rules (const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_draw_words_before_seal (const CsContestSetup *setup);
char *cs_draw_words_chance (const CsContestSetup *setup,
                            gint64                now_s) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_words_imports (GPtrArray *reports) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_draw_words_network (const CsImportReport *report);
char *cs_draw_words_import (const CsImportReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
