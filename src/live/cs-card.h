/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/* A drawing that can be laid over pictures: already in their colours, so that laying it costs little. Never changed
 * once made; any thread. */
typedef struct _CsCard CsCard;

#define CS_CARD_OPAQUE 256

CsCard *cs_card_new (const GstVideoInfo *info,
                     int                 width,
                     int                 height,
                     const guint8       *pixels,
                     gsize               stride) G_GNUC_WARN_UNUSED_RESULT;
CsCard *cs_card_ref (CsCard *self);
void cs_card_unref (CsCard *self);

void cs_card_lay (const CsCard  *self,
                  GstVideoFrame *frame,
                  int            x,
                  int            y,
                  guint          opacity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCard, cs_card_unref)

G_END_DECLS
