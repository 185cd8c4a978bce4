/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"

G_BEGIN_DECLS

#define CS_TYPE_PICTURE (cs_picture_get_type ())
G_DECLARE_FINAL_TYPE (CsPicture, cs_picture, CS, PICTURE, GObject)

CsPicture *cs_picture_new (int width,
                           int height) G_GNUC_WARN_UNUSED_RESULT;

void cs_picture_show (CsPicture       *self,
                      CsPictureLoader *loader,
                      const char      *url,
                      int              scale);
GdkTexture *cs_picture_get_texture (CsPicture *self);

void cs_picture_snapshot_cover (GtkSnapshot           *snapshot,
                                GdkTexture            *texture,
                                const graphene_rect_t *area,
                                float                  radius);

G_END_DECLS
