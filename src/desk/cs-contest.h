/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-setup.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CsContestState:
 * @CS_CONTEST_DRAFT: nothing is sealed: everything can be changed
 * @CS_CONTEST_SEALED: sealed: nothing can be changed any more
 * @CS_CONTEST_DRAWN: the result is on disk and has been revealed
 * @CS_CONTEST_VOID: its seal was declared void
 *
 * How far a contest is.
 */
typedef enum {
  CS_CONTEST_DRAFT,
  CS_CONTEST_SEALED,
  CS_CONTEST_DRAWN,
  CS_CONTEST_VOID,
} CsContestState;

/* One contest of a show, kept in its file. "notify" tells when its set-up or its state is another. Main thread. */
#define CS_TYPE_CONTEST (cs_contest_get_type ())
G_DECLARE_FINAL_TYPE (CsContest, cs_contest, CS, CONTEST, GObject)

CsContest *cs_contest_new (const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;

const CsContestSetup *cs_contest_get_setup (CsContest *self);
const char *cs_contest_get_name (CsContest *self);
CsContestState cs_contest_get_state (CsContest *self);

/* For the desk alone. */
void cs_contest_set_setup (CsContest            *self,
                           const CsContestSetup *setup);
void cs_contest_set_state (CsContest     *self,
                           CsContestState state);

G_END_DECLS
