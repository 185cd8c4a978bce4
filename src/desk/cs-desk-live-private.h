/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk-live.h"

G_BEGIN_DECLS

#define CS_DESK_LIVE_COUNTDOWN 3

struct _CsDeskLive {
  GObject parent_instance;

  CsClock *clock;
  CsSecrets *secrets;
  CsCapture *capture;
  CsBroadcast *broadcast;
  CsStore *store; /* (nullable): none while no show is open */
  GListStore *destinations; /* CsLiveDestination */
  CsLiveSheet *sheet;
  char *record_folder;
  gboolean rehearsal;
  gboolean page; /* the page for those near by is offered */

  CsDeskLiveState state;
  gboolean clip;
  guint countdown;
  guint countdown_id;
  guint limit_id;
  gint64 ends_at_us; /* monotonic; 0 for never */
  gint64 since_us; /* monotonic: since when somebody can see it, or could last */
  CsLiveReport *report; /* (nullable): of the broadcast that is on, or of the last one */
  GPtrArray *enders; /* (element-type GTask): who waits for the end */
};

/* cs-desk-live.c */
void cs_desk_live_set_state (CsDeskLive     *self,
                             CsDeskLiveState state);
void cs_desk_live_update_state (CsDeskLive *self);
void cs_desk_live_set_countdown (CsDeskLive *self,
                                 guint       seconds);
void cs_desk_live_emit_began (CsDeskLive *self);
void cs_desk_live_emit_limit_near (CsDeskLive *self);
void cs_desk_live_emit_ended (CsDeskLive *self);

/* cs-desk-live-go.c */
void cs_desk_live_join (CsDeskLive        *self,
                        CsLiveDestination *destination);
void cs_desk_live_leave (CsDeskLive        *self,
                         CsLiveDestination *destination);
void cs_desk_live_rejoin (CsDeskLive        *self,
                          CsLiveDestination *destination,
                          gboolean           elsewhere);

/* cs-desk-live-end.c */
void cs_desk_live_start_limit (CsDeskLive *self);
void cs_desk_live_change_limit (CsDeskLive *self);
void cs_desk_live_cancel_timers (CsDeskLive *self);

/* cs-desk-live-save.c */
void cs_desk_live_save (CsDeskLive *self);

G_END_DECLS
