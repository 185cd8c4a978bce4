/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

G_BEGIN_DECLS

/* What is burnt into the picture of the show's broadcasts, as a person chose it; remembered by the show, the logo with
 * it. Main thread only.
 *
 * Properties: `lower-third`, `title-bar`, `logo-name` (nullable). Hearts are chosen with the page for those near by. */
#define CS_TYPE_LIVE_PICTURE (cs_live_picture_get_type ())
G_DECLARE_FINAL_TYPE (CsLivePicture, cs_live_picture, CS, LIVE_PICTURE, GObject)

CsLivePicture *cs_live_picture_new (CsDeskLive *live) G_GNUC_WARN_UNUSED_RESULT;

void cs_live_picture_load (CsLivePicture *self,
                           CsStore       *store);
void cs_live_picture_unload (CsLivePicture *self);
void cs_live_picture_set_show (CsLivePicture *self,
                               const char    *show);

gboolean cs_live_picture_get_lower_third (CsLivePicture *self);
void cs_live_picture_set_lower_third (CsLivePicture *self,
                                      gboolean       lower_third);
gboolean cs_live_picture_get_title_bar (CsLivePicture *self);
void cs_live_picture_set_title_bar (CsLivePicture *self,
                                    gboolean       title_bar);
const char *cs_live_picture_get_logo_name (CsLivePicture *self);
void cs_live_picture_set_logo_async (CsLivePicture      *self,
                                     GFile              *file,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean cs_live_picture_set_logo_finish (CsLivePicture *self,
                                          GAsyncResult  *result,
                                          GError       **error);
void cs_live_picture_remove_logo (CsLivePicture *self);

G_END_DECLS
