/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than these are in the folder, but not listed. */
#define CS_ALBUM_MAX_PHOTOS 300

/* A photo of the camera's picture. Never changed once made. */
#define CS_TYPE_ALBUM_PHOTO (cs_album_photo_get_type ())
G_DECLARE_FINAL_TYPE (CsAlbumPhoto, cs_album_photo, CS, ALBUM_PHOTO, GObject)

const char *cs_album_photo_get_path (CsAlbumPhoto *self);
gint64 cs_album_photo_get_made_us (CsAlbumPhoto *self);
guint64 cs_album_photo_get_n_bytes (CsAlbumPhoto *self);

/* The photos in a show's folder. Main thread only; the disk is looked at on another. */
#define CS_TYPE_ALBUM (cs_album_get_type ())
G_DECLARE_FINAL_TYPE (CsAlbum, cs_album, CS, ALBUM, GObject)

CsAlbum *cs_album_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

GListModel *cs_album_get_model (CsAlbum *self);
gboolean cs_album_get_ready (CsAlbum *self);
guint cs_album_get_n_more (CsAlbum *self);
void cs_album_refresh (CsAlbum *self);

void cs_album_remove_async (CsAlbum            *self,
                            CsAlbumPhoto       *photo,
                            gboolean            for_good,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_album_remove_finish (CsAlbum      *self,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
