/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bitmap.h"
#include "cs-seen-pictures.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Fetches and decodes strangers' pictures: the network on a thread of its own, the decoding in the sandboxed
 * process. One for an output gives only what the desk has seen. Keeps nothing: who shows pictures has the cache. */
#define CS_TYPE_PICTURE_FETCHER (cs_picture_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (CsPictureFetcher, cs_picture_fetcher, CS, PICTURE_FETCHER, GObject)

CsPictureFetcher *cs_picture_fetcher_new (const char     *rehearsal_folder,
                                          CsSeenPictures *seen) G_GNUC_WARN_UNUSED_RESULT;
CsPictureFetcher *cs_picture_fetcher_new_for_air (const char     *rehearsal_folder,
                                                  CsSeenPictures *seen) G_GNUC_WARN_UNUSED_RESULT;

void cs_picture_fetcher_fetch_async (CsPictureFetcher   *self,
                                     const char         *url,
                                     guint               width,
                                     guint               height,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
CsBitmap *cs_picture_fetcher_fetch_finish (CsPictureFetcher *self,
                                            GAsyncResult     *result,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
