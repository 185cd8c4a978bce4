/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_TYPE_CAMERA_WATCH (cs_camera_watch_get_type ())
G_DECLARE_FINAL_TYPE (CsCameraWatch, cs_camera_watch, CS, CAMERA_WATCH, GObject)

CsCameraWatch *cs_camera_watch_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
