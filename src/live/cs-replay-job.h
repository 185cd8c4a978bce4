/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-replay.h"

G_BEGIN_DECLS

/* What is done with a recording's files, as tasks for a worker: a task carries a job, and each of the functions below
 * runs on the worker and answers the task. */

/**
 * CsReplayJob:
 * @path: a film, or the folder
 * @replay: (nullable): the recording; touched on the main thread only
 * @note: (nullable): what is noted of it
 * @picture: (nullable): where its picture goes
 * @life_s: how long recordings stay, of which nothing is noted
 * @now_us: the time of day, microseconds since 1970
 * @length_ms: found: how long it is; -1 when it cannot be read
 * @drawn: found: whether there is a picture
 * @n_bytes: found: how large it is
 */
typedef struct {
  char *path;
  CsReplay *replay;
  CsReplayNote *note;
  char *picture;
  gint64 life_s;
  gint64 now_us;
  gint64 length_ms;
  gboolean drawn;
  guint64 n_bytes;
} CsReplayJob;

GTask *cs_replay_job_new (gpointer            source,
                          const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
GTask *cs_replay_job_new_for (gpointer            source,
                              CsReplay           *replay,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;

void cs_replay_job_read (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable);
void cs_replay_job_add (GTask        *task,
                        gpointer      source,
                        gpointer      data,
                        GCancellable *cancellable);
void cs_replay_job_look (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable);
void cs_replay_job_note (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable);
void cs_replay_job_remove (GTask        *task,
                           gpointer      source,
                           gpointer      data,
                           GCancellable *cancellable);

G_END_DECLS
