/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-attempt.h"
#include "cs-line.h"
#include "cs-meter.h"
#include "cs-target.h"

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CsDestinationState:
 * @CS_DESTINATION_IDLE: not asked to stream
 * @CS_DESTINATION_CONNECTING: the server has not taken anything yet
 * @CS_DESTINATION_LIVE: the server takes the stream since #CsDestination:since-us
 * @CS_DESTINATION_WAITING: lost or not reached; tried again at #CsDestination:retry-at-us; #CsDestination:reason
 *   says why
 * @CS_DESTINATION_REFUSED: the server was reached and does not want the stream; tried again, but rarely
 *
 * How it stands with one destination.
 */
typedef enum {
  CS_DESTINATION_IDLE,
  CS_DESTINATION_CONNECTING,
  CS_DESTINATION_LIVE,
  CS_DESTINATION_WAITING,
  CS_DESTINATION_REFUSED,
} CsDestinationState;

#define CS_TYPE_DESTINATION (cs_destination_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsDestination, cs_destination, CS, DESTINATION, GObject)

/**
 * CsDestinationClass:
 * @sound: which sound it takes
 * @says_goodbye: whether the end of the stream is told by the stream itself
 * @build: makes the pipeline from the line to the network, on another thread; what it reads of the object must
 *   never change
 * @ended: (nullable): the pipeline of the last attempt is being thrown away
 *
 * What a protocol has to provide. Line, states, retries and counting are the base class's.
 */
struct _CsDestinationClass {
  GObjectClass parent_class;

  CsTrack sound;
  gboolean says_goodbye;
  gboolean (*build) (CsDestination *self,
                     CsAttempt     *attempt,
                     GstBin        *bin,
                     GError       **error);
  void (*ended) (CsDestination *self);

  gpointer padding[8];
};

CsDestination *cs_destination_new (CsTarget *target) G_GNUC_WARN_UNUSED_RESULT;

CsTarget *cs_destination_get_target (CsDestination *self);
CsLine *cs_destination_get_line (CsDestination *self);

void cs_destination_start (CsDestination *self,
                           GstClockTime   base_time);
void cs_destination_stop_async (CsDestination      *self,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean cs_destination_stop_finish (CsDestination *self,
                                     GAsyncResult  *result,
                                     GError       **error);
void cs_destination_retry_now (CsDestination *self);

CsDestinationState cs_destination_get_state (CsDestination *self);
const GError *cs_destination_get_reason (CsDestination *self);
gint64 cs_destination_get_since_us (CsDestination *self);
gint64 cs_destination_get_retry_at_us (CsDestination *self);
void cs_destination_get_stats (CsDestination      *self,
                               CsDestinationStats *stats);
gboolean cs_destination_get_sample (CsDestination *self,
                                    CsPaceSample  *sample);

/* The protocols. */
GType cs_rtmp_destination_get_type (void);
GType cs_srt_destination_get_type (void);
GType cs_whip_destination_get_type (void);

G_END_DECLS
