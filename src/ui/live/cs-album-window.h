/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-album.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The photos of the camera's picture: to be looked at, opened, copied and deleted. */
#define CS_TYPE_ALBUM_WINDOW (cs_album_window_get_type ())
G_DECLARE_FINAL_TYPE (CsAlbumWindow, cs_album_window, CS, ALBUM_WINDOW, AdwWindow)

GtkWidget *cs_album_window_new (GtkWindow *parent,
                                CsAlbum   *album) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
