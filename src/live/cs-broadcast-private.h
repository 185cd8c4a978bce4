/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast.h"

G_BEGIN_DECLS

struct _CsBroadcast {
  GObject parent_instance;

  CsCapture *capture;
  GListStore *destinations; /* CsDestination; the first is the one the bitrate follows */
  GHashTable *leaving; /* of the destinations, those that end before the broadcast */
  GPtrArray *lines; /* CsLine: outputs that are no destinations */
  char *record_folder; /* (nullable) */
  char *record_name;
  guint video_kbps;
  gboolean standby;

  CsBroadcastState state;
  gint64 since_us;
  gulong waiting_id; /* for the capture */
  CsTitler *titler;
  CsMixer *mixer; /* (nullable): none while it is off, like the two below */
  CsEncoder *encoder;
  CsRecorder *recorder; /* (nullable) */
  CsPace *pace; /* (nullable) */
  guint pace_id;
  guint paced_connect; /* which of the first destination's connections it goes by */
  GError *trouble; /* (nullable) */
  CsBroadcastStats last; /* of the broadcast that has ended */

  guint n_open; /* what still has to end */
  char *recorded; /* (nullable) */
  GError *record_error; /* (nullable) */
  char *lack; /* (nullable): of the last recording */
  GTask *stopping; /* (nullable) */
};

/* cs-broadcast.c */
void cs_broadcast_set_state (CsBroadcast     *self,
                             CsBroadcastState state);
void cs_broadcast_set_trouble (CsBroadcast  *self,
                               const GError *trouble);
CsDestination *cs_broadcast_get_destination (CsBroadcast *self,
                                             guint        i);
guint cs_broadcast_count_destinations (CsBroadcast *self);

/* cs-broadcast-run.c */
void cs_broadcast_take_slate (CsBroadcast *self);
void cs_broadcast_begin (CsBroadcast *self);
void cs_broadcast_start_destination (CsBroadcast   *self,
                                     CsDestination *destination);
void cs_broadcast_end (CsBroadcast *self);
void cs_broadcast_end_pace (CsBroadcast *self);

G_END_DECLS
