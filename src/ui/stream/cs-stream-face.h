/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stream-context.h"

G_BEGIN_DECLS

#define CS_STREAM_ROW_HEIGHT 76
#define CS_STREAM_TALL_HEIGHT 112
#define CS_STREAM_TEXT_LEFT 53
#define CS_STREAM_EDGE 10

#define CS_STREAM_AVATAR_SIZE 32
#define CS_STREAM_THUMB_WIDTH 62
#define CS_STREAM_THUMB_HEIGHT 44

/**
 * CsStreamFace:
 *
 * What a row of the stream draws: texts shaped once when the row is given a post, and again only when
 * the width or the age changes. Belongs to one widget; main thread only.
 */
typedef struct _CsStreamFace CsStreamFace;

CsStreamFace *cs_stream_face_new (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
void cs_stream_face_free (CsStreamFace *self);

void cs_stream_face_set_entry (CsStreamFace          *self,
                               const CsStreamContext *context,
                               const CsEntry         *entry);
void cs_stream_face_clear (CsStreamFace *self);
gboolean cs_stream_face_update_age (CsStreamFace *self,
                                    gint64        now_us);
void cs_stream_face_snapshot (CsStreamFace          *self,
                              const CsStreamContext *context,
                              GtkSnapshot           *snapshot,
                              int                    width,
                              GdkTexture            *avatar,
                              GdkTexture            *thumb);

CsLook cs_stream_face_get_look (CsStreamFace *self);
gboolean cs_stream_face_has_thumb (CsStreamFace *self);
const char *cs_stream_face_get_body (CsStreamFace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStreamFace, cs_stream_face_free)

G_END_DECLS
