/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CsState:
 * @CS_STATE_INCOMING: nobody has decided on this version yet
 * @CS_STATE_APPROVED: may go on air in exactly this version
 * @CS_STATE_REJECTED: will not
 * @CS_STATE_HELD: later
 *
 * What triage made of a post's current version. The numbers are stored in show files.
 */
typedef enum {
  CS_STATE_INCOMING = 0,
  CS_STATE_APPROVED = 1,
  CS_STATE_REJECTED = 2,
  CS_STATE_HELD = 3,
} CsState;

#define CS_N_STATES 4

/**
 * CsVerb:
 * @CS_VERB_APPROVE: a person approves
 * @CS_VERB_REJECT: a person rejects
 * @CS_VERB_HOLD: a person puts it aside
 * @CS_VERB_UNDO: a person takes an earlier decision back
 * @CS_VERB_REVISE: its author edited it: back to triage
 * @CS_VERB_WITHDRAW: its author or the network removed it
 * @CS_VERB_RESTORE: it is there again (account active again)
 *
 * What a journal row says. The numbers are stored in show files.
 */
typedef enum {
  CS_VERB_APPROVE = 1,
  CS_VERB_REJECT = 2,
  CS_VERB_HOLD = 3,
  CS_VERB_UNDO = 4,
  CS_VERB_REVISE = 5,
  CS_VERB_WITHDRAW = 6,
  CS_VERB_RESTORE = 7,
} CsVerb;

const char *cs_state_to_id (CsState state);
gboolean cs_state_from_id (const char *id,
                           CsState    *state);
const char *cs_state_get_name (CsState state);
gboolean cs_verb_from_id (const char *id,
                          CsVerb     *verb);

G_END_DECLS
