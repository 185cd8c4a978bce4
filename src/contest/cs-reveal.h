/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"
#include "cs-record.h"
#include "cs-stage-view.h"

G_BEGIN_DECLS

/* Whatever is sealed, ends, and has winners who are shown one by one: a draw, or a clue contest. Stage, pages and contest
 * page know no more of it. Emits "changed". Main thread. */
#define CS_TYPE_REVEAL (cs_reveal_get_type ())
G_DECLARE_INTERFACE (CsReveal, cs_reveal, CS, REVEAL, GObject)

struct _CsRevealInterface {
  GTypeInterface parent;

  CsDrawPhase (*get_phase) (CsReveal *self);
  const CsContestSetup *(*get_setup) (CsReveal *self);
  const char *(*get_name) (CsReveal *self);
  gboolean (*get_rehearsal) (CsReveal *self);
  guint (*get_n_winners) (CsReveal *self);
  guint (*get_n_named) (CsReveal *self);
  guint (*get_n_revealed) (CsReveal *self);
  char *(*dup_id) (CsReveal *self,
                   guint     rank);
  guint (*reveal_next) (CsReveal *self);
  void (*end_reveal) (CsReveal *self);
  GPtrArray *(*list_events) (CsReveal *self);
  CsStageView *(*make_view) (CsReveal   *self,
                             GHashTable *people);
  char *(*dup_folder) (CsReveal *self);
  void (*void_async) (CsReveal           *self,
                      const char         *reason,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  void (*replace_async) (CsReveal           *self,
                         guint               rank,
                         gboolean            disqualified,
                         const char         *code,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
  void (*export_async) (CsReveal              *self,
                        const CsRecordDetails *details,
                        const char *const     *languages,
                        const char            *folder,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data);
};

CsDrawPhase cs_reveal_get_phase (CsReveal *self);
const CsContestSetup *cs_reveal_get_setup (CsReveal *self);
const char *cs_reveal_get_name (CsReveal *self);
gboolean cs_reveal_get_rehearsal (CsReveal *self);
guint cs_reveal_get_n_winners (CsReveal *self);
guint cs_reveal_get_n_named (CsReveal *self);
guint cs_reveal_get_n_revealed (CsReveal *self);
char *cs_reveal_dup_id (CsReveal *self,
                        guint     rank) G_GNUC_WARN_UNUSED_RESULT;
char *cs_reveal_dup_person (CsReveal   *self,
                            GHashTable *people,
                            guint       rank,
                            char      **handle) G_GNUC_WARN_UNUSED_RESULT;
guint cs_reveal_next (CsReveal *self);
void cs_reveal_end (CsReveal *self);
GPtrArray *cs_reveal_list_events (CsReveal *self) G_GNUC_WARN_UNUSED_RESULT;
CsStageView *cs_reveal_make_view (CsReveal   *self,
                                  GHashTable *people) G_GNUC_WARN_UNUSED_RESULT;
char *cs_reveal_dup_folder (CsReveal *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_reveal_void_async (CsReveal           *self,
                           const char         *reason,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
void cs_reveal_replace_async (CsReveal           *self,
                              guint               rank,
                              gboolean            disqualified,
                              const char         *code,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void cs_reveal_export_async (CsReveal              *self,
                             const CsRecordDetails *details,
                             const char *const     *languages,
                             const char            *folder,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data);
gboolean cs_reveal_finish (CsReveal     *self,
                           GAsyncResult *result,
                           GError      **error);

G_END_DECLS
