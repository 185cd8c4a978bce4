/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-verify.h"
#include "cs-record.h"

G_BEGIN_DECLS

GPtrArray *cs_clue_make_files (const CsClueVerification *contest,
                               GBytes                   *certificate,
                               GBytes                   *rules,
                               const CsRecordDetails    *details,
                               const char *const        *languages,
                               GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
