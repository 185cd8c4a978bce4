/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw-files.h"
#include "cs-draw.h"
#include "cs-reveal.h"
#include "cs-verify.h"
#include "cs-worker.h"

G_BEGIN_DECLS

struct _CsDraw {
  GObject parent_instance;

  CsStore *store;
  CsClock *clock;
  CsRelays *relays;
  CsWorker *worker; /* files and ranking */
  char *folder; /* one folder a draw in it */
  char *public_key; /* (nullable): the pinned one */
  CsDrawJournal *journal; /* (nullable): not open, or broken */
  gboolean appending;
  gboolean sealing; /* the head of the journal is already written into a seal */

  /* Of the current draw; all but the first empty when there is none. */
  CsDrawPhase phase;
  guint seal_index; /* in the journal; of no meaning in a rehearsal */
  CsContestSetup *setup;
  CsDrawFiles *files;
  CsSeal *seal;
  CsDrawList *list;
  GHashTable *names; /* (nullable): pseudonym → id */
  CsBeaconWatch *watch; /* (nullable) */
  char *value; /* (nullable) */
  char *signature; /* (nullable) */
  CsBeaconLevel level;
  char *method; /* (nullable) */
  GPtrArray *visits; /* (nullable): CsRelayVisit */
  CsRanking *ranking; /* (nullable) */
  guint n_revealed;
  GPtrArray *proofs; /* CsPriorProof */
  char *stamp_authority; /* (nullable) */
  char *stamp_trouble; /* (nullable): why there is no time stamp though one was asked for */
  guint revision;
  char *trouble; /* (nullable) */
};

void cs_draw_reveal_init (CsRevealInterface *iface);
gint64 cs_draw_now_s (CsDraw *self);
char *cs_draw_dup_folder (CsDraw     *self,
                          const char *draw) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_set_phase (CsDraw     *self,
                        CsDrawPhase phase);
void cs_draw_set_trouble (CsDraw     *self,
                          const char *trouble);
void cs_draw_forget (CsDraw *self);
gboolean cs_draw_take_files (CsDraw      *self,
                             CsDrawFiles *files,
                             gboolean     rehearsal,
                             GError     **error);

/* One at a time: the chain has one end. In a rehearsal nothing is written and all goes on as if it were. */
typedef struct {
  CsDrawEntryType type;
  const char *payload;
  JsonNode *body; /* (transfer full) */
} CsDrawStep;

void cs_draw_append_all (CsDraw             *self,
                         gint64              time_s,
                         const CsDrawStep   *steps,
                         gsize               n_steps,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void cs_draw_append (CsDraw             *self,
                     gint64              time_s,
                     CsDrawEntryType     type,
                     const char         *payload,
                     JsonNode           *body,
                     GAsyncReadyCallback callback,
                     gpointer            user_data);
/* Of something that is no draw and stands in the same journal; a rehearsal of it is not to come here. */
void cs_draw_append_others (CsDraw             *self,
                            const char         *name,
                            gint64              time_s,
                            const CsDrawStep   *steps,
                            gsize               n_steps,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
void cs_draw_append_other (CsDraw             *self,
                           const char         *name,
                           gint64              time_s,
                           CsDrawEntryType     type,
                           const char         *payload,
                           JsonNode           *body,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
void cs_draw_begin_journal (CsDraw             *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_draw_append_finish (CsDraw       *self,
                                GAsyncResult *result,
                                GError      **error);
JsonNode *cs_draw_body_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Of an EXPORT: the whole record, which tells the result. */
#define CS_DRAW_RECORD "record"

gboolean cs_draw_may_certify (CsDraw  *self,
                              GError **error);
CsCertificate *cs_draw_begin_certificate (CsDraw *self) G_GNUC_WARN_UNUSED_RESULT;
CsVerification *cs_draw_finish_certificate (CsCertificate     *certificate,
                                            const CsDrawFiles *files,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;

char *cs_draw_exclusion_new (const char *code,
                             gboolean    manual,
                             const char *id,
                             GError    **error) G_GNUC_WARN_UNUSED_RESULT;

void cs_draw_wait (CsDraw *self);
void cs_draw_rank (CsDraw *self,
                   GTask  *task);

G_END_DECLS
