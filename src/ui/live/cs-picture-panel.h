/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-page.h"
#include "cs-live-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is burnt into the stream: the post on program, a title bar, hearts, a logo. */
#define CS_TYPE_PICTURE_PANEL (cs_picture_panel_get_type ())
G_DECLARE_FINAL_TYPE (CsPicturePanel, cs_picture_panel, CS, PICTURE_PANEL, GtkWidget)

void cs_picture_panel_set_picture (CsPicturePanel *self,
                                   CsLivePicture  *picture,
                                   CsLivePage     *page);

G_END_DECLS
