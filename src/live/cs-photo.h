/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"

G_BEGIN_DECLS

/**
 * CsPhotoFormat:
 * @CS_PHOTO_JPEG: small
 * @CS_PHOTO_PNG: exactly as the camera gave it
 */
typedef enum {
  CS_PHOTO_JPEG,
  CS_PHOTO_PNG,
} CsPhotoFormat;

/* The camera's next picture, in full size, as a file. Main thread; the work is done on another. */
void cs_photo_take_async (CsCapture          *capture,
                          const char         *folder,
                          const char         *show,
                          gint64              now_us,
                          CsPhotoFormat       format,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
char *cs_photo_take_finish (GAsyncResult *result,
                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;

char *cs_photo_make_name (const char *show,
                          gint64      now_us) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_photo_parse_name (const char *name,
                              gint64     *made_us);

G_END_DECLS
