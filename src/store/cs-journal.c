/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS                                                                                    \
  "id, at_us, who, verb, post_id, subject, version, reason, state_before, state_after,"            \
  " previous_id, undoes_id, prev_hash, hash"

/* Length-prefixed, so that no two different rows can spell the same bytes. */
static void
digest_bytes (GChecksum    *sum,
              gconstpointer bytes,
              gsize         size)
{
  char length[32];

  g_snprintf (length, sizeof length, "%" G_GSIZE_FORMAT ":", size);
  g_checksum_update (sum, (const guchar *) length, -1);
  g_checksum_update (sum, bytes, size);
}

static void
digest_text (GChecksum  *sum,
             const char *text)
{
  digest_bytes (sum, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

static void
digest_int (GChecksum *sum,
            gint64     value)
{
  char digits[32];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  digest_text (sum, digits);
}

static gboolean
read_last_hash (CsWriter *writer,
                guint8    hash[CS_JOURNAL_HASH_BYTES],
                gint64   *id,
                GError  **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db, "SELECT id, hash FROM decision ORDER BY id DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;
  memset (hash, 0, CS_JOURNAL_HASH_BYTES);
  *id = 0;
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW) {
    *id = cs_statement_get_int (row, 0);
    memcpy (hash, sqlite3_column_blob (row, 1), MIN (CS_JOURNAL_HASH_BYTES, sqlite3_column_bytes (row, 1)));
  }
  return step != CS_STEP_FAILED;
}

/**
 * cs_journal_hash:
 * @row: a row with its number
 * @previous: the hash of the row before; zeros for the first
 * @hash: (out): SHA-256 over @previous and all of @row
 */
void
cs_journal_hash (const CsJournalRow *row,
                 const guint8        previous[CS_JOURNAL_HASH_BYTES],
                 guint8              hash[CS_JOURNAL_HASH_BYTES])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = CS_JOURNAL_HASH_BYTES;

  digest_text (sum, "coulisses decision 1");
  digest_bytes (sum, previous, CS_JOURNAL_HASH_BYTES);
  digest_int (sum, row->id);
  digest_int (sum, row->at_us);
  digest_text (sum, row->who);
  digest_int (sum, row->verb);
  digest_int (sum, row->post_id);
  digest_text (sum, row->subject);
  digest_bytes (sum, row->version, CS_VERSION_BYTES);
  digest_text (sum, row->reason);
  digest_int (sum, row->before);
  digest_int (sum, row->after);
  digest_int (sum, row->previous_id);
  digest_int (sum, row->undoes_id);
  g_checksum_get_digest (sum, hash, &size);
}

/**
 * cs_journal_append:
 * @writer: in a transaction
 * @row: what to write; its number is given here
 * @error: return location
 *
 * Returns: the number of the new row, or 0
 */
gint64
cs_journal_append (CsWriter           *writer,
                   const CsJournalRow *row,
                   GError            **error)
{
  guint8 previous[CS_JOURNAL_HASH_BYTES], hash[CS_JOURNAL_HASH_BYTES];
  g_autoptr (CsStatement) statement = NULL;
  CsJournalRow numbered = *row;

  if (!read_last_hash (writer, previous, &numbered.id, error))
    return 0;
  numbered.id++;
  cs_journal_hash (&numbered, previous, hash);
  statement = cs_database_prepare (writer->db,
                                   "INSERT INTO decision (" COLUMNS ")"
                                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return 0;
  cs_statement_set_int (statement, 1, numbered.id);
  cs_statement_set_int (statement, 2, row->at_us);
  cs_statement_set_text (statement, 3, row->who);
  cs_statement_set_int (statement, 4, row->verb);
  cs_statement_set_int (statement, 5, row->post_id);
  cs_statement_set_text (statement, 6, row->subject);
  cs_statement_set_blob (statement, 7, row->version, CS_VERSION_BYTES);
  cs_statement_set_text (statement, 8, row->reason);
  cs_statement_set_int (statement, 9, row->before);
  cs_statement_set_int (statement, 10, row->after);
  cs_statement_set_id (statement, 11, row->previous_id);
  cs_statement_set_id (statement, 12, row->undoes_id);
  cs_statement_set_blob (statement, 13, previous, sizeof previous);
  cs_statement_set_blob (statement, 14, hash, sizeof hash);
  return cs_statement_run (statement, error) ? numbered.id : 0;
}

static gboolean
is_blob (CsStatement  *statement,
         int           column,
         const guint8 *expected,
         int           size)
{
  return sqlite3_column_bytes (statement, column) == size &&
         memcmp (sqlite3_column_blob (statement, column), expected, size) == 0;
}

/* Whether this row follows from the one before; if it does, @hash becomes its own. */
static gboolean
follows (CsStatement *statement,
         gint64       id,
         guint8       hash[CS_JOURNAL_HASH_BYTES])
{
  guint8 computed[CS_JOURNAL_HASH_BYTES];
  CsJournalRow row = {
    .id = cs_statement_get_int (statement, 0),
    .at_us = cs_statement_get_int (statement, 1),
    .who = cs_statement_get_text (statement, 2),
    .verb = cs_statement_get_int (statement, 3),
    .post_id = cs_statement_get_int (statement, 4),
    .subject = cs_statement_get_text (statement, 5),
    .reason = cs_statement_get_text (statement, 7),
    .before = cs_statement_get_int (statement, 8),
    .after = cs_statement_get_int (statement, 9),
    .previous_id = cs_statement_get_int (statement, 10),
    .undoes_id = cs_statement_get_int (statement, 11),
  };

  if (row.id != id || sqlite3_column_bytes (statement, 6) != CS_VERSION_BYTES ||
      !is_blob (statement, 12, hash, CS_JOURNAL_HASH_BYTES))
    return FALSE;
  memcpy (row.version, sqlite3_column_blob (statement, 6), CS_VERSION_BYTES);
  cs_journal_hash (&row, hash, computed);
  if (!is_blob (statement, 13, computed, CS_JOURNAL_HASH_BYTES))
    return FALSE;
  memcpy (hash, computed, CS_JOURNAL_HASH_BYTES);
  return TRUE;
}

/**
 * cs_journal_verify:
 * @db: a connection of the calling thread
 * @n_rows: (out): how many rows are in order
 * @error: return location
 *
 * Computes the whole chain again. What this cannot see is a journal cut off at its end.
 *
 * Returns: whether every row is the one that was written
 */
gboolean
cs_journal_verify (CsDatabase *db,
                   gint64     *n_rows,
                   GError    **error)
{
  guint8 hash[CS_JOURNAL_HASH_BYTES] = { 0 };
  g_autoptr (CsStatement) statement = NULL;
  CsStep step;

  *n_rows = 0;
  statement = cs_database_prepare (db, "SELECT " COLUMNS " FROM decision ORDER BY id", error);
  if (statement == NULL)
    return FALSE;
  while ((step = cs_statement_step (statement, error)) == CS_STEP_ROW) {
    if (!follows (statement, *n_rows + 1, hash)) {
      g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                   _("The journal was changed by hand at row %lld: it proves nothing from there on."),
                   (long long) *n_rows + 1);
      return FALSE;
    }
    (*n_rows)++;
  }
  return step == CS_STEP_DONE;
}
