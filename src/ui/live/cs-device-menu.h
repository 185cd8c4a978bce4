/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button with the cameras or microphones there are, and what can be set of the one in use. */
#define CS_TYPE_DEVICE_MENU (cs_device_menu_get_type ())
G_DECLARE_FINAL_TYPE (CsDeviceMenu, cs_device_menu, CS, DEVICE_MENU, GtkWidget)

void cs_device_menu_set_capture (CsDeviceMenu *self,
                                 CsCapture    *capture);
void cs_device_menu_set_mirrored (CsDeviceMenu *self,
                                  gboolean      mirrored);

G_END_DECLS
