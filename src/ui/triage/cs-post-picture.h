/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"
#include "cs-post.h"

G_BEGIN_DECLS

/* The one picture of the open post. Its size comes from the style sheet. */
#define CS_TYPE_POST_PICTURE (cs_post_picture_get_type ())
G_DECLARE_FINAL_TYPE (CsPostPicture, cs_post_picture, CS, POST_PICTURE, GtkWidget)

void cs_post_picture_show (CsPostPicture   *self,
                           CsPictureLoader *loader,
                           CsPost          *post);

G_END_DECLS
