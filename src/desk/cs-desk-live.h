/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast.h"
#include "cs-clock.h"
#include "cs-live-destination.h"
#include "cs-live-report.h"
#include "cs-live-sheet.h"
#include "cs-secrets.h"
#include "cs-store.h"

G_BEGIN_DECLS

/**
 * CsDeskLiveState:
 * @CS_DESK_LIVE_OFF: nothing leaves
 * @CS_DESK_LIVE_COUNTING: three seconds are counted down; cs_desk_live_get_countdown()
 * @CS_DESK_LIVE_CONNECTING: it has begun, and no destination has taken it yet
 * @CS_DESK_LIVE_ON: at least one destination takes it
 * @CS_DESK_LIVE_LOST: it was taken, and now no destination takes it; they are tried again
 * @CS_DESK_LIVE_ENDING: the destinations are told goodbye, the recording is being put together
 *
 * How it stands with the broadcast as a whole. Only @CS_DESK_LIVE_ON means that somebody can see it.
 */
typedef enum {
  CS_DESK_LIVE_OFF,
  CS_DESK_LIVE_COUNTING,
  CS_DESK_LIVE_CONNECTING,
  CS_DESK_LIVE_ON,
  CS_DESK_LIVE_LOST,
  CS_DESK_LIVE_ENDING,
} CsDeskLiveState;

/* The show's broadcasts: where they go, what was said of them, and the one that is on. Main thread only.
 *
 * "began" and "ended" carry a CsLiveReport. Who draws into the picture or listens to the encoder asks for the
 * broadcast, which is the same object as long as the desk lives. */
#define CS_TYPE_DESK_LIVE (cs_desk_live_get_type ())
G_DECLARE_FINAL_TYPE (CsDeskLive, cs_desk_live, CS, DESK_LIVE, GObject)

CsDeskLive *cs_desk_live_new (CsClock   *clock,
                              CsSecrets *secrets,
                              CsCapture *capture) G_GNUC_WARN_UNUSED_RESULT;

void cs_desk_live_load_async (CsDeskLive         *self,
                              CsStore            *store,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_desk_live_load_finish (CsDeskLive   *self,
                                   GAsyncResult *result,
                                   GError      **error);
void cs_desk_live_unload (CsDeskLive *self);

CsBroadcast *cs_desk_live_get_broadcast (CsDeskLive *self);
GListModel *cs_desk_live_get_destinations (CsDeskLive *self);
CsLiveDestination *cs_desk_live_add (CsDeskLive           *self,
                                     const CsLiveSettings *settings,
                                     const char           *key,
                                     const char           *extra);
void cs_desk_live_change (CsDeskLive           *self,
                          CsLiveDestination    *destination,
                          const CsLiveSettings *settings,
                          const char           *key,
                          const char           *extra);
void cs_desk_live_remove (CsDeskLive        *self,
                          CsLiveDestination *destination);

const CsLiveSheet *cs_desk_live_get_sheet (CsDeskLive *self);
void cs_desk_live_set_sheet (CsDeskLive        *self,
                             const CsLiveSheet *sheet);
void cs_desk_live_set_rehearsal (CsDeskLive *self,
                                 gboolean    rehearsal);
void cs_desk_live_set_page (CsDeskLive *self,
                            gboolean    offered);
const char *cs_desk_live_get_record_folder (CsDeskLive *self);
void cs_desk_live_set_record_folder (CsDeskLive *self,
                                     const char *folder);

char *cs_desk_live_find_obstacle (CsDeskLive *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_desk_live_go (CsDeskLive *self,
                          gboolean    clip,
                          GError    **error);
void cs_desk_live_end_async (CsDeskLive         *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean cs_desk_live_end_finish (CsDeskLive   *self,
                                  GAsyncResult *result,
                                  GError      **error);

CsDeskLiveState cs_desk_live_get_state (CsDeskLive *self);
guint cs_desk_live_get_countdown (CsDeskLive *self);
gint64 cs_desk_live_get_since_us (CsDeskLive *self);
gint64 cs_desk_live_get_ends_at_us (CsDeskLive *self);
const CsLiveReport *cs_desk_live_get_report (CsDeskLive *self);
gboolean cs_desk_live_get_standby (CsDeskLive *self);
void cs_desk_live_set_standby (CsDeskLive *self,
                               gboolean    standby);

G_END_DECLS
