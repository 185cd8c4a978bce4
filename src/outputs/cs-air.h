/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-snapshot.h"
#include "cs-stage-view.h"

G_BEGIN_DECLS

/* What is on air, without a server around it. Every function may be called from any thread; none of them
 * waits for anything but the few instructions under one mutex, and clearing does not wait even for that.
 *
 * The latch and the epoch are one atomic number: a snapshot belongs to the epoch it was shown in and is on
 * air only while that epoch is the current one. Adding one to the epoch therefore darkens everything in a
 * single instruction, and nothing that was decided before can come back. */
typedef struct _CsAir CsAir;

/**
 * CsDarkReason:
 * @CS_DARK_OUT: this post was taken off
 * @CS_DARK_CLEARED: everything was taken off at once
 * @CS_DARK_WITHDRAWN: its author deleted or edited it, or is gone
 * @CS_DARK_SILENT: the desk's main loop gave no sign of life for too long
 * @CS_DARK_STOOD_STILL: the whole desk stood still (stopped, suspended): the pages had gone dark already
 * @CS_DARK_STOPPED: the output server was stopped
 *
 * Why what was on air no longer is.
 */
typedef enum {
  CS_DARK_OUT,
  CS_DARK_CLEARED,
  CS_DARK_WITHDRAWN,
  CS_DARK_SILENT,
  CS_DARK_STOOD_STILL,
  CS_DARK_STOPPED,
} CsDarkReason;

/**
 * CsAirState:
 * @epoch: the current epoch
 * @serial: counts the changes of what is on air
 * @snapshot: (nullable): what is on air
 * @stage_serial: counts the changes of the draw that is shown
 * @stage: (nullable): the draw that is shown
 *
 * One consistent look at the air.
 */
typedef struct {
  guint epoch;
  guint serial;
  CsSnapshot *snapshot;
  guint stage_serial;
  CsStageView *stage;
} CsAirState;

CsAir *cs_air_new (guint beat_timeout_ms) G_GNUC_WARN_UNUSED_RESULT;
void cs_air_free (CsAir *self);

guint cs_air_get_epoch (const CsAir *self);
void cs_air_read (CsAir      *self,
                  gint64      now_us,
                  CsAirState *state);
void cs_air_state_clear (CsAirState *state);

gboolean cs_air_show (CsAir      *self,
                      CsSnapshot *snapshot,
                      guint       epoch,
                      gint64      now_us);
CsSnapshot *cs_air_clear (CsAir *self) G_GNUC_WARN_UNUSED_RESULT;
CsSnapshot *cs_air_out (CsAir *self,
                        gint64 post_id) G_GNUC_WARN_UNUSED_RESULT;
CsSnapshot *cs_air_withdraw (CsAir      *self,
                             CsNetwork   network,
                             const char *host,
                             const char *native_id,
                             const char *but_version) G_GNUC_WARN_UNUSED_RESULT;
CsSnapshot *cs_air_withdraw_account (CsAir      *self,
                                     CsNetwork   network,
                                     const char *host,
                                     const char *native_id) G_GNUC_WARN_UNUSED_RESULT;

/* A draw beside the program, with a page of its own: the same latch, the same silence. */
gboolean cs_air_show_stage (CsAir       *self,
                            CsStageView *view,
                            guint        epoch,
                            gint64       now_us);
void cs_air_hide_stage (CsAir *self);

void cs_air_set_beat_timeout (CsAir *self,
                              guint  beat_timeout_ms);
void cs_air_beat (CsAir *self,
                  gint64 now_us);
gint64 cs_air_get_beat_age_ms (CsAir *self,
                               gint64 now_us);
CsSnapshot *cs_air_watch (CsAir        *self,
                          gint64        now_us,
                          CsDarkReason *reason) G_GNUC_WARN_UNUSED_RESULT;
void cs_air_unwatch (CsAir *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAir, cs_air_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsAirState, cs_air_state_clear)

G_END_DECLS
