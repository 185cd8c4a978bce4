/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

G_BEGIN_DECLS

/* A source lives on a thread of its own and is watched from the main thread. The two share only what
 * stands under the lock: what the source last said of itself, and whether telling the main thread is
 * already under way. However often a source speaks, the main thread hears it at most once a turn. */

/* What can be seen of a source. */
typedef struct {
  CsSourceState state;
  char *reason; /* (nullable) */
  gint64 retry_at_us;
  gint64 heard_us;
  guint n_posts;
  guint n_refused;
  gboolean sign_in;
} CsSourceFacts;

/* An atomic box: a call that is under way keeps what it needs. */
typedef struct {
  CsSourceSink func;
  gpointer user_data;
  GDestroyNotify destroy; /* (nullable) */
} CsSourceDrain;

/* One thread's life. There is never more than one: a start that comes while another ends waits for it. */
typedef struct {
  GCancellable *cancellable;
  GMainContext *context;
  char *position; /* (nullable): only on the thread */
} CsSourceRun;

typedef struct {
  char *id;
  char *title;
  char *host;
  CsNetwork network;
  CsClock *clock;
  GMainContext *main_context;

  /* Main thread only. */
  CsSourceFacts shown;
  CsSourceRun *run; /* (nullable): set before its thread begins, cleared after it has ended */
  char *position;   /* (nullable): where the next run begins */
  gboolean moved;   /* position was set while running: what the run says of it is past */
  gboolean again;   /* start as soon as the run has ended */

  GMutex lock; /* guards the three below; never held during a call out */
  CsSourceFacts facts;
  GSource *telling;     /* (nullable): attached to the main context */
  CsSourceDrain *drain; /* (nullable) */

  int retry; /* atomic: the present or next wait is to end at once */
} CsSourcePrivate;

CsSourcePrivate *cs_source_get_private (CsSource *self);

/* cs-source-facts.c */
void cs_source_install_properties (GObjectClass *object_class);
void cs_source_show_facts (CsSource *self);

/* cs-source-thread.c: main thread. */
void cs_source_begin_run (CsSource *self);

/* With the lock held. */
void cs_source_note_state (CsSource     *self,
                           CsSourceState state,
                           const char   *reason,
                           gint64        retry_at_us);

gboolean cs_source_is_cancelled (CsSource *self);
void cs_source_drain_unref (CsSourceDrain *drain);

G_END_DECLS
