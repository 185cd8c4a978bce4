/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static CsState
state_after (CsVerb verb)
{
  switch (verb) {
  case CS_VERB_APPROVE:
    return CS_STATE_APPROVED;
  case CS_VERB_REJECT:
    return CS_STATE_REJECTED;
  default:
    return CS_STATE_HELD;
  }
}

/* The newest decision by @who that is in force: nobody decided after it, and the post is still the one
 * that was judged. */
static gboolean
find_to_undo (CsWriter   *writer,
              gint64      post_id,
              const char *who,
              gint64     *decision_id,
              gint64     *found_post_id,
              GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db,
                             "SELECT d.id, p.id FROM post AS p JOIN decision AS d ON d.id = p.decision_id"
                             " WHERE p.decision_id IS NOT NULL AND p.gone_us = 0 AND d.who = ?1"
                             " AND (?2 = 0 OR p.id = ?2) ORDER BY p.decision_id DESC LIMIT 1", error);
  *decision_id = 0;
  if (row == NULL)
    return FALSE;
  cs_statement_set_text (row, 1, who);
  cs_statement_set_int (row, 2, post_id);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW) {
    *decision_id = cs_statement_get_int (row, 0);
    *found_post_id = cs_statement_get_int (row, 1);
  }
  return step != CS_STEP_FAILED;
}

/* What was in force before @decision_id. An approval only comes back for the very version it was given to. */
static gboolean
read_before (CsWriter  *writer,
             gint64     decision_id,
             CsPostRow *row,
             GError   **error)
{
  g_autoptr (CsStatement) statement = NULL;

  statement = cs_database_prepare (writer->db,
                                   "SELECT d.state_before, d.previous_id, b.verb = 1 AND b.version = ?2"
                                   " FROM decision AS d LEFT JOIN decision AS b ON b.id = d.previous_id"
                                   " WHERE d.id = ?1", error);
  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, decision_id);
  cs_statement_set_blob (statement, 2, row->version, CS_VERSION_BYTES);
  if (cs_statement_step (statement, error) != CS_STEP_ROW)
    return FALSE;
  row->state = CLAMP (cs_statement_get_int (statement, 0), 0, CS_N_STATES - 1);
  row->decision_id = cs_statement_get_int (statement, 1);
  if (row->state == CS_STATE_APPROVED && cs_statement_get_int (statement, 2) != 1) {
    row->state = CS_STATE_INCOMING;
    row->decision_id = 0;
  }
  return TRUE;
}

/**
 * cs_decide_check:
 * @row: a post
 * @version: the version that was shown, in hex
 * @error: return location; %CS_STORE_ERROR_STALE
 *
 * Returns: whether the post is still what was shown
 */
gboolean
cs_decide_check (const CsPostRow *row,
                 const char      *version,
                 GError         **error)
{
  char current[CS_VERSION_LENGTH + 1];

  cs_version_to_hex (row->version, sizeof row->version, current);
  if (row->gone_how != CS_GONE_NOT) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE,
                         _("This post has been removed by its author or its network."));
    return FALSE;
  }
  if (g_strcmp0 (version, current) != 0) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE,
                         _("Its author has edited this post since it was shown: read it again."));
    return FALSE;
  }
  return TRUE;
}

/**
 * cs_decide:
 * @writer: in a transaction
 * @post_id: a post
 * @version: the version that was shown, in hex
 * @verb: %CS_VERB_APPROVE, %CS_VERB_REJECT or %CS_VERB_HOLD
 * @who: who decides
 * @reason: (nullable): why
 * @error: return location
 *
 * Deciding again what is already so changes nothing: a key pressed twice is one decision.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_decide (CsWriter   *writer,
           gint64      post_id,
           const char *version,
           CsVerb      verb,
           const char *who,
           const char *reason,
           GError    **error)
{
  g_auto (CsPostRow) before = { 0 };
  CsPostRow row;

  if (!cs_post_row_load (writer, post_id, &before, error) || !cs_decide_check (&before, version, error))
    return FALSE;
  row = before;
  row.state = state_after (verb);
  if (row.state == before.state && before.decision_id != 0)
    return TRUE;
  row.decision_id = cs_post_row_journal (writer, &before, &row, verb, who, reason, 0, error);
  return row.decision_id != 0 && cs_post_row_store (writer, &before, &row, FALSE, error);
}

/**
 * cs_decide_undo:
 * @writer: in a transaction
 * @post_id: a post, or 0 for any
 * @who: whose decision
 * @error: return location; %CS_STORE_ERROR_NOTHING
 *
 * Takes back the newest decision by @who that is in force. What was in force before it is so again,
 * and can be taken back in turn. The journal keeps both.
 *
 * Returns: the post it was about, or 0
 */
gint64
cs_decide_undo (CsWriter   *writer,
                gint64      post_id,
                const char *who,
                GError    **error)
{
  g_auto (CsPostRow) before = { 0 };
  CsPostRow row;
  gint64 decision_id;

  if (!find_to_undo (writer, post_id, who, &decision_id, &post_id, error))
    return 0;
  if (decision_id == 0) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOTHING, _("There is nothing to undo."));
    return 0;
  }
  if (!cs_post_row_load (writer, post_id, &before, error))
    return 0;
  row = before;
  if (!read_before (writer, decision_id, &row, error) ||
      cs_post_row_journal (writer, &before, &row, CS_VERB_UNDO, who, NULL, decision_id, error) == 0 ||
      !cs_post_row_store (writer, &before, &row, TRUE, error))
    return 0;
  return post_id;
}
