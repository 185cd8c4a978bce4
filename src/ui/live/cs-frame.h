/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The newest picture of a camera, as a paintable. Without one it draws a test picture. */
#define CS_TYPE_FRAME (cs_frame_get_type ())
G_DECLARE_FINAL_TYPE (CsFrame, cs_frame, CS, FRAME, GObject)

CsFrame *cs_frame_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_frame_show (CsFrame    *self,
                    GdkTexture *texture);
void cs_frame_set_mirrored (CsFrame *self,
                            gboolean mirrored);

G_END_DECLS
