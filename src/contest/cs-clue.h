/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-verify.h"
#include "cs-draw.h"
#include "cs-record.h"
#include "cs-stage-view.h"

G_BEGIN_DECLS

/**
 * CsCluePhase:
 * @CS_CLUE_IDLE: nothing is sealed
 * @CS_CLUE_SEALED: answers count, or will
 * @CS_CLUE_REVEALING: the result is on disk; winners are shown one by one
 * @CS_CLUE_DONE: everything has been shown
 *
 * How far a clue contest is.
 */
typedef enum {
  CS_CLUE_IDLE,
  CS_CLUE_SEALED,
  CS_CLUE_REVEALING,
  CS_CLUE_DONE,
} CsCluePhase;

/* A treasure hunt: a secret answer, sealed by its digest; the first accounts whose approved post holds it win. It stands
 * in the same journal as draws, may run beside one, and goes on after a crash. Emits "changed". Main thread. */
#define CS_TYPE_CLUE (cs_clue_get_type ())
G_DECLARE_FINAL_TYPE (CsClue, cs_clue, CS, CLUE, GObject)

CsClue *cs_clue_new (CsDraw *draw) G_GNUC_WARN_UNUSED_RESULT;
GStrv cs_clue_list (CsDraw *draw) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CsClueGlance:
 * @contest: its name
 * @seal_digest: F
 * @setup: (nullable): the set-up that it was sealed with, printed
 * @voided: its seal was declared void
 * @closed: its result is on disk
 * @recorded: its record went out, and with it everything
 *
 * What the journal tells of a clue contest.
 */
typedef struct {
  const char *contest;
  const char *seal_digest;
  const char *setup;
  gboolean voided;
  gboolean closed;
  gboolean recorded;
} CsClueGlance;

gboolean cs_clue_look (const CsDrawJournal *journal,
                       guint                index,
                       CsClueGlance        *glance);

void cs_clue_open_async (CsClue             *self,
                         const char         *contest,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void cs_clue_seal_async (CsClue             *self,
                         const CsContestSetup *setup,
                         const char *const  *answers,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void cs_clue_close_async (CsClue             *self,
                          GPtrArray          *posts,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
void cs_clue_export_async (CsClue                *self,
                           const CsRecordDetails *details,
                           const char *const     *languages,
                           const char            *folder,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data);
void cs_clue_void_async (CsClue             *self,
                         const char         *reason,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void cs_clue_replace_async (CsClue             *self,
                            guint               rank,
                            gboolean            disqualified,
                            const char         *code,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_clue_finish (CsClue       *self,
                         GAsyncResult *result,
                         GError      **error);

CsCluePhase cs_clue_get_phase (CsClue *self);
const CsClueSeal *cs_clue_get_seal (CsClue *self);
const char *cs_clue_get_seal_text (CsClue *self);
const CsContestSetup *cs_clue_get_setup (CsClue *self);
char *cs_clue_dup_folder (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_clue_get_busy (CsClue *self);
guint cs_clue_get_n_entries (CsClue *self);
guint cs_clue_get_n_winners (CsClue *self);
guint cs_clue_get_n_named (CsClue *self);
guint cs_clue_get_n_revealed (CsClue *self);
GPtrArray *cs_clue_list_events (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;

guint cs_clue_reveal_next (CsClue *self);
void cs_clue_end_reveal (CsClue *self);
const CsClueEntry *cs_clue_get_entry (CsClue *self,
                                      guint   rank);

CsStageView *cs_clue_make_view (CsClue     *self,
                                GHashTable *people) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_clue_get_key (CsClue *self,
                             guint   rank);
CsClueCertificate *cs_clue_make_certificate (CsClue  *self,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv cs_clue_dup_answer (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_clue_dup_entries (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_clue_dup_rules (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
