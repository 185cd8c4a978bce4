/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void cs_theme_load_async (const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
GBytes *cs_theme_load_finish (GAsyncResult *result,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
