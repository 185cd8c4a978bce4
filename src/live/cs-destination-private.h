/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-destination.h"
#include "cs-patience.h"
#include "cs-pipe.h"

G_BEGIN_DECLS

typedef struct {
  CsTarget *target;
  CsLine *line;
  GstClockTime base_time;
  gboolean wanted;
  CsDestinationState state;
  GError *reason; /* (nullable) */
  gint64 since_us;
  gint64 retry_at_us;

  CsAttempt *attempt; /* (nullable) */
  gint64 attempted_us;
  CsPipe *pipe; /* (nullable) */
  CsPatience *patience;
  guint retry_id;
  guint settle_id; /* the network has changed a moment ago */
  guint connect_id;
  guint look_id;

  CsMeter *meter;
  guint n_looks;

  guint n_ending; /* pipelines that are being thrown away */
  GTask *stopping; /* (nullable) */
  guint goodbye_id;
} CsDestinationPrivate;

/* cs-destination.c */
CsDestinationPrivate *cs_destination_get_private (CsDestination *self);
void cs_destination_set_state (CsDestination     *self,
                               CsDestinationState state,
                               const GError      *reason);
void cs_destination_emit_measured (CsDestination *self);

/* cs-destination-attempt.c */
void cs_destination_attempt (CsDestination *self);
void cs_destination_drop_attempt (CsDestination *self);
void cs_destination_watch_network (CsDestination *self);
void cs_destination_forget_plans (CsDestination *self);

G_END_DECLS
