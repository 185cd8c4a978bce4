/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_PICTURE_LOADER (cs_picture_loader_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsPictureLoader, cs_picture_loader, CS, PICTURE_LOADER, GObject)

/**
 * CsPictureLoaderClass:
 * @fetch_async: gets and decodes a picture off the main thread, scaled to cover width × height pixels
 * @fetch_finish: (transfer full): the picture
 *
 * Where strangers' pictures come from. A subclass only fetches; the cache, and the sharing of fetches that
 * are under way, are here. Main thread only.
 */
struct _CsPictureLoaderClass {
  GObjectClass parent_class;

  void (*fetch_async) (CsPictureLoader    *self,
                       const char         *url,
                       int                 width,
                       int                 height,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  GdkTexture *(*fetch_finish) (CsPictureLoader *self,
                               GAsyncResult    *result,
                               GError         **error);

  /*< private >*/
  gpointer padding[4];
};

GdkTexture *cs_picture_loader_peek (CsPictureLoader *self,
                                    const char      *url,
                                    int              width,
                                    int              height);
void cs_picture_loader_load_async (CsPictureLoader    *self,
                                   const char         *url,
                                   int                 width,
                                   int                 height,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GdkTexture *cs_picture_loader_load_finish (CsPictureLoader *self,
                                           GAsyncResult    *result,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;

void cs_picture_loader_set_limit_bytes (CsPictureLoader *self,
                                        gsize            limit_bytes);
gsize cs_picture_loader_get_size_bytes (CsPictureLoader *self);

G_END_DECLS
