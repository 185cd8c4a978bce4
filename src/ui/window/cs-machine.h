/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsMachine:
 * @free_bytes: free space where shows are kept, or 0 when unknown
 * @n_cameras: cameras found
 *
 * What this machine has for a show.
 */
typedef struct {
  guint64 free_bytes;
  guint n_cameras;
} CsMachine;

void cs_machine_look_async (const char         *folder,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_machine_look_finish (GAsyncResult *result,
                                 CsMachine    *machine,
                                 GError      **error);

gboolean cs_machine_is_ready (const CsMachine *machine);
char *cs_machine_describe (const CsMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
