/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-replays.h"
#include "cs-worker.h"

G_BEGIN_DECLS

struct _CsReplays {
  GObject parent_instance;

  CsClock *clock;
  CsWorker *worker;
  GListStore *store; /* CsReplay, newest first */
  char *folder; /* (nullable): none before it is opened */
  gint64 life_s;
  gboolean ready;
  char *trouble; /* (nullable) */
  guint tick_id;
  gint64 ticked_us; /* on the clock that nobody sets */
  gint64 rest_us; /* what was not counted yet: less than a second */
  gint64 noted_us;
  GCancellable *cancellable;
};

/* cs-replays.c */
void cs_replays_set_trouble (CsReplays  *self,
                             const char *trouble);
void cs_replays_insert (CsReplays *self,
                        CsReplay  *replay);
void cs_replays_take_out (CsReplays  *self,
                          const char *path);

/* cs-replays-life.c */
void cs_replays_expire (CsReplays *self);
void cs_replays_note (CsReplays *self);

G_END_DECLS
