/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-queue.h"

#include <glib/gi18n-lib.h>

/* Ranks leave room between them, so that most moves write one row. When the room is used up, all
 * waiting posts are ranked anew. */
#define STEP (G_GINT64_CONSTANT (1) << 20)
#define NO_OFFSET -1

static gboolean
read_rank (CsWriter   *writer,
           const char *sql,
           gint64      post_id,
           gint64      offset,
           gint64     *rank,
           gboolean   *found,
           GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, post_id);
  if (offset != NO_OFFSET)
    cs_statement_set_int (row, 2, offset);
  step = cs_statement_step (row, error);
  *found = step == CS_STEP_ROW && sqlite3_column_type (row, 0) != SQLITE_NULL;
  *rank = *found ? cs_statement_get_int (row, 0) : 0;
  return step != CS_STEP_FAILED;
}

static gboolean
set_rank (CsWriter *writer,
          gint64    post_id,
          gint64    rank,
          GError  **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db,
                             "INSERT INTO queue VALUES (?, ?, 1) ON CONFLICT (post_id) DO UPDATE"
                             " SET rank = excluded.rank, waiting = 1", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, post_id);
  cs_statement_set_int (row, 2, rank);
  return cs_statement_run (row, error);
}

static gboolean
is_waiting (CsWriter *writer,
            gint64    post_id,
            gboolean *waiting,
            GError  **error)
{
  gint64 ignored;

  return read_rank (writer, "SELECT rank FROM queue WHERE post_id = ? AND waiting = 1", post_id, NO_OFFSET,
                    &ignored, waiting, error);
}

static gboolean
rank_anew (CsWriter *writer,
           GError  **error)
{
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("UPDATE queue SET rank = place.n * %" G_GINT64_FORMAT
                         " FROM (SELECT post_id, row_number () OVER (ORDER BY rank, post_id) AS n"
                         "  FROM queue WHERE waiting = 1) AS place"
                         " WHERE queue.post_id = place.post_id", STEP);
  return cs_database_run (writer->db, sql, error);
}

/* The rank between the posts that will be before and after, without the one that moves. */
static gboolean
find_room (CsWriter *writer,
           gint64    post_id,
           guint     position,
           gint64   *rank,
           gboolean *found,
           GError  **error)
{
  static const char nth_sql[] =
    "SELECT rank FROM queue WHERE waiting = 1 AND post_id <> ? ORDER BY rank, post_id LIMIT 1 OFFSET ?";
  static const char last_sql[] = "SELECT max (rank) FROM queue WHERE waiting = 1 AND post_id <> ?";
  gint64 before = 0, after = 0;
  gboolean has_before = FALSE, has_after;

  if (position > 1 && !read_rank (writer, nth_sql, post_id, position - 2, &before, &has_before, error))
    return FALSE;
  if (position > 1 && !has_before && !read_rank (writer, last_sql, post_id, NO_OFFSET, &before, &has_before, error))
    return FALSE;
  if (!read_rank (writer, nth_sql, post_id, position - 1, &after, &has_after, error))
    return FALSE;
  if (!has_after) {
    *rank = has_before ? before + STEP : STEP;
    *found = TRUE;
  } else {
    gint64 floor = has_before ? before : after - 2 * STEP;

    *rank = floor + (after - floor) / 2;
    *found = *rank > floor && *rank < after;
  }
  return TRUE;
}

static gboolean
leave_slot (CsWriter *writer,
            gint64    post_id,
            GError  **error)
{
  if (!cs_writer_run (writer, "DELETE FROM cue WHERE post_id = ?", post_id, error))
    return FALSE;
  if (sqlite3_changes (cs_database_get_handle (writer->db)) > 0)
    writer->change->rundown = TRUE;
  return TRUE;
}

/**
 * cs_queue_enter:
 * @writer: in a transaction
 * @post_id: a post that has become approved
 * @keeps_place: it takes the place that it had before, if it had one
 * @error: return location
 *
 * Puts the post at the end of the queue.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_queue_enter (CsWriter *writer,
                gint64    post_id,
                gboolean  keeps_place,
                GError  **error)
{
  gint64 rank;
  gboolean found = FALSE;

  if (keeps_place &&
      !read_rank (writer, "SELECT rank FROM queue WHERE post_id = ?", post_id, NO_OFFSET, &rank, &found, error))
    return FALSE;
  if (!found && !find_room (writer, post_id, G_MAXINT, &rank, &found, error))
    return FALSE;
  writer->counts.queued++;
  writer->change->queue = TRUE;
  return set_rank (writer, post_id, rank, error);
}

/**
 * cs_queue_leave:
 * @writer: in a transaction
 * @post_id: a post
 * @error: return location
 *
 * Takes the post out of the queue and out of the slot it is planned in. Its place is remembered for
 * the case that this is undone.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_queue_leave (CsWriter *writer,
                gint64    post_id,
                GError  **error)
{
  sqlite3 *handle = cs_database_get_handle (writer->db);

  if (!cs_writer_run (writer, "UPDATE queue SET waiting = 0 WHERE post_id = ? AND waiting = 1", post_id, error))
    return FALSE;
  if (sqlite3_changes (handle) > 0) {
    writer->counts.queued--;
    writer->change->queue = TRUE;
  }
  return leave_slot (writer, post_id, error);
}

/**
 * cs_queue_move:
 * @writer: in a transaction
 * @post_id: an approved post; one that had left the queue, or was planned in a slot, comes back into it
 * @position: where it is to be, from 1; beyond the end means the end
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_queue_move (CsWriter *writer,
               gint64    post_id,
               guint     position,
               GError  **error)
{
  gint64 rank;
  gboolean found, waiting;

  if (!leave_slot (writer, post_id, error) || !is_waiting (writer, post_id, &waiting, error) ||
      !find_room (writer, post_id, MAX (position, 1), &rank, &found, error))
    return FALSE;
  if (!found && (!rank_anew (writer, error) ||
                 !find_room (writer, post_id, MAX (position, 1), &rank, &found, error)))
    return FALSE;
  if (!waiting)
    writer->counts.queued++;
  writer->change->queue = TRUE;
  cs_writer_note_updated (writer, post_id);
  return set_rank (writer, post_id, rank, error);
}
