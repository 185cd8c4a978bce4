/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

G_BEGIN_DECLS

/* The hashtags that a show follows, as a GListModel of CsStreamTag that is brought up to date every second. */
#define CS_TYPE_STREAM_TAGS (cs_stream_tags_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamTags, cs_stream_tags, CS, STREAM_TAGS, GObject)

CsStreamTags *cs_stream_tags_new (CsDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

void cs_stream_tags_refresh (CsStreamTags *self);

G_END_DECLS
