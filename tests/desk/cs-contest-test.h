/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../contest/cs-draw-test.h"

#include "cs-contest-desk.h"
#include "cs-event.h"

G_BEGIN_DECLS

/* A show with a contest, its clock at the round that a seal made now will wait for; calls are waited for. */
typedef struct {
  char *folder;
  char *path;
  char *winners;
  CsClock *clock;
  CsStore *store;
  CsTestRelays *relays;
  CsContestDesk *desk;
  guint n_posts;
} CsContestTest;

void cs_contest_test_set_up (CsContestTest *self,
                             const char    *folder);
void cs_contest_test_leave (CsContestTest *self);
void cs_contest_test_tear_down (CsContestTest *self);
void cs_contest_test_open (CsContestTest *self);
void cs_contest_test_close (CsContestTest *self);
void cs_contest_test_reopen (CsContestTest *self);

CsEvent *cs_contest_test_event (CsContestTest *self,
                                const char    *author,
                                gint64         time_s,
                                const char    *text,
                                const char    *tag) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_test_ingest (CsContestTest *self,
                             GPtrArray     *events);
void cs_contest_test_post (CsContestTest *self,
                           const char    *author,
                           guint          slot,
                           const char    *text);
void cs_contest_test_fill (CsContestTest *self,
                           guint          n_authors);

CsContestSetup *cs_contest_test_setup (const char *draw) G_GNUC_WARN_UNUSED_RESULT;
CsContest *cs_contest_test_save (CsContestTest        *self,
                                 CsContest            *contest,
                                 const CsContestSetup *setup,
                                 GError              **error);
void cs_contest_test_count (CsContestTest *self);
CsStanding *cs_contest_test_find (CsContestTest *self,
                                  const char    *id) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_contest_test_seal (CsContestTest *self,
                               gboolean       rehearsal,
                               GError       **error);
void cs_contest_test_until (CsContestTest *self,
                            CsDrawPhase    phase);

G_END_DECLS
