/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-beacon-watch.h"

G_BEGIN_DECLS

/* How it stands with one relay. */
typedef struct {
  gboolean asking;
  gint64 next_us; /* monotonic */
  char *signature; /* (nullable) */
  char *date; /* (nullable) */
  gint64 fetched_s;
  char *trouble; /* (nullable) */
} CsBeaconRelay;

/* What the check of a signature has found. */
typedef enum {
  CS_BEACON_CHECK_NONE,
  CS_BEACON_CHECK_RUNNING,
  CS_BEACON_CHECK_GENUINE,
  CS_BEACON_CHECK_FORGED,
  CS_BEACON_CHECK_FAILED,
} CsBeaconCheck;

struct _CsBeaconWatch {
  GObject parent_instance;

  CsRelays *relays;
  CsClock *clock;
  guint64 round;
  char *public_key; /* (nullable): the pinned one */
  GCancellable *stopped;
  GSource *timer; /* (nullable) */
  CsBeaconRelay *asked;
  guint n_asked;
  char *pasted; /* (nullable) */
  char *checked; /* (nullable): the signature that @check is about */
  CsBeaconCheck check;
  char *method; /* (nullable): library and version that checked it */
  CsBeaconState state;
  CsBeaconLevel level;
  char *signature; /* (nullable): settled */
  char *trouble; /* (nullable) */
};

/* cs-beacon-watch.c */
gint64 cs_beacon_watch_since_round_us (CsBeaconWatch *self);
gboolean cs_beacon_watch_is_over (CsBeaconWatch *self);
void cs_beacon_watch_emit_changed (CsBeaconWatch *self);
void cs_beacon_watch_set_state (CsBeaconWatch *self,
                                CsBeaconState  state);
void cs_beacon_watch_look (CsBeaconWatch *self);

/* cs-beacon-watch-ask.c */
void cs_beacon_watch_ask_due (CsBeaconWatch *self);

G_END_DECLS
