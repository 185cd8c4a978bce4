/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decision.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *id;
  const char *name;
} states[CS_N_STATES] = {
  [CS_STATE_INCOMING] = { "incoming", N_("To sort") },
  [CS_STATE_APPROVED] = { "approved", N_("Approved") },
  [CS_STATE_REJECTED] = { "rejected", N_("Rejected") },
  [CS_STATE_HELD] = { "held", N_("On hold") },
};

static const char *const verbs[] = {
  NULL, "approve", "reject", "hold", "undo", "revise", "withdraw", "restore",
};

/**
 * cs_state_to_id:
 * @state: a state
 *
 * Returns: (transfer none): its name in files and on the command line
 */
const char *
cs_state_to_id (CsState state)
{
  g_return_val_if_fail (state < CS_N_STATES, NULL);

  return states[state].id;
}

/**
 * cs_state_from_id:
 * @id: (nullable): a name as cs_state_to_id() gives it
 * @state: (out): the state
 *
 * Returns: whether @id names a state; if not, @state is left alone
 */
gboolean
cs_state_from_id (const char *id,
                  CsState    *state)
{
  for (guint i = 0; i < CS_N_STATES; i++)
    if (g_strcmp0 (id, states[i].id) == 0) {
      *state = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): the word for it in the interface's language
 */
const char *
cs_state_get_name (CsState state)
{
  g_return_val_if_fail (state < CS_N_STATES, NULL);

  return _(states[state].name);
}

/**
 * cs_verb_from_id:
 * @id: (nullable): a verb as files and the command line name it
 * @verb: (out): the verb
 *
 * Returns: whether @id names a verb; if not, @verb is left alone
 */
gboolean
cs_verb_from_id (const char *id,
                 CsVerb     *verb)
{
  for (guint i = 1; i < G_N_ELEMENTS (verbs); i++)
    if (g_strcmp0 (id, verbs[i]) == 0) {
      *verb = i;
      return TRUE;
    }
  return FALSE;
}
