/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slots.h"

#include "cs-entry-reader.h"
#include "cs-post-row.h"
#include "cs-queue.h"
#include "cs-slot-plan.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 200 /* characters, of name and place */
#define MIN_LENGTH_MS 1000
#define MAX_LENGTH_MS (60 * 60 * 1000)

/* Both orders are short: what has another place after a change is written, and no rank is ever between two. */
typedef struct {
  const char *list_sql; /* in order, without ?1; within the slot ?2 */
  const char *rank_sql;
} Order;

static const Order slot_order = {
  "SELECT id FROM slot WHERE id <> ?1 AND ?2 = 0 ORDER BY rank, id",
  "UPDATE slot SET rank = ?1 WHERE id = ?2 AND rank <> ?1",
};

static const Order cue_order = {
  "SELECT post_id FROM cue WHERE post_id <> ?1 AND slot_id = ?2 ORDER BY rank, post_id",
  "UPDATE cue SET rank = ?1 WHERE post_id = ?2 AND rank <> ?1",
};

static GArray *
read_ids (CsDatabase *db,
          const char *sql,
          gint64      first,
          gint64      second,
          GError    **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CsStatement) row = cs_database_prepare (db, sql, error);
  CsStep step;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, first);
  cs_statement_set_int (row, 2, second);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    gint64 id = cs_statement_get_int (row, 0);

    g_array_append_val (ids, id);
  }
  return step == CS_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_rank (CsWriter   *writer,
            const char *sql,
            gint64      id,
            guint       rank,
            GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, rank);
  cs_statement_set_int (row, 2, id);
  return cs_statement_run (row, error);
}

static gboolean
put_at (CsWriter    *writer,
        const Order *order,
        gint64       id,
        gint64       slot_id,
        guint        position,
        GError     **error)
{
  g_autoptr (GArray) ids = read_ids (writer->db, order->list_sql, id, slot_id, error);

  if (ids == NULL)
    return FALSE;
  g_array_insert_val (ids, CLAMP (position, 1, ids->len + 1) - 1, id);
  for (guint i = 0; i < ids->len; i++)
    if (!write_rank (writer, order->rank_sql, g_array_index (ids, gint64, i), i + 1, error))
      return FALSE;
  writer->change->rundown = TRUE;
  return TRUE;
}

static gboolean
read_int (CsWriter   *writer,
          const char *sql,
          gint64      key,
          gint64     *value,
          GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, key);
  step = cs_statement_step (row, error);
  *value = step == CS_STEP_ROW ? cs_statement_get_int (row, 0) : 0;
  return step != CS_STEP_FAILED;
}

static gboolean
check_slot (CsWriter *writer,
            gint64    slot_id,
            GError  **error)
{
  gint64 found;

  if (!read_int (writer, "SELECT id FROM slot WHERE id = ?", slot_id, &found, error))
    return FALSE;
  if (found == 0)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
                         _("This session is no longer in the rundown. Choose another."));
  return found != 0;
}

static gboolean
check_words (const char *name,
             const char *place,
             guint       length_ms,
             GError    **error)
{
  if (*name == '\0') {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED, _("A session needs a name."));
    return FALSE;
  }
  if (g_utf8_strlen (name, -1) > MAX_NAME || g_utf8_strlen (place, -1) > MAX_NAME) {
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED,
                 _("The name of a session and its place in the show have at most %d characters each."), MAX_NAME);
    return FALSE;
  }
  if (length_ms < MIN_LENGTH_MS || length_ms > MAX_LENGTH_MS) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED,
                         _("A session lasts between one second and one hour."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_room (CsWriter   *writer,
            const char *sql,
            gint64      key,
            guint       max,
            const char *sentence,
            GError    **error)
{
  gint64 n;

  if (!read_int (writer, sql, key, &n, error))
    return FALSE;
  if (n >= max)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED, sentence);
  return n < max;
}

static gboolean
check_approved (CsWriter *writer,
                gint64    post_id,
                GError  **error)
{
  g_auto (CsPostRow) row = { 0 };

  if (!cs_post_row_load (writer, post_id, &row, error))
    return FALSE;
  if (row.state == CS_STATE_APPROVED && row.gone_how == CS_GONE_NOT)
    return TRUE;
  g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED,
                       _("This post is not approved: it cannot be planned in a session."));
  return FALSE;
}

/* The order is written with the rank, which is the last of these until then. */
static CsStatement *
prepare_words (CsWriter   *writer,
               const char *sql,
               const char *name,
               const char *place,
               guint       length_ms,
               gint64      slot_id,
               GError    **error)
{
  CsStatement *row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return NULL;
  cs_statement_set_text (row, 1, name);
  cs_statement_set_text (row, 2, place);
  cs_statement_set_int (row, 3, length_ms);
  if (slot_id != 0)
    cs_statement_set_int (row, 4, slot_id);
  return row;
}

static gboolean
insert_cue (CsWriter *writer,
            gint64    post_id,
            gint64    slot_id,
            GError  **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, "INSERT INTO cue VALUES (?, ?, 0)", error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, post_id);
  cs_statement_set_int (row, 2, slot_id);
  return cs_statement_run (row, error);
}

static gboolean
fill_slot (CsDatabase *db,
           CsSlotPlan *plan,
           gint64      serial,
           GError    **error)
{
  g_autoptr (GArray) ids = read_ids (db, cue_order.list_sql, 0, plan->id, error);
  g_autoptr (GError) local_error = NULL;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && local_error == NULL; i++) {
    CsEntry *entry = cs_entry_reader_read (db, g_array_index (ids, gint64, i), serial, &local_error);

    if (entry != NULL)
      cs_slot_plan_add (plan, entry);
  }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return local_error == NULL;
}

static gboolean
read_slots (CsDatabase *db,
            GPtrArray  *plans,
            GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  gint64 serial;
  CsStep step;

  row = cs_database_prepare (db, "SELECT id, name, place, length_ms FROM slot ORDER BY rank, id", error);
  if (row == NULL || !cs_database_read_int (db, "SELECT serial FROM tally", &serial, error))
    return FALSE;
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    g_ptr_array_add (plans, cs_slot_plan_new (cs_statement_get_int (row, 0), cs_statement_get_text (row, 1),
                                              cs_statement_get_text (row, 2), cs_statement_get_int (row, 3)));
  for (guint i = 0; step == CS_STEP_DONE && i < plans->len; i++)
    if (!fill_slot (db, plans->pdata[i], serial, error))
      return FALSE;
  return step == CS_STEP_DONE;
}

/**
 * cs_slots_add:
 * @writer: in a transaction
 * @name: what the slot is called
 * @place: where it stands in the show; may be empty
 * @length_ms: how long it is
 * @position: its place in the rundown, from 1; beyond the end means the end
 * @slot_id: (out): its row
 * @error: return location; %CS_STORE_ERROR_REFUSED
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_add (CsWriter   *writer,
              const char *name,
              const char *place,
              guint       length_ms,
              guint       position,
              gint64     *slot_id,
              GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  if (!check_words (name, place, length_ms, error) ||
      !check_room (writer, "SELECT count (*) FROM slot WHERE id <> ?", 0, CS_MAX_SLOTS,
                   _("The rundown is full. Remove a session that is over."), error))
    return FALSE;
  row = prepare_words (writer, "INSERT INTO slot VALUES (NULL, ?, ?, ?, 0)", name, place, length_ms, 0, error);
  if (row == NULL || !cs_statement_run (row, error))
    return FALSE;
  *slot_id = sqlite3_last_insert_rowid (cs_database_get_handle (writer->db));
  return put_at (writer, &slot_order, *slot_id, 0, position, error);
}

/**
 * cs_slots_change:
 * @writer: in a transaction
 * @slot_id: a slot
 * @name: what it is called from now on
 * @place: where it stands in the show
 * @length_ms: how long it is
 * @error: return location; %CS_STORE_ERROR_REFUSED or %CS_STORE_ERROR_NOT_FOUND
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_change (CsWriter   *writer,
                 gint64      slot_id,
                 const char *name,
                 const char *place,
                 guint       length_ms,
                 GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  if (!check_words (name, place, length_ms, error) || !check_slot (writer, slot_id, error))
    return FALSE;
  row = prepare_words (writer, "UPDATE slot SET name = ?, place = ?, length_ms = ? WHERE id = ?", name, place,
                       length_ms, slot_id, error);
  writer->change->rundown = TRUE;
  return row != NULL && cs_statement_run (row, error);
}

/**
 * cs_slots_move:
 * @writer: in a transaction
 * @slot_id: a slot
 * @position: its new place in the rundown, from 1; beyond the end means the end
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_move (CsWriter *writer,
               gint64    slot_id,
               guint     position,
               GError  **error)
{
  return check_slot (writer, slot_id, error) && put_at (writer, &slot_order, slot_id, 0, position, error);
}

/**
 * cs_slots_remove:
 * @writer: in a transaction
 * @slot_id: a slot
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND
 *
 * Removes the slot; its posts go back to the queue. What aired in it stays in the as-run log, with its name.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_remove (CsWriter *writer,
                 gint64    slot_id,
                 GError  **error)
{
  g_autoptr (GArray) ids = NULL;

  if (!check_slot (writer, slot_id, error))
    return FALSE;
  ids = read_ids (writer->db, cue_order.list_sql, 0, slot_id, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!cs_slots_unplan (writer, g_array_index (ids, gint64, i), error))
      return FALSE;
  writer->change->rundown = TRUE;
  return cs_writer_run (writer, "DELETE FROM slot WHERE id = ?", slot_id, error);
}

/**
 * cs_slots_plan:
 * @writer: in a transaction
 * @post_id: an approved post; it leaves the queue, or the slot it is in
 * @slot_id: the slot
 * @position: its place in the slot, from 1; beyond the end means the end
 * @error: return location; %CS_STORE_ERROR_NOT_APPROVED, %CS_STORE_ERROR_NOT_FOUND or %CS_STORE_ERROR_REFUSED
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_plan (CsWriter *writer,
               gint64    post_id,
               gint64    slot_id,
               guint     position,
               GError  **error)
{
  if (!check_slot (writer, slot_id, error) || !check_approved (writer, post_id, error) ||
      !cs_queue_leave (writer, post_id, error) ||
      !check_room (writer, "SELECT count (*) FROM cue WHERE slot_id = ?", slot_id, CS_MAX_PLANNED,
                   _("This session is full. Take a post out of it first."), error) ||
      !insert_cue (writer, post_id, slot_id, error))
    return FALSE;
  cs_writer_note_updated (writer, post_id);
  return put_at (writer, &cue_order, post_id, slot_id, position, error);
}

/**
 * cs_slots_unplan:
 * @writer: in a transaction
 * @post_id: a post
 * @error: return location
 *
 * Takes the post out of its slot; it is where it was in the queue again. Of a post that is in no slot nothing
 * changes: a key pressed twice is one act.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_slots_unplan (CsWriter *writer,
                 gint64    post_id,
                 GError  **error)
{
  gint64 slot_id;

  if (!read_int (writer, "SELECT slot_id FROM cue WHERE post_id = ?", post_id, &slot_id, error))
    return FALSE;
  if (slot_id == 0)
    return TRUE;
  cs_writer_note_updated (writer, post_id);
  return cs_queue_leave (writer, post_id, error) && cs_queue_enter (writer, post_id, TRUE, error);
}

/**
 * cs_slots_read:
 * @db: a connection of the calling thread, not in a transaction
 * @error: return location
 *
 * Reads the whole rundown as of one moment.
 *
 * Returns: (transfer full) (element-type CsSlotPlan) (nullable): the slots in order
 */
GPtrArray *
cs_slots_read (CsDatabase *db,
               GError    **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_slot_plan_unref);
  gboolean read;

  if (!cs_database_run (db, "BEGIN", error))
    return NULL;
  read = read_slots (db, plans, error);
  cs_database_run (db, "COMMIT", NULL);
  return read ? g_steal_pointer (&plans) : NULL;
}
