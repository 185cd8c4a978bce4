/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"
#include "cs-clock.h"
#include "cs-contest-desk.h"
#include "cs-desk-live.h"
#include "cs-flow.h"
#include "cs-hint.h"
#include "cs-live-log.h"
#include "cs-live-page.h"
#include "cs-live-picture.h"
#include "cs-output-server.h"
#include "cs-post-list.h"
#include "cs-program.h"
#include "cs-replays.h"
#include "cs-rundown.h"
#include "cs-secrets.h"
#include "cs-seen-pictures.h"
#include "cs-source-config.h"
#include "cs-source.h"
#include "cs-store.h"
#include "cs-triage.h"

G_BEGIN_DECLS

/* One running show: its file, sources, triage, program and outputs, wired together. No GTK: the window
 * and the command line both drive this. */
#define CS_TYPE_DESK (cs_desk_get_type ())
G_DECLARE_FINAL_TYPE (CsDesk, cs_desk, CS, DESK, GObject)

CsDesk *cs_desk_new (CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void cs_desk_set_seen_pictures (CsDesk         *self,
                                CsSeenPictures *seen);

void cs_desk_open_async (CsDesk             *self,
                         const char         *path,
                         CsStoreMode         mode,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
gboolean cs_desk_open_finish (CsDesk       *self,
                              GAsyncResult *result,
                              GError      **error);
void cs_desk_close_async (CsDesk             *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_desk_close_finish (CsDesk       *self,
                               GAsyncResult *result,
                               GError      **error);

/* The overlay and the API on the loopback address; port 0 takes a free one. */
void cs_desk_serve_async (CsDesk             *self,
                          guint16             port,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_desk_serve_finish (CsDesk       *self,
                               GAsyncResult *result,
                               GError      **error);

CsClock *cs_desk_get_clock (CsDesk *self);
CsStore *cs_desk_get_store (CsDesk *self);
CsTriage *cs_desk_get_triage (CsDesk *self);
CsProgram *cs_desk_get_program (CsDesk *self);
CsRundown *cs_desk_get_rundown (CsDesk *self);
CsContestDesk *cs_desk_get_contest (CsDesk *self);
void cs_desk_set_relays (CsDesk     *self,
                         CsRelays   *relays,
                         const char *public_key);
CsOutputServer *cs_desk_get_output (CsDesk *self);
CsSecrets *cs_desk_get_secrets (CsDesk *self);
CsCapture *cs_desk_get_capture (CsDesk *self);
CsDeskLive *cs_desk_get_live (CsDesk *self);
CsReplays *cs_desk_get_replays (CsDesk *self);
CsLivePage *cs_desk_get_page (CsDesk *self);
CsLivePicture *cs_desk_get_picture (CsDesk *self);
CsLiveLog *cs_desk_get_live_log (CsDesk *self);
GListModel *cs_desk_get_sources (CsDesk *self);
const char *cs_desk_get_title (CsDesk *self);
void cs_desk_set_title (CsDesk     *self,
                        const char *title);
gboolean cs_desk_get_rehearsal (CsDesk *self);
const CsCounts *cs_desk_get_counts (CsDesk *self);
guint cs_desk_get_n_waiting (CsDesk *self);
void cs_desk_get_flow (CsDesk *self,
                       CsFlow *flow);
const char *cs_desk_get_trouble (CsDesk *self);
guint cs_desk_count_tag (CsDesk     *self,
                         const char *tag);
GStrv cs_desk_list_busiest_tags (CsDesk *self,
                                 guint   n) G_GNUC_WARN_UNUSED_RESULT;
const char *const *cs_desk_get_source_tags (CsDesk   *self,
                                            CsSource *source);
const char *const *cs_desk_get_words (CsDesk *self);
void cs_desk_set_words_async (CsDesk             *self,
                              const char *const  *words,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_desk_set_words_finish (CsDesk       *self,
                                   GAsyncResult *result,
                                   GError      **error);
GPtrArray *cs_desk_find_hints (CsDesk        *self,
                               const CsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/* A source reports into the show from the moment it is added; a configured one is there again when the show is
 * opened again, its token in the keyring. */
void cs_desk_add_source (CsDesk   *self,
                         CsSource *source);
CsSource *cs_desk_make_source (CsDesk               *self,
                               const CsSourceConfig *config,
                               const char           *token,
                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_desk_configure_source (CsDesk               *self,
                                   const CsSourceConfig *config,
                                   const char           *token,
                                   GError              **error);
void cs_desk_remove_source (CsDesk   *self,
                            CsSource *source);
void cs_desk_sign_in_async (CsDesk             *self,
                            CsSource           *source,
                            const char         *token,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_desk_sign_in_finish (CsDesk       *self,
                                 GAsyncResult *result,
                                 GError      **error);
/* Replays a recording as a source and marks the whole show as a rehearsal. Speed 1 is real time, 0 as fast as it goes. */
gboolean cs_desk_add_rehearsal (CsDesk     *self,
                                const char *recording_path,
                                double      speed,
                                GError    **error);

/* Empties everything at once. The outputs first: nothing here waits for the store. */
void cs_desk_clear (CsDesk *self);

G_END_DECLS
