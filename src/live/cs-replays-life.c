/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replays-private.h"

#include "cs-replay-job.h"

/* How long recordings stay, and how they go. */

/* How often it is written down how long each stays. */
#define NOTE_US (10 * 60 * G_TIME_SPAN_SECOND)

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    cs_replays_set_trouble (CS_REPLAYS (object), error->message);
}

static void
note_down (CsReplays *self,
           CsReplay  *replay)
{
  g_autoptr (GTask) task = cs_replay_job_new_for (self, replay, NULL, done_cb, NULL);

  cs_worker_push (self->worker, task, cs_replay_job_note);
}

static void
expire (CsReplays *self,
        guint      position)
{
  g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  g_autoptr (GTask) task = cs_replay_job_new_for (self, replay, NULL, done_cb, NULL);

  g_list_store_remove (self->store, position);
  cs_worker_push (self->worker, task, cs_replay_job_remove);
}

void
cs_replays_expire (CsReplays *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->store)); i > 0; i--) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i - 1);

    if (!cs_replay_get_note (replay)->keep && cs_replay_get_note (replay)->left_s <= 0)
      expire (self, i - 1);
  }
}

void
cs_replays_note (CsReplays *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    note_down (self, replay);
  }
  self->noted_us = self->ticked_us;
}

/**
 * cs_replays_get_life_s:
 * @self: recordings
 *
 * Returns: how long a recording stays, in seconds
 */
gint64
cs_replays_get_life_s (CsReplays *self)
{
  g_return_val_if_fail (CS_IS_REPLAYS (self), CS_REPLAYS_LIFE_S);

  return self->life_s;
}

/**
 * cs_replays_set_life_s:
 * @self: recordings
 * @life_s: how long a recording stays, in seconds
 *
 * Those that are there stay longer or shorter, too.
 */
void
cs_replays_set_life_s (CsReplays *self,
                       gint64     life_s)
{
  gint64 more_s;

  g_return_if_fail (CS_IS_REPLAYS (self) && life_s > 0);

  more_s = life_s - self->life_s;
  if (more_s == 0)
    return;
  self->life_s = life_s;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    cs_replay_set_left_s (replay, cs_replay_get_note (replay)->left_s + more_s, cs_clock_now_us (self->clock));
  }
  cs_replays_expire (self);
  cs_replays_note (self);
  g_object_notify (G_OBJECT (self), "life-s");
}

/**
 * cs_replays_set_keep:
 * @self: recordings
 * @replay: one of them
 * @keep: whether it stays until a person deletes it; if not, its time begins anew
 */
void
cs_replays_set_keep (CsReplays *self,
                     CsReplay  *replay,
                     gboolean   keep)
{
  g_return_if_fail (CS_IS_REPLAYS (self) && CS_IS_REPLAY (replay));

  if (cs_replay_get_note (replay)->keep == keep)
    return;
  if (!keep)
    cs_replay_set_left_s (replay, self->life_s, cs_clock_now_us (self->clock));
  cs_replay_set_keep (replay, keep);
  note_down (self, replay);
}

/**
 * cs_replays_tick:
 * @self: recordings that are open
 *
 * Counts the time that has passed since the last time and removes what has run out. Happens by itself three times a
 * minute; for tests.
 */
void
cs_replays_tick (CsReplays *self)
{
  gint64 now_us, passed_us, passed_s;

  g_return_if_fail (CS_IS_REPLAYS (self));

  now_us = cs_clock_monotonic_us (self->clock);
  passed_us = MAX (now_us - self->ticked_us, 0) + self->rest_us;
  passed_s = passed_us / G_USEC_PER_SEC;
  self->rest_us = passed_us % G_USEC_PER_SEC;
  self->ticked_us = now_us;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i);
    const CsReplayNote *known = cs_replay_get_note (replay);

    cs_replay_set_left_s (replay, known->keep ? known->left_s : known->left_s - passed_s,
                          cs_clock_now_us (self->clock));
  }
  cs_replays_expire (self);
  if (now_us - self->noted_us >= NOTE_US)
    cs_replays_note (self);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsReplays *self = CS_REPLAYS (object);
  CsReplayJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  cs_replays_insert (self, job->replay);
  g_task_return_error (task, error);
}

/**
 * cs_replays_delete_async:
 * @self: recordings
 * @replay: one of them
 * @callback: called when nothing of it is left; it is in the list again when that did not work
 * @user_data: for @callback
 */
void
cs_replays_delete_async (CsReplays          *self,
                         CsReplay           *replay,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) remove = NULL;
  GTask *task;

  g_return_if_fail (CS_IS_REPLAYS (self) && CS_IS_REPLAY (replay));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_replays_delete_async);
  remove = cs_replay_job_new_for (self, replay, NULL, deleted_cb, task);
  /* Out of the list at once: nothing is noted of it any more. */
  cs_replays_take_out (self, cs_replay_get_path (replay));
  cs_worker_push (self->worker, remove, cs_replay_job_remove);
}

/**
 * cs_replays_delete_finish:
 * @self: recordings
 * @result: as the callback got it
 * @error: a sentence that says what is still there
 *
 * Returns: whether it is gone
 */
gboolean
cs_replays_delete_finish (CsReplays    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
