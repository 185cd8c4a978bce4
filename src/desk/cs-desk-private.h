/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-confirmer.h"
#include "cs-desk-titler.h"
#include "cs-desk.h"
#include "cs-page-follower.h"
#include "cs-ferry.h"
#include "cs-keeper.h"

G_BEGIN_DECLS

struct _CsDesk {
  GObject parent_instance;

  CsClock *clock;
  CsOutputServer *output; /* made first and ended last: CLEAR works whatever the rest does */
  CsAirGuard *guard;
  CsSecrets *secrets;
  CsCapture *capture;
  CsDeskLive *live;
  CsDeskTitler *titler;
  CsReplays *replays;
  CsLivePage *page;
  CsPageFollower *page_follower;
  CsLivePicture *picture;
  CsLiveLog *live_log;
  CsPageSource *page_source; /* (nullable): while the page is on in an open show */
  CsStore *store; /* (nullable): none before open and after close */
  CsFerry *ferry;
  CsKeeper *keeper; /* (nullable): whoever only looks keeps nothing */
  CsTriage *triage;
  CsProgram *program;
  CsConfirmer *confirmer;
  CsRundown *rundown;
  CsContestDesk *contest;
  CsRelays *relays; /* (nullable): the known ones */
  char *beacon_key; /* (nullable): the pinned one */
  GListStore *sources; /* CsSource */
  GPtrArray *configs; /* CsSourceConfig: what is saved of them */
  GPtrArray *official; /* CsAccount: the show's own accounts */
  CsWordList *words; /* (nullable): what a hint tells of */
  char *title;
  gboolean rehearsal;
  gboolean only_look; /* the show is open elsewhere: no sources, no decisions */
  gboolean closing; /* nothing goes on air any more: nobody would take it off again */
  CsCounts counts; /* as they were last asked for */
  guint beat_id;
};

void cs_desk_load_sources (CsDesk   *self,
                           GVariant *saved);
void cs_desk_stop_sources (CsDesk *self);
void cs_desk_save_sources (CsDesk *self);
void cs_desk_keep_token (CsDesk     *self,
                         CsSource   *source,
                         const char *token);
void cs_desk_drop_rooms (CsDesk *self);
void cs_desk_set_rehearsal (CsDesk *self);
void cs_desk_tell_titler (CsDesk *self);
void cs_desk_read_official (CsDesk     *self,
                            const char *recording_path);
void cs_desk_load_official (CsDesk *self);
void cs_desk_load_words (CsDesk *self);

void cs_desk_make_page (CsDesk *self);
void cs_desk_make_replays (CsDesk *self);
void cs_desk_load_replays (CsDesk *self);
void cs_desk_close_replays (CsDesk *self);
void cs_desk_load_page (CsDesk *self);
void cs_desk_close_page (CsDesk *self);

void cs_desk_command_cb (CsOutputServer  *output,
                         CsOutputCommand *command,
                         CsDesk          *self);
void cs_desk_dark_cb (CsOutputServer *output,
                      CsDarkReason    reason,
                      CsSnapshot     *snapshot,
                      gint64          at_us,
                      CsDesk         *self);

G_END_DECLS
