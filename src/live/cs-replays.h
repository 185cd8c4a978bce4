/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-replay.h"

G_BEGIN_DECLS

#define CS_REPLAYS_LIFE_S (24 * 3600)

/* The recordings of a folder, newest first, each for a while; what a crash has left is put together first. Main
 * thread only; the disk is another thread's. */
#define CS_TYPE_REPLAYS (cs_replays_get_type ())
G_DECLARE_FINAL_TYPE (CsReplays, cs_replays, CS, REPLAYS, GObject)

CsReplays *cs_replays_new (CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

void cs_replays_open (CsReplays  *self,
                      const char *folder);
void cs_replays_close (CsReplays *self);

GListModel *cs_replays_get_model (CsReplays *self);
gboolean cs_replays_get_ready (CsReplays *self);
const char *cs_replays_get_trouble (CsReplays *self);
gint64 cs_replays_get_life_s (CsReplays *self);
void cs_replays_set_life_s (CsReplays *self,
                            gint64     life_s);

void cs_replays_add (CsReplays          *self,
                     const char         *path,
                     const CsReplayNote *about);
void cs_replays_set_keep (CsReplays *self,
                          CsReplay  *replay,
                          gboolean   keep);
void cs_replays_tick (CsReplays *self);

void cs_replays_delete_async (CsReplays          *self,
                              CsReplay           *replay,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_replays_delete_finish (CsReplays    *self,
                                   GAsyncResult *result,
                                   GError      **error);
void cs_replays_export_async (CsReplays          *self,
                              CsReplay           *replay,
                              gint64              start_ms,
                              gint64              end_ms,
                              const char         *to,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_replays_export_finish (CsReplays    *self,
                                   GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
