/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"
#include "cs-destination.h"
#include "cs-encoder.h"
#include "cs-titler.h"
#include "cs-recorder.h"

G_BEGIN_DECLS

/**
 * CsBroadcastState:
 * @CS_BROADCAST_OFF: nothing leaves
 * @CS_BROADCAST_ON: destinations and recorder get what the camera gives
 * @CS_BROADCAST_ENDING: the destinations are told goodbye, the recording is being put together
 *
 * Whether there is a broadcast. How it stands with each destination, the destination says.
 */
typedef enum {
  CS_BROADCAST_OFF,
  CS_BROADCAST_ON,
  CS_BROADCAST_ENDING,
} CsBroadcastState;

/**
 * CsBroadcastStats:
 * @mixer: how even the way to the encoder is
 * @n_encoded: pictures that were encoded
 * @video_kbps: what the pictures may take now
 *
 * How the engine is doing.
 */
typedef struct {
  CsMixerStats mixer;
  guint64 n_encoded;
  guint video_kbps;
} CsBroadcastStats;

/* One camera and one microphone to any number of destinations and a recording; none of them touches another. */
#define CS_TYPE_BROADCAST (cs_broadcast_get_type ())
G_DECLARE_FINAL_TYPE (CsBroadcast, cs_broadcast, CS, BROADCAST, GObject)

CsBroadcast *cs_broadcast_new (CsCapture *capture) G_GNUC_WARN_UNUSED_RESULT;

GListModel *cs_broadcast_get_destinations (CsBroadcast *self);
gboolean cs_broadcast_add (CsBroadcast   *self,
                           CsDestination *destination);
void cs_broadcast_leave (CsBroadcast   *self,
                         CsDestination *destination);
void cs_broadcast_add_line (CsBroadcast *self,
                            CsLine      *line);
void cs_broadcast_remove_line (CsBroadcast *self,
                               CsLine      *line);
void cs_broadcast_remove_all (CsBroadcast *self);
void cs_broadcast_set_video_kbps (CsBroadcast *self,
                                  guint        kbps);
void cs_broadcast_record_to (CsBroadcast *self,
                             const char  *folder,
                             const char  *name);

void cs_broadcast_start (CsBroadcast *self);
void cs_broadcast_stop_async (CsBroadcast        *self,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
char *cs_broadcast_stop_finish (CsBroadcast  *self,
                                GAsyncResult *result,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_broadcast_get_lack (CsBroadcast *self);

CsBroadcastState cs_broadcast_get_state (CsBroadcast *self);
gint64 cs_broadcast_get_since_us (CsBroadcast *self);
gboolean cs_broadcast_get_standby (CsBroadcast *self);
void cs_broadcast_set_standby (CsBroadcast *self,
                               gboolean     standby);
CsTitler *cs_broadcast_get_titler (CsBroadcast *self);
CsRecorder *cs_broadcast_get_recorder (CsBroadcast *self);
const GError *cs_broadcast_get_trouble (CsBroadcast *self);
void cs_broadcast_get_stats (CsBroadcast      *self,
                             CsBroadcastStats *stats);

G_END_DECLS
