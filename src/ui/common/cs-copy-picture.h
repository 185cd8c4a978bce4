/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void cs_copy_picture_async (const char         *path,
                            GdkClipboard       *clipboard,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_copy_picture_finish (GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
