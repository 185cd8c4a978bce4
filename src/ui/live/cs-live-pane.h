/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"
#include "cs-desk-live.h"
#include "cs-live-page.h"
#include "cs-live-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The live pane: the camera's picture, the sound's level, and the button that goes live. */
#define CS_TYPE_LIVE_PANE (cs_live_pane_get_type ())
G_DECLARE_FINAL_TYPE (CsLivePane, cs_live_pane, CS, LIVE_PANE, GtkWidget)

void cs_live_pane_set_capture (CsLivePane *self,
                               CsCapture  *capture);
void cs_live_pane_set_live (CsLivePane *self,
                            CsDeskLive *live);
void cs_live_pane_set_page (CsLivePane *self,
                            CsLivePage *page);
void cs_live_pane_set_picture (CsLivePane    *self,
                               CsLivePicture *picture,
                               CsLivePage    *page);
void cs_live_pane_set_mirrored (CsLivePane *self,
                                gboolean    mirrored);

void cs_live_pane_get_picture_size (CsLivePane *self,
                                    int        *width,
                                    int        *height);
void cs_live_pane_show_frame (CsLivePane *self,
                              GdkTexture *texture);
void cs_live_pane_set_levels (CsLivePane *self,
                              double      left_db,
                              double      right_db);
void cs_live_pane_set_devices (CsLivePane *self,
                               const char *camera,
                               const char *microphone,
                               const char *format);
void cs_live_pane_set_test (CsLivePane *self,
                            gboolean    test);
void cs_live_pane_set_trouble (CsLivePane *self,
                               const char *trouble);

G_END_DECLS
