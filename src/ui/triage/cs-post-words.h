/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

G_BEGIN_DECLS

char *cs_post_words_account (const CsEntry *entry,
                             gint64         now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_post_words_when (const CsEntry *entry,
                          gint64         now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_post_words_state (const CsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
