/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"
#include "cs-post.h"

G_BEGIN_DECLS

#define CS_TYPE_AVATAR (cs_avatar_get_type ())
G_DECLARE_FINAL_TYPE (CsAvatar, cs_avatar, CS, AVATAR, GtkWidget)

GtkWidget *cs_avatar_new (int size) G_GNUC_WARN_UNUSED_RESULT;

void cs_avatar_set_size (CsAvatar *self,
                         int       size);
void cs_avatar_show (CsAvatar        *self,
                     CsPictureLoader *loader,
                     CsPost          *post);

PangoLayout *cs_avatar_create_initials (GtkWidget    *widget,
                                        const CsPost *post,
                                        int           size) G_GNUC_WARN_UNUSED_RESULT;
void cs_avatar_snapshot (GtkSnapshot            *snapshot,
                         const graphene_point_t *origin,
                         int                     size,
                         guint                   colour,
                         PangoLayout            *initials,
                         GdkTexture             *texture);

G_END_DECLS
