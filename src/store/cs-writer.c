/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-writer.h"

#include "cs-alike.h"
#include "cs-entry-reader.h"

/* A transaction that changes more posts than this only says which: reading them all back would make
 * a flood slower. */
#define MAX_READ_BACK 64

static gboolean
read_tally (CsWriter *self,
            GError  **error)
{
  gint64 serial;

  if (!cs_database_read_int (self->db, "SELECT serial FROM tally", &serial, error) ||
      !cs_database_read_int (self->db, "SELECT last_post_id FROM tally", &self->last_post_id, error) ||
      !cs_entry_reader_read_counts (self->db, &self->counts, error))
    return FALSE;
  self->serial = serial;
  self->safe_counts = self->counts;
  self->safe_last_post_id = self->last_post_id;
  return TRUE;
}

static gboolean
write_tally (CsWriter *self,
             GError  **error)
{
  const CsCounts *counts = &self->counts;
  g_autoptr (CsStatement) statement = NULL;

  statement = cs_database_prepare (self->db,
                                   "UPDATE tally SET serial = ?, last_post_id = ?, posts = ?, accounts = ?,"
                                   " incoming = ?, approved = ?, rejected = ?, held = ?, withdrawn = ?,"
                                   " queued = ?, aired = ?", error);
  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, self->serial);
  cs_statement_set_int (statement, 2, self->last_post_id);
  cs_statement_set_int (statement, 3, counts->posts);
  cs_statement_set_int (statement, 4, counts->accounts);
  for (guint i = 0; i < CS_N_STATES; i++)
    cs_statement_set_int (statement, 5 + i, counts->by_state[i]);
  cs_statement_set_int (statement, 9, counts->withdrawn);
  cs_statement_set_int (statement, 10, counts->queued);
  cs_statement_set_int (statement, 11, counts->aired);
  return cs_statement_run (statement, error);
}

static void
read_back (CsWriter *self)
{
  GArray *updated = self->change->updated;

  if (updated->len > MAX_READ_BACK)
    cs_change_drop_entries (self->change);
  for (guint i = 0; i < updated->len && self->change->complete; i++) {
    CsEntry *entry = cs_entry_reader_read (self->db, g_array_index (updated, gint64, i), self->serial, NULL);

    if (entry != NULL)
      g_ptr_array_add (self->change->entries, entry);
    else
      cs_change_drop_entries (self->change);
  }
}

/**
 * cs_writer_new:
 * @db: (transfer none): the connection that writes; outlives the writer
 * @clock: tells the time of decisions
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the writing thread works with
 */
CsWriter *
cs_writer_new (CsDatabase *db,
               CsClock    *clock,
               GError    **error)
{
  g_autoptr (CsWriter) self = g_new0 (CsWriter, 1);

  self->db = db;
  self->clock = g_object_ref (clock);
  self->change = cs_change_new ();
  self->accounts = cs_account_cache_new ();
  if (!read_tally (self, error))
    return NULL;
  self->alikes = cs_alikes_new (db, self->last_post_id, error);
  if (self->alikes == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_writer_free:
 * @self: (transfer full): a writer, between transactions
 */
void
cs_writer_free (CsWriter *self)
{
  g_object_unref (self->clock);
  cs_change_unref (self->change);
  cs_account_cache_free (self->accounts);
  g_free (self->alikes);
  g_free (self);
}

/**
 * cs_writer_begin:
 * @self: a writer, between transactions
 * @error: return location
 *
 * Returns: whether a transaction was begun
 */
gboolean
cs_writer_begin (CsWriter *self,
                 GError  **error)
{
  if (!cs_database_run (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->serial++;
  return TRUE;
}

/**
 * cs_writer_commit:
 * @self: a writer in a transaction
 * @error: return location
 *
 * Ends the transaction. When this returns a change, everything is on disk, fsynced; when it does not,
 * nothing of it has happened.
 *
 * Returns: (transfer full) (nullable): what has changed
 */
CsChange *
cs_writer_commit (CsWriter *self,
                  GError  **error)
{
  CsChange *change;

  if (!write_tally (self, error)) {
    cs_writer_roll_back (self);
    return NULL;
  }
  read_back (self);
  if (!cs_database_run (self->db, "COMMIT", error)) {
    cs_writer_roll_back (self);
    return NULL;
  }
  self->safe_counts = self->counts;
  self->safe_last_post_id = self->last_post_id;
  change = g_steal_pointer (&self->change);
  change->serial = self->serial;
  change->counts = self->counts;
  self->change = cs_change_new ();
  return change;
}

/**
 * cs_writer_roll_back:
 * @self: a writer in a transaction
 *
 * Undoes everything since its beginning.
 */
void
cs_writer_roll_back (CsWriter *self)
{
  /* A full disk has rolled back by itself already: then this fails, and that is well. */
  cs_database_run (self->db, "ROLLBACK", NULL);
  self->serial--;
  self->counts = self->safe_counts;
  self->last_post_id = self->safe_last_post_id;
  cs_account_cache_clear (self->accounts);
  cs_change_unref (self->change);
  self->change = cs_change_new ();
}

/**
 * cs_writer_run:
 * @self: a writer
 * @sql: a literal with one value or none
 * @value: that value
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_writer_run (CsWriter   *self,
               const char *sql,
               gint64      value,
               GError    **error)
{
  g_autoptr (CsStatement) statement = cs_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  cs_statement_set_int (statement, 1, value);
  return cs_statement_run (statement, error);
}

/**
 * cs_writer_note_updated:
 * @self: a writer in a transaction
 * @post_id: a post of which something changed
 */
void
cs_writer_note_updated (CsWriter *self,
                        gint64    post_id)
{
  g_array_append_val (self->change->updated, post_id);
}
