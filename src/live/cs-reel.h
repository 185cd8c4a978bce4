/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-line.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One part of a recording on its way to the disk. */
#define CS_TYPE_REEL (cs_reel_get_type ())
G_DECLARE_FINAL_TYPE (CsReel, cs_reel, CS, REEL, GObject)

CsReel *cs_reel_new (const char  *folder,
                     guint        number,
                     GstClockTime base_time) G_GNUC_WARN_UNUSED_RESULT;

CsLine *cs_reel_get_line (CsReel *self);
void cs_reel_start (CsReel *self);
void cs_reel_end_async (CsReel             *self,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
gboolean cs_reel_end_finish (CsReel       *self,
                             GAsyncResult *result,
                             GError      **error);

G_END_DECLS
