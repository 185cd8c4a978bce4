/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void cs_beacon_check_async (guint64             round,
                            const char         *signature,
                            const char         *public_key,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_beacon_check_finish (GAsyncResult *result,
                                 gboolean     *genuine,
                                 char        **method,
                                 GError      **error);

G_END_DECLS
