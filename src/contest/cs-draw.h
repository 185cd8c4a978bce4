/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity-file.h"
#include "cs-beacon-watch.h"
#include "cs-contest-setup.h"
#include "cs-draw-journal.h"

G_BEGIN_DECLS

/**
 * CsDrawPhase:
 * @CS_DRAW_IDLE: nothing is sealed
 * @CS_DRAW_SEALED: sealed; the round of the beacon is waited for
 * @CS_DRAW_ROLLING: sealed; the dice are waited for
 * @CS_DRAW_DISPUTED: sealed; relays disagree, and nothing is drawn
 * @CS_DRAW_RANKING: the value is known and on disk
 * @CS_DRAW_REVEALING: the result is on disk; winners are shown one by one
 * @CS_DRAW_DONE: everything has been shown
 *
 * How far a draw is.
 */
typedef enum {
  CS_DRAW_IDLE,
  CS_DRAW_SEALED,
  CS_DRAW_ROLLING,
  CS_DRAW_DISPUTED,
  CS_DRAW_RANKING,
  CS_DRAW_REVEALING,
  CS_DRAW_DONE,
} CsDrawPhase;

typedef struct _CsDrawIntake CsDrawIntake;

/**
 * CsDrawIntake:
 * @rows: (element-type CsActivityRow): every account seen
 * @tickets: (nullable) (element-type utf8 guint): how many tickets an id has; 1 when it is not there
 * @imports: (element-type CsImportReport): how complete the posts of each network are
 * @n_invalid: accounts whose handle cannot take part; they have no row
 *
 * What a draw is made from.
 */
struct _CsDrawIntake {
  GPtrArray *rows;
  GHashTable *tickets;
  GPtrArray *imports;
  guint n_invalid;
};

CsDrawIntake *cs_draw_intake_new (GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;
CsDrawIntake *cs_draw_intake_ref (CsDrawIntake *self);
void cs_draw_intake_unref (CsDrawIntake *self);
void cs_draw_intake_add_import (CsDrawIntake *self,
                                const char   *platform,
                                gint64        announced,
                                gint64        received,
                                gint64        gaps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDrawIntake, cs_draw_intake_unref)

/* The draws of one show: one at a time, from the seal to the last alternate. Every step is in the journal, on disk,
 * before "changed" is emitted; opened again after a crash it goes on with the same seal, the same round and the same
 * secret number. Main thread. */
#define CS_TYPE_DRAW (cs_draw_get_type ())
G_DECLARE_FINAL_TYPE (CsDraw, cs_draw, CS, DRAW, GObject)

CsDraw *cs_draw_new (CsStore    *store,
                     CsClock    *clock,
                     CsRelays   *relays,
                     const char *folder,
                     const char *public_key) G_GNUC_WARN_UNUSED_RESULT;

void cs_draw_open_async (CsDraw             *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
gboolean cs_draw_open_finish (CsDraw       *self,
                              GAsyncResult *result,
                              GError      **error);

/* Clock and relays, as before every sealing. */
void cs_draw_check_async (CsDraw             *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_draw_check_finish (CsDraw       *self,
                               GAsyncResult *result,
                               GError      **error);

void cs_draw_seal_async (CsDraw               *self,
                         const CsContestSetup *setup,
                         CsDrawIntake         *intake,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data);
gboolean cs_draw_seal_finish (CsDraw       *self,
                              GAsyncResult *result,
                              GError      **error);

gboolean cs_draw_paste (CsDraw     *self,
                        const char *text,
                        GError    **error);
gboolean cs_draw_accept_alone (CsDraw *self);
void cs_draw_roll_async (CsDraw             *self,
                         const char         *dice,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
gboolean cs_draw_roll_finish (CsDraw       *self,
                              GAsyncResult *result,
                              GError      **error);

void cs_draw_void_async (CsDraw             *self,
                         const char         *reason,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
gboolean cs_draw_void_finish (CsDraw       *self,
                              GAsyncResult *result,
                              GError      **error);
void cs_draw_replace_async (CsDraw             *self,
                            guint               rank,
                            gboolean            disqualified,
                            const char         *code,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_draw_replace_finish (CsDraw       *self,
                                 GAsyncResult *result,
                                 GError      **error);
void cs_draw_exclude_async (CsDraw             *self,
                            const char         *id,
                            const char         *code,
                            gboolean            manual,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
char *cs_draw_exclude_finish (CsDraw       *self,
                              GAsyncResult *result,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;

CsDrawPhase cs_draw_get_phase (CsDraw *self);
const CsSeal *cs_draw_get_seal (CsDraw *self);
char *cs_draw_dup_seal_text (CsDraw *self) G_GNUC_WARN_UNUSED_RESULT;
const CsContestSetup *cs_draw_get_setup (CsDraw *self);
CsBeaconWatch *cs_draw_get_watch (CsDraw *self);
CsBeaconLevel cs_draw_get_level (CsDraw *self);
const char *cs_draw_get_method (CsDraw *self);
const char *cs_draw_get_value (CsDraw *self);
const char *cs_draw_get_trouble (CsDraw *self);
const CsDrawJournal *cs_draw_get_journal (CsDraw *self);

/* The stage. Nobody else may show a name before the reveal is over. */
CsRanking *cs_draw_get_ranking (CsDraw *self);
char *cs_draw_dup_name (CsDraw *self,
                        gsize   rank) G_GNUC_WARN_UNUSED_RESULT;
guint cs_draw_get_n_revealed (CsDraw *self);
guint cs_draw_reveal_next (CsDraw *self);
void cs_draw_end_reveal (CsDraw *self);

CsCertificate *cs_draw_make_certificate (CsDraw  *self,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_tell_stamp (CsDraw     *self,
                         const char *authority,
                         const char *trouble);
void cs_draw_add_proof (CsDraw     *self,
                        const char *type,
                        gint64      time_s,
                        const char *reference,
                        const char *token);

G_END_DECLS
