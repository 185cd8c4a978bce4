/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-airing.h"

#include "cs-entry-reader.h"

#include <glib/gi18n-lib.h>

/* The post's state says approved; this asks the journal whether a person gave that approval to this very
 * version. */
static gboolean
is_approved (CsWriter        *writer,
             const CsPostRow *row,
             GError         **error)
{
  g_autoptr (CsStatement) statement = NULL;
  CsStep step = CS_STEP_DONE;

  statement = cs_database_prepare (writer->db,
                                   "SELECT 1 FROM decision WHERE id = ? AND post_id = ? AND verb = ? AND version = ?",
                                   error);
  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, row->decision_id);
  cs_statement_set_int (statement, 2, row->id);
  cs_statement_set_int (statement, 3, CS_VERB_APPROVE);
  cs_statement_set_blob (statement, 4, row->version, CS_VERSION_BYTES);
  if (row->state == CS_STATE_APPROVED)
    step = cs_statement_step (statement, error);
  if (step == CS_STEP_DONE)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED,
                         _("This post is not approved as it stands: it cannot go on air."));
  return step == CS_STEP_ROW;
}

static const char insert_sql[] =
  "INSERT INTO airing SELECT NULL, ?1, ?2, ?3, ?4, ?5, coalesce (s.id, 0), s.name"
  " FROM (SELECT 1) LEFT JOIN slot AS s ON s.id = (SELECT slot_id FROM cue WHERE post_id = ?1)";

static gint64
insert (CsWriter        *writer,
        const CsPostRow *row,
        const char      *who,
        gint64           taken_us,
        GError         **error)
{
  g_autoptr (CsStatement) statement = NULL;

  statement = cs_database_prepare (writer->db, insert_sql, error);
  if (statement == NULL)
    return 0;
  cs_statement_set_int (statement, 1, row->id);
  cs_statement_set_int (statement, 2, row->version_id);
  cs_statement_set_int (statement, 3, row->decision_id);
  cs_statement_set_int (statement, 4, taken_us);
  cs_statement_set_text (statement, 5, who);
  if (!cs_statement_run (statement, error))
    return 0;
  return sqlite3_last_insert_rowid (cs_database_get_handle (writer->db));
}

static gboolean
find_post (CsWriter *writer,
           gint64    airing_id,
           gint64   *post_id,
           GError  **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, "SELECT post_id FROM airing WHERE id = ?", error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, airing_id);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW)
    *post_id = cs_statement_get_int (row, 0);
  if (step == CS_STEP_DONE)
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
                 _("There is no airing %lld in this show."), (long long) airing_id);
  return step == CS_STEP_ROW;
}

/**
 * cs_airing_take:
 * @writer: in a transaction
 * @post_id: a post
 * @version: the version that was shown, in hex
 * @who: who takes it
 * @error: return location; %CS_STORE_ERROR_STALE or %CS_STORE_ERROR_NOT_APPROVED
 *
 * The interlock: checks and airing are one transaction, nothing can come between.
 *
 * Returns: (transfer full) (nullable): what viewers may see once the transaction is on disk
 */
CsSnapshot *
cs_airing_take (CsWriter   *writer,
                gint64      post_id,
                const char *version,
                const char *who,
                GError    **error)
{
  g_auto (CsPostRow) row = { 0 };
  g_autoptr (CsPost) post = NULL;
  CsSnapshot *snapshot;
  gint64 taken_us, airing_id;

  if (!cs_post_row_load (writer, post_id, &row, error) || !cs_decide_check (&row, version, error) ||
      !is_approved (writer, &row, error))
    return NULL;
  post = cs_entry_reader_read_version (writer->db, row.version_id, error);
  if (post == NULL)
    return NULL;
  taken_us = cs_clock_now_us (writer->clock);
  airing_id = insert (writer, &row, who, taken_us, error);
  if (airing_id == 0)
    return NULL;
  writer->counts.aired++;
  writer->change->airings = TRUE;
  cs_writer_note_updated (writer, post_id);
  snapshot = cs_snapshot_new (post_id, post);
  snapshot->airing_id = airing_id;
  snapshot->taken_us = taken_us;
  return snapshot;
}

/**
 * cs_airing_end:
 * @writer: in a transaction
 * @airing_id: an airing
 * @how: in a word why it ended
 * @ended_us: when, microseconds since 1970 UTC
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND
 *
 * An airing that has ended already stays as it is. None ends before it began, also when the clock was put back.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_airing_end (CsWriter   *writer,
               gint64      airing_id,
               const char *how,
               gint64      ended_us,
               GError    **error)
{
  g_autoptr (CsStatement) statement = NULL;
  gint64 post_id;

  if (!find_post (writer, airing_id, &post_id, error))
    return FALSE;
  statement = cs_database_prepare (writer->db,
                                   "INSERT OR IGNORE INTO airing_end SELECT id, max (taken_us, ?), ? FROM airing"
                                   " WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, ended_us);
  cs_statement_set_text (statement, 2, how);
  cs_statement_set_int (statement, 3, airing_id);
  writer->change->airings = TRUE;
  cs_writer_note_updated (writer, post_id);
  return cs_statement_run (statement, error);
}

/**
 * cs_airing_end_all:
 * @writer: in a transaction
 * @how: in a word why they ended
 * @error: return location
 *
 * Ends what is on air according to the file. A desk that opens the file has nothing on air.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_airing_end_all (CsWriter   *writer,
                   const char *how,
                   GError    **error)
{
  g_autoptr (CsStatement) statement = NULL;

  statement = cs_database_prepare (writer->db,
                                   "INSERT INTO airing_end SELECT id, max (taken_us, ?), ? FROM airing"
                                   " WHERE id NOT IN (SELECT airing_id FROM airing_end)", error);
  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, cs_clock_now_us (writer->clock));
  cs_statement_set_text (statement, 2, how);
  return cs_statement_run (statement, error);
}
