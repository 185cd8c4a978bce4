/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

/**
 * CsProgramState:
 * @CS_PROGRAM_DARK: nothing is on air
 * @CS_PROGRAM_ON_AIR: a post is on air
 * @CS_PROGRAM_BLOCKED: the last take was refused; #CsProgram:reason says why
 */
typedef enum {
  CS_PROGRAM_DARK,
  CS_PROGRAM_ON_AIR,
  CS_PROGRAM_BLOCKED,
} CsProgramState;

/**
 * CsOutlet:
 * @get_epoch: the epoch that a command decided now belongs to
 * @show: puts a snapshot on air; %FALSE when a clear came after @epoch
 * @out: takes a post off
 * @clear: empties everything, without waiting
 *
 * Where the program goes. All are called on the main thread and must not block.
 */
typedef struct {
  guint (*get_epoch) (gpointer data);
  gboolean (*show) (gpointer    data,
                    CsSnapshot *snapshot,
                    guint       epoch);
  void (*out) (gpointer data,
               gint64   post_id);
  void (*clear) (gpointer data);
} CsOutlet;

#define CS_TYPE_PROGRAM (cs_program_get_type ())
G_DECLARE_FINAL_TYPE (CsProgram, cs_program, CS, PROGRAM, GObject)

CsProgram *cs_program_new (CsStore        *store,
                           CsClock        *clock,
                           const CsOutlet *outlet,
                           gpointer        outlet_data) G_GNUC_WARN_UNUSED_RESULT;

CsProgramState cs_program_get_state (CsProgram *self);
const char *cs_program_get_reason (CsProgram *self);
CsPostItem *cs_program_get_cued (CsProgram *self);
CsSnapshot *cs_program_get_on_air (CsProgram *self);

gboolean cs_program_cue (CsProgram  *self,
                         CsPostItem *item,
                         GError    **error);
void cs_program_uncue (CsProgram *self);
void cs_program_take_async (CsProgram          *self,
                            const char         *by,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean cs_program_take_finish (CsProgram    *self,
                                 GAsyncResult *result,
                                 GError      **error);
void cs_program_out (CsProgram *self);
void cs_program_clear (CsProgram *self);
void cs_program_ended (CsProgram  *self,
                       const char *how);

G_END_DECLS
