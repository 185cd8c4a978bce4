/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void cs_show_in_folder_async (const char         *path,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_show_in_folder_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
