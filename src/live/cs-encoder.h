/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-line.h"
#include "cs-mixer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsEncoderConfig:
 * @video_kbps: of the pictures
 * @audio_kbps: of the sound
 * @opus: whether somebody needs Opus, which WHIP does; all pictures are then kept to what every browser can show. Who
 *   needs it later gets pictures of its own
 *
 * What to make.
 */
typedef struct {
  guint video_kbps;
  guint audio_kbps;
  gboolean opus;
} CsEncoderConfig;

/* Pictures and sound become H.264, AAC and Opus, once for all outputs. It never touches the network or a disk. */
#define CS_TYPE_ENCODER (cs_encoder_get_type ())
G_DECLARE_FINAL_TYPE (CsEncoder, cs_encoder, CS, ENCODER, GObject)

CsEncoder *cs_encoder_new (CsMixer               *mixer,
                           const CsEncoderConfig *config,
                           GstClockTime           base_time) G_GNUC_WARN_UNUSED_RESULT;

void cs_encoder_start (CsEncoder *self);
void cs_encoder_end_async (CsEncoder          *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

void cs_encoder_add_line (CsEncoder *self,
                          CsLine    *line);
void cs_encoder_remove_line (CsEncoder *self,
                             CsLine    *line);
void cs_encoder_set_video_kbps (CsEncoder *self,
                                guint      kbps);
guint cs_encoder_get_video_kbps (CsEncoder *self);
guint64 cs_encoder_get_n_pictures (CsEncoder *self);

G_END_DECLS
