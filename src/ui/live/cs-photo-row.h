/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-album.h"
#include "cs-media-row.h"

G_BEGIN_DECLS

/* One photo in a list. */
#define CS_TYPE_PHOTO_ROW (cs_photo_row_get_type ())
G_DECLARE_FINAL_TYPE (CsPhotoRow, cs_photo_row, CS, PHOTO_ROW, CsMediaRow)

GtkWidget *cs_photo_row_new (CsAlbumPhoto    *photo,
                             CsPictureLoader *loader) G_GNUC_WARN_UNUSED_RESULT;

CsAlbumPhoto *cs_photo_row_get_photo (CsPhotoRow *self);

G_END_DECLS
