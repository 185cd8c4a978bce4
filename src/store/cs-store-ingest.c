/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-private.h"

#include "cs-ingest.h"

#include <glib/gi18n-lib.h>

/* What waits is written in slices, each a transaction: the more is waiting, the more share one fsync and one
 * growth of the index. As soon as anything else is asked of the writing thread the slice ends, and that comes
 * first: so a decision waits for some posts and one commit, however many posts are waiting. */
#define SLICE_EVENTS 1024
#define SLICE_US (100 * 1000)
#define EVENTS_BETWEEN_LOOKS 16

typedef struct {
  GTask *task;
  GPtrArray *events;
  char *source;   /* (nullable) */
  char *position; /* (nullable) */
  guint next;     /* the first event that is not on disk */
  CsIngestResult result;
} Batch;

/* The part of one batch that is in the slice. */
typedef struct {
  Batch *batch;
  guint end;
  CsIngestResult result;
} Piece;

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_ptr_array_unref (self->events);
  g_free (self->source);
  g_free (self->position);
  g_free (self);
}

static gboolean
write_position (CsWriter *writer,
                Batch    *batch,
                GError  **error)
{
  return batch->source == NULL || batch->position == NULL ||
         cs_ingest_position (writer, batch->source, batch->position, error);
}

static gboolean
is_long_enough (CsStore *self,
                guint    room,
                gint64   deadline_us)
{
  return room < SLICE_EVENTS && room % EVENTS_BETWEEN_LOOKS == 0 &&
         (cs_worker_get_waiting (self->writer_thread) > 0 || g_get_monotonic_time () > deadline_us);
}

/* Writes from where the batch stands until its end or until the slice is full. */
static gboolean
fill_piece (CsStore  *self,
            CsWriter *writer,
            Piece    *piece,
            guint    *room,
            gint64    deadline_us,
            GError  **error)
{
  GPtrArray *events = piece->batch->events;

  for (; piece->end < events->len && *room > 0; piece->end++, (*room)--) {
    if (is_long_enough (self, *room, deadline_us))
      *room = 1;
    if (!cs_ingest_event (writer, events->pdata[piece->end], &piece->result, error))
      return FALSE;
  }
  return piece->end < events->len || write_position (writer, piece->batch, error);
}

static Batch *
peek_batch (CsStore *self,
            guint    n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_queue_peek_nth (&self->batches, n);
}

static CsChange *
write_slice (CsStore  *self,
             CsWriter *writer,
             GArray   *pieces,
             GError  **error)
{
  gint64 deadline_us = g_get_monotonic_time () + SLICE_US;
  guint room = SLICE_EVENTS;
  Batch *batch;

  if (!cs_writer_begin (writer, error))
    return NULL;
  while (room > 0 && (batch = peek_batch (self, pieces->len)) != NULL) {
    Piece piece = { .batch = batch, .end = batch->next, .result = batch->result };

    if (!fill_piece (self, writer, &piece, &room, deadline_us, error)) {
      cs_writer_roll_back (writer);
      return NULL;
    }
    g_array_append_val (pieces, piece);
  }
  return cs_writer_commit (writer, error);
}

/* One event in a transaction of its own; what the file does not take is counted and left out. */
static gboolean
write_alone (CsStore  *self,
             CsWriter *writer,
             Batch    *batch,
             GError  **error)
{
  g_autoptr (GError) local_error = NULL;
  CsIngestResult result = batch->result;
  CsChange *change = NULL;

  if (!cs_writer_begin (writer, error))
    return FALSE;
  if (cs_ingest_event (writer, batch->events->pdata[batch->next], &result, &local_error))
    change = cs_writer_commit (writer, &local_error);
  else
    cs_writer_roll_back (writer);
  if (change != NULL) {
    batch->result = result;
    cs_store_publish (self, change, FALSE);
    return TRUE;
  }
  if (g_error_matches (local_error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED)) {
    g_message ("an event was left out: %s", local_error->message);
    batch->result.refused++;
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
write_position_alone (CsStore  *self,
                      CsWriter *writer,
                      Batch    *batch,
                      GError  **error)
{
  CsChange *change;

  if (!cs_writer_begin (writer, error))
    return FALSE;
  if (!write_position (writer, batch, error)) {
    cs_writer_roll_back (writer);
    return FALSE;
  }
  change = cs_writer_commit (writer, error);
  if (change == NULL)
    return FALSE;
  cs_store_publish (self, change, FALSE);
  return TRUE;
}

static void
forget_waiting (CsStore *self,
                guint    n_events)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_waiting -= n_events;
}

static void
answer (CsStore *self,
        Batch   *batch,
        GError  *error)
{
  g_autoptr (GTask) task = batch->task;

  g_mutex_lock (&self->lock);
  g_queue_remove (&self->batches, batch);
  self->n_waiting -= batch->events->len - batch->next;
  g_mutex_unlock (&self->lock);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
finish_pieces (CsStore *self,
               GArray  *pieces)
{
  for (guint i = 0; i < pieces->len; i++) {
    Piece *piece = &g_array_index (pieces, Piece, i);
    Batch *batch = piece->batch;

    forget_waiting (self, piece->end - batch->next);
    batch->next = piece->end;
    batch->result = piece->result;
    if (batch->next == batch->events->len)
      answer (self, batch, NULL);
  }
}

/* A slice failed as a whole: find out whether it was one event, and let that not hold up the others. */
static void
write_one_by_one (CsStore  *self,
                  CsWriter *writer)
{
  Batch *batch = peek_batch (self, 0);
  GError *error = NULL;

  for (guint i = 0; i < SLICE_EVENTS && batch->next < batch->events->len; i++) {
    if (!write_alone (self, writer, batch, &error))
      break;
    forget_waiting (self, 1);
    batch->next++;
  }
  if (error == NULL && batch->next < batch->events->len)
    return;
  if (error == NULL)
    write_position_alone (self, writer, batch, &error);
  answer (self, batch, error);
}

/* What is left of the room is for decisions. The source waits, and offers the same again. */
static gboolean
hold_back (CsStore      *self,
           const GError *reason)
{
  g_autofree char *sentence = NULL;

  if (reason == NULL ? !cs_ballast_is_short (self->ballast)
                     : !g_error_matches (reason, CS_STORE_ERROR, CS_STORE_ERROR_FULL) || cs_ballast_get_bytes (self->ballast) == 0)
    return FALSE;
  sentence = cs_ballast_describe (self->ballast);
  answer (self, peek_batch (self, 0), g_error_new_literal (CS_STORE_ERROR, CS_STORE_ERROR_FULL, sentence));
  return TRUE;
}

static void
do_slice (CsStore *self)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  GError *error = NULL;
  CsWriter *writer = cs_store_get_writer (self, &error);
  CsChange *change = NULL;

  if (writer == NULL) {
    answer (self, peek_batch (self, 0), error);
    return;
  }
  if (hold_back (self, NULL))
    return;
  change = write_slice (self, writer, pieces, &error);
  if (change != NULL) {
    cs_store_publish (self, change, FALSE);
    finish_pieces (self, pieces);
    return;
  }
  g_debug ("slice failed: %s", error->message);
  if (!hold_back (self, error))
    write_one_by_one (self, writer);
  g_clear_error (&error);
}

static void slice_thread (GTask        *task,
                          gpointer      source,
                          gpointer      data,
                          GCancellable *cancellable);

/* With the lock held. At the end of the queue: what was asked in the meantime comes first. */
static void
queue_slice (CsStore *self)
{
  if (self->slice_queued || g_queue_is_empty (&self->batches))
    return;
  self->slice_queued = TRUE;
  cs_store_write (self, g_task_new (self, NULL, NULL, NULL), slice_thread);
}

static void
slice_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  CsStore *self = source;

  if (peek_batch (self, 0) != NULL)
    do_slice (self);
  g_mutex_lock (&self->lock);
  self->slice_queued = FALSE;
  queue_slice (self);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_crowded (CsStore *self,
            guint    n_events)
{
  return self->n_waiting > 0 && self->n_waiting + n_events > CS_STORE_MAX_WAITING;
}

/**
 * cs_store_drain:
 * @self: a store, on its writing thread
 *
 * Writes all that waits.
 */
void
cs_store_drain (CsStore *self)
{
  while (peek_batch (self, 0) != NULL)
    do_slice (self);
}

/**
 * cs_store_get_n_waiting:
 * @self: a store
 *
 * Returns: how many events have been handed over and are not on disk yet; any thread
 */
guint
cs_store_get_n_waiting (CsStore *self)
{
  g_return_val_if_fail (CS_IS_STORE (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->n_waiting;
}

/**
 * cs_store_ingest_from_async:
 * @self: a store
 * @events: (element-type CsEvent): what a source reports; not to be changed any more
 * @source: (nullable): which source
 * @position: (nullable): where it is to go on from once all of @events are on disk
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk, in the caller's main context
 * @user_data: for @callback
 *
 * Writes what happened. Any thread.
 */
void
cs_store_ingest_from_async (CsStore            *self,
                            GPtrArray          *events,
                            const char         *source,
                            const char         *position,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GMutexLocker) locker = NULL;
  Batch *batch;

  g_return_if_fail (CS_IS_STORE (self) && events != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_ingest_from_async);
  g_task_set_check_cancellable (task, FALSE);
  batch = g_new0 (Batch, 1);
  batch->task = task;
  batch->events = g_ptr_array_ref (events);
  batch->source = g_strdup (source);
  batch->position = g_strdup (position);
  g_task_set_task_data (task, batch, batch_free);

  locker = g_mutex_locker_new (&self->lock);
  if (is_crowded (self, events->len)) {
    g_task_return_new_error (task, CS_STORE_ERROR, CS_STORE_ERROR_CROWDED,
                             _("More posts arrive than the disk can take. None of these was lost: "
                               "they are offered again."));
    return;
  }
  self->n_waiting += events->len;
  g_queue_push_tail (&self->batches, batch);
  g_steal_pointer (&task);
  queue_slice (self);
}

/**
 * cs_store_ingest_async:
 * @self: a store
 * @events: (element-type CsEvent): what a source reports; not to be changed any more
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk, in the caller's main context
 * @user_data: for @callback
 *
 * Writes what happened. Any thread.
 */
void
cs_store_ingest_async (CsStore            *self,
                       GPtrArray          *events,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  cs_store_ingest_from_async (self, events, NULL, NULL, cancellable, callback, user_data);
}

/**
 * cs_store_ingest_finish:
 * @self: a store
 * @result: what the callback got
 * @counts: (out) (optional): what the batch did
 * @error: return location
 *
 * Returns: whether the whole batch is on disk. If not, a part of it may be: handing it over again does no harm
 */
gboolean
cs_store_ingest_finish (CsStore        *self,
                        GAsyncResult   *result,
                        CsIngestResult *counts,
                        GError        **error)
{
  Batch *batch;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  batch = g_task_get_task_data (G_TASK (result));
  if (counts != NULL)
    *counts = batch->result;
  return g_task_propagate_boolean (G_TASK (result), error);
}
