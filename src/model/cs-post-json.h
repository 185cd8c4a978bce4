/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json.h"
#include "cs-post.h"

G_BEGIN_DECLS

JsonNode *cs_post_to_json (const CsPost *post) G_GNUC_WARN_UNUSED_RESULT;
CsPost *cs_post_from_json (JsonObject *object,
                           GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
