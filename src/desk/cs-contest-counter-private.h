/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-counter.h"
#include "cs-worker.h"

G_BEGIN_DECLS

struct _CsContestCounter {
  GObject parent_instance;

  CsStore *store;
  CsWorker *worker;
  gulong changed_id;
  guint due_id; /* a round is due */
  gboolean running; /* a round is on its way */
  gboolean again; /* something has changed meanwhile */
  gboolean stopped;
  guint generation; /* rises with each contest: answers of the last one are let go */
  guint n_pages;
  gint64 last_id;
  GArray *updated; /* gint64: posts to read again */
  CsContestBoard *board; /* (nullable): worker thread, but for being replaced */
  CsTallySum sum;
  GPtrArray *top; /* CsStanding */
  GPtrArray *imports; /* CsImportReport */
  GQueue intakes; /* GTask: wait until all is counted */
};

/* cs-contest-counter.c */
void cs_contest_counter_emit_changed (CsContestCounter *self);

/* cs-contest-counter-round.c */
void cs_contest_counter_plan_round (CsContestCounter *self);
void cs_contest_counter_run_round (CsContestCounter *self);

/* cs-contest-counter-ask.c */
void cs_contest_counter_answer_intakes (CsContestCounter *self);
void cs_contest_counter_fail_intakes (CsContestCounter *self,
                                      const GError     *error);

G_END_DECLS
