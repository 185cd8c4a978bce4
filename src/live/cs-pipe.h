/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* A pipeline whose building, starting and ending happen on threads that may wait: a camera that hangs in its
 * driver hangs nothing else. What it says arrives in the main context of its maker. */
#define CS_TYPE_PIPE (cs_pipe_get_type ())
G_DECLARE_FINAL_TYPE (CsPipe, cs_pipe, CS, PIPE, GObject)

/**
 * CsPipeBuild:
 * @bin: where the elements go
 * @data: as given to cs_pipe_new()
 * @error: why it cannot be built
 *
 * Makes and links the elements, on a thread of GStreamer's.
 *
 * Returns: whether it could
 */
typedef gboolean (*CsPipeBuild) (GstBin  *bin,
                                 gpointer data,
                                 GError **error);

CsPipe *cs_pipe_new (const char    *name,
                     GstClockTime   base_time,
                     CsPipeBuild    build,
                     gpointer       data,
                     GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

void cs_pipe_start (CsPipe *self);
void cs_pipe_end_async (CsPipe             *self,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
gboolean cs_pipe_end_finish (CsPipe       *self,
                             GAsyncResult *result,
                             GError      **error);

/* For build functions. */
GstElement *cs_pipe_make (GstBin     *bin,
                          const char *factory,
                          const char *name,
                          GError    **error);
gboolean cs_pipe_chain (GError    **error,
                        GstElement *first,
                        ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
