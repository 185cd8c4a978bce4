/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-encoder.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a broadcast into a folder of its own, in parts of a minute that can be read up to the last moment whatever
 * happens to the process, and makes one MP4 file of them at the end. */
#define CS_TYPE_RECORDER (cs_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CsRecorder, cs_recorder, CS, RECORDER, GObject)

CsRecorder *cs_recorder_new (const char *folder,
                             const char *name) G_GNUC_WARN_UNUSED_RESULT;

void cs_recorder_set_part_ms (CsRecorder *self,
                              guint       part_ms,
                              guint       linger_ms);
void cs_recorder_start (CsRecorder  *self,
                        CsEncoder   *encoder,
                        GstClockTime base_time);
void cs_recorder_stop_async (CsRecorder         *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
char *cs_recorder_stop_finish (CsRecorder   *self,
                               GAsyncResult *result,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

const GError *cs_recorder_get_reason (CsRecorder *self);
const char *cs_recorder_get_lack (CsRecorder *self);
guint64 cs_recorder_get_free_bytes (CsRecorder *self);
guint cs_recorder_get_n_parts (CsRecorder *self);

G_END_DECLS
