/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-row.h"

#include "cs-accounts.h"
#include "cs-alike.h"
#include "cs-queue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a post adds to the figures that are kept along: each follows from the row alone, so that a change
 * of the row is the difference of two of these. A post that is not there yet adds nothing. */
typedef struct {
  guint posts;
  guint in_state;
  guint withdrawn;
  guint approved;
  guint rejected;
  guint queued;
} Share;

static Share
share_of (const CsPostRow *row)
{
  gboolean here = row != NULL && row->gone_how == CS_GONE_NOT;

  if (row == NULL)
    return (Share){ 0 };
  return (Share){
    .posts = 1,
    .in_state = here,
    .withdrawn = !here,
    .approved = row->state == CS_STATE_APPROVED,
    .rejected = row->state == CS_STATE_REJECTED,
    .queued = here && row->state == CS_STATE_APPROVED,
  };
}

static void
count_states (CsCounts        *counts,
              const CsPostRow *before,
              const CsPostRow *self)
{
  Share was = share_of (before), is = share_of (self);

  counts->posts += is.posts - was.posts;
  counts->withdrawn += is.withdrawn - was.withdrawn;
  if (before != NULL)
    counts->by_state[before->state] -= was.in_state;
  counts->by_state[self->state] += is.in_state;
}

static gboolean
count_for_account (CsWriter        *writer,
                   const CsPostRow *before,
                   const CsPostRow *self,
                   GError         **error)
{
  Share was = share_of (before), is = share_of (self);

  return (was.posts == is.posts && was.approved == is.approved && was.rejected == is.rejected) ||
         cs_accounts_count (writer, self->account_id, is.posts - was.posts, is.approved - was.approved,
                            is.rejected - was.rejected, error);
}

static gboolean
follow_alikes (CsWriter        *writer,
             const CsPostRow *before,
             const CsPostRow *self,
             GError         **error)
{
  gint64 was = before != NULL && before->gone_how == CS_GONE_NOT ? before->alike_key : 0;
  gint64 is = self->gone_how == CS_GONE_NOT ? self->alike_key : 0;

  if (was == is)
    return TRUE;
  return (was == 0 || cs_alikes_leave (writer, was, self->id, error)) &&
         (is == 0 || cs_alikes_join (writer, is, self->id, error));
}

static gboolean
follow_queue (CsWriter        *writer,
              const CsPostRow *before,
              const CsPostRow *self,
              gboolean         keeps_place,
              GError         **error)
{
  Share was = share_of (before), is = share_of (self);

  if (was.queued == is.queued)
    return TRUE;
  return is.queued ? cs_queue_enter (writer, self->id, keeps_place, error)
                   : cs_queue_leave (writer, self->id, error);
}

static gboolean
write_row (CsWriter        *writer,
           const char      *sql,
           const CsPostRow *self,
           GError         **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, self->id);
  cs_statement_set_int (row, 2, self->account_id);
  cs_statement_set_int (row, 3, self->version_id);
  cs_statement_set_int (row, 4, self->network);
  cs_statement_set_int (row, 5, self->state);
  cs_statement_set_int (row, 6, self->has_media);
  cs_statement_set_int (row, 7, self->gone_us);
  cs_statement_set_int (row, 8, self->gone_how);
  cs_statement_set_int (row, 9, self->created_us);
  cs_statement_set_int (row, 10, self->received_us);
  cs_statement_set_int (row, 11, self->edited_us);
  cs_statement_set_int (row, 12, self->slot);
  cs_statement_set_id (row, 13, self->decision_id);
  cs_statement_set_id (row, 14, self->approved_version_id);
  cs_statement_set_id (row, 15, self->alike_key);
  return cs_statement_run (row, error);
}

/**
 * cs_post_row_clear:
 * @self: a row
 */
void
cs_post_row_clear (CsPostRow *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->native_id, g_free);
}

static void
read_row (CsStatement *row,
          CsPostRow   *self)
{
  *self = (CsPostRow){
    .id = cs_statement_get_int (row, 0),
    .account_id = cs_statement_get_int (row, 1),
    .version_id = cs_statement_get_int (row, 2),
    .network = CLAMP (cs_statement_get_int (row, 3), 0, CS_N_NETWORKS - 1),
    .state = CLAMP (cs_statement_get_int (row, 4), 0, CS_N_STATES - 1),
    .has_media = cs_statement_get_int (row, 5) != 0,
    .gone_us = cs_statement_get_int (row, 6),
    .gone_how = cs_statement_get_int (row, 7),
    .created_us = cs_statement_get_int (row, 8),
    .received_us = cs_statement_get_int (row, 9),
    .edited_us = cs_statement_get_int (row, 10),
    .slot = cs_statement_get_int (row, 11),
    .decision_id = cs_statement_get_int (row, 12),
    .approved_version_id = cs_statement_get_int (row, 13),
    .alike_key = cs_statement_get_int (row, 14),
    .host = cs_statement_dup_text (row, 16),
    .native_id = cs_statement_dup_text (row, 17),
  };
  if (sqlite3_column_bytes (row, 15) == CS_VERSION_BYTES)
    memcpy (self->version, sqlite3_column_blob (row, 15), CS_VERSION_BYTES);
}

/**
 * cs_post_row_load:
 * @writer: a writer
 * @id: a post
 * @self: (out caller-allocates): its row
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND when there is none
 *
 * Returns: whether it was read
 */
gboolean
cs_post_row_load (CsWriter  *writer,
                  gint64     id,
                  CsPostRow *self,
                  GError   **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db,
                             "SELECT p.id, p.account_id, p.version_id, p.network, p.state, p.has_media, p.gone_us,"
                             " p.gone_how, p.created_us, p.received_us, p.edited_us, p.slot,"
                             " p.decision_id, p.approved_version_id, p.alike_key, v.version, v.host, v.native_id"
                             " FROM post AS p JOIN post_version AS v ON v.id = p.version_id WHERE p.id = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, id);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_DONE)
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
                 _("There is no post %lld in this show."), (long long) id);
  if (step != CS_STEP_ROW)
    return FALSE;
  read_row (row, self);
  return TRUE;
}

/**
 * cs_post_row_store:
 * @writer: in a transaction
 * @before: (nullable): the row as it was, or %NULL for a new one
 * @self: the row as it is to be
 * @keeps_place: a post that comes back into the queue takes its old place there
 * @error: return location
 *
 * The one way in which a post changes: everything that depends on the row (figures, groups, queue)
 * follows here.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_post_row_store (CsWriter        *writer,
                   const CsPostRow *before,
                   const CsPostRow *self,
                   gboolean         keeps_place,
                   GError         **error)
{
  const char *sql = before == NULL
                      ? "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      : "UPDATE post SET account_id = ?2, version_id = ?3, network = ?4, state = ?5,"
                        " has_media = ?6, gone_us = ?7, gone_how = ?8, created_us = ?9, received_us = ?10,"
                        " edited_us = ?11, slot = ?12, decision_id = ?13, approved_version_id = ?14, alike_key = ?15"
                        " WHERE id = ?1";

  if (!write_row (writer, sql, self, error))
    return FALSE;
  count_states (&writer->counts, before, self);
  if (!count_for_account (writer, before, self, error) || !follow_alikes (writer, before, self, error) ||
      !follow_queue (writer, before, self, keeps_place, error))
    return FALSE;
  if (before != NULL)
    cs_writer_note_updated (writer, self->id);
  return TRUE;
}

/**
 * cs_post_row_journal:
 * @writer: in a transaction
 * @before: the row as it was
 * @self: the row as it is to be
 * @verb: what happens to it
 * @who: who does it
 * @reason: (nullable): why
 * @undoes_id: the decision that is taken back, or 0
 * @error: return location
 *
 * Returns: the journal's row, or 0
 */
gint64
cs_post_row_journal (CsWriter        *writer,
                     const CsPostRow *before,
                     const CsPostRow *self,
                     CsVerb           verb,
                     const char      *who,
                     const char      *reason,
                     gint64           undoes_id,
                     GError         **error)
{
  g_autofree char *subject = g_strdup_printf ("%s %s %s", cs_network_to_id (self->network), self->host,
                                              self->native_id);
  CsJournalRow row = {
    .at_us = cs_clock_now_us (writer->clock),
    .who = who,
    .verb = verb,
    .post_id = self->id,
    .subject = subject,
    .reason = reason,
    .before = before->state,
    .after = self->state,
    .previous_id = before->decision_id,
    .undoes_id = undoes_id,
  };

  memcpy (row.version, self->version, CS_VERSION_BYTES);
  return cs_journal_append (writer, &row, error);
}
