/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A hashtag that the show follows, as the stream tells about it. */
#define CS_TYPE_STREAM_TAG (cs_stream_tag_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamTag, cs_stream_tag, CS, STREAM_TAG, GObject)

CsStreamTag *cs_stream_tag_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

const char *cs_stream_tag_get_name (CsStreamTag *self);
guint cs_stream_tag_get_last_minute (CsStreamTag *self);
guint cs_stream_tag_get_late_s (CsStreamTag *self);
void cs_stream_tag_update (CsStreamTag *self,
                           guint        last_minute,
                           guint        late_s);

G_END_DECLS
