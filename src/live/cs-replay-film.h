/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* What can be done with a finished recording of our own. Each waits for disks and decoders: never on the main
 * thread. */
gint64 cs_replay_film_measure_ms (const char *path,
                                  GError    **error);
gboolean cs_replay_film_draw_thumbnail (const char *path,
                                        const char *picture,
                                        GError    **error);
gboolean cs_replay_film_cut (const char   *path,
                             gint64        start_ms,
                             gint64        end_ms,
                             const char   *to,
                             GCancellable *cancellable,
                             GError      **error);

G_END_DECLS
