/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"
#include "cs-json.h"

G_BEGIN_DECLS

JsonNode *cs_entry_to_json (const CsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
