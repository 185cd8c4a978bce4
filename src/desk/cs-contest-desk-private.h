/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"
#include "cs-worker.h"

G_BEGIN_DECLS

/* Settings of the show file. The first is of shows that knew one contest only. */
#define CS_CONTEST_KEY_ONE "contest"
#define CS_CONTEST_KEY_ALL "contests"
#define CS_CONTEST_KEY_CURRENT "contest-current"
#define CS_CONTEST_KEY_PEOPLE "contest-people"
#define CS_CONTEST_KEY_REVEALED "contest-revealed"
#define CS_CONTEST_KEY_PROOFS "contest-proofs"
#define CS_CONTEST_KEY_AUTHORITY "contest-authority"

#define CS_CONTEST_AUTHORITY_TYPE "(ss)"
#define CS_CONTEST_PROOFS_TYPE "a(ssxsms)"

struct _CsContestDesk {
  GObject parent_instance;

  CsStore *store;
  CsClock *clock;
  CsDraw *draw;
  CsClue *clue; /* (nullable): the clue contest that is sealed, or was last */
  char *clue_trouble; /* (nullable): it cannot be taken up */
  CsContestCounter *counter;
  GListStore *contests; /* CsContest */
  CsContest *current; /* (nullable) */
  CsContestPeople *people;
  GHashTable *revealed; /* digests of seals of which everything was shown */
  guint n_prize_events; /* of the draw, when its winners were remembered last */
  GArray *proofs; /* of seals: CsContestProof */
  gboolean only_look;
  gboolean rehearsal; /* the whole show is one */
  gboolean busy; /* something is being written that nothing may overtake */
  gboolean open;
  gboolean stopped;
  char *winner_folder;
  CsWorker *errands; /* files of past winners, one after the other */
  char *trouble; /* (nullable): the journal of draws cannot be used */

  char *authority; /* (nullable): who stamps seals */
  GBytes *authority_certificates; /* (nullable): what stamps have to come from */
  char *stamping; /* (nullable): digest of the seal that a stamp is asked for */
  GCancellable *stamp_cancellable; /* (nullable): of that */
  guint stamp_again_id;
  char *stamp_trouble; /* (nullable): why there is no stamp yet */
};

/* A proof that the fingerprint @seal was public before the value. */
typedef struct {
  char *seal;
  char *type;
  gint64 time_s;
  char *reference;
  char *token; /* (nullable) */
} CsContestProof;

void cs_contest_desk_changed (CsContestDesk *self);
void cs_contest_desk_set_busy (CsContestDesk *self,
                               gboolean       busy);
GTask *cs_contest_desk_task_new (CsContestDesk      *self,
                                 gpointer            tag,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_contest_desk_may_write (CsContestDesk *self,
                                    GTask         *task);
CsContest *cs_contest_desk_find (CsContestDesk *self,
                                 const char    *name);
void cs_contest_desk_recount (CsContestDesk *self);

void cs_contest_desk_keep_people (CsContestDesk *self,
                                  GTask         *task);
gboolean cs_contest_desk_may_change_people (CsContestDesk *self,
                                            GTask         *task);

void cs_contest_desk_load_winners (CsContestDesk *self);
void cs_contest_desk_remember_winners (CsContestDesk *self);

void cs_contest_desk_drop_clue (CsContestDesk *self);
void cs_contest_desk_tell_clue_states (CsContestDesk       *self,
                                       const CsDrawJournal *journal);
void cs_contest_desk_take_up_clue (CsContestDesk *self);
void cs_contest_desk_find_open_clue (CsContestDesk *self);
CsContestSetup *cs_contest_desk_clue_setup (CsContestDesk *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_contest_desk_keep_revealed (CsContestDesk *self);
CsContest *cs_contest_desk_find_printed (CsContestDesk *self,
                                         const char    *name,
                                         const char    *setup);

void cs_contest_desk_note_revealed (CsContestDesk *self);
void cs_contest_desk_update_states (CsContestDesk *self);
void cs_contest_desk_restore_proofs (CsContestDesk *self);
void cs_contest_desk_stamp (CsContestDesk *self);
void cs_contest_desk_stop_stamping (CsContestDesk *self);
void cs_contest_desk_load_authority (CsContestDesk *self,
                                     GVariant      *value);
void cs_contest_desk_load_proofs (CsContestDesk *self,
                                  GVariant      *value);

G_END_DECLS
