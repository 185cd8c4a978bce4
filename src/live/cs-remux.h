/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_REMUX_PART_PREFIX "part-"
#define CS_REMUX_PART_SUFFIX ".mkv"
/* A disk that others are busy with may think for half a minute. */
#define CS_REMUX_PATIENCE_MS 60000

void cs_remux_async (const char         *folder,
                     const char         *path,
                     guint               patience_ms,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data);
gboolean cs_remux_finish (GAsyncResult *result,
                          char        **lack,
                          GError      **error);

/* What a crash has left in parts. */
void cs_remux_left_async (const char         *folder,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
GPtrArray *cs_remux_left_finish (GAsyncResult *result,
                                 char        **lack,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
