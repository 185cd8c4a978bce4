/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replays-private.h"

#include "cs-remux.h"
#include "cs-replay-job.h"
#include "cs-replay-shelf.h"

#include <string.h>

#define TICK_S 20

enum { PROP_0, PROP_READY, PROP_TROUBLE, PROP_LIFE_S, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsReplays, cs_replays, G_TYPE_OBJECT)

void
cs_replays_set_trouble (CsReplays  *self,
                        const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsReplayJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (job->length_ms >= 0)
    cs_replay_set_length_ms (job->replay, job->length_ms);
  if (job->drawn)
    cs_replay_set_thumbnail (job->replay, job->picture);
}

static void
look_at (CsReplays *self,
         CsReplay  *replay)
{
  g_autoptr (GTask) task = NULL;
  CsReplayJob *job;

  if (cs_replay_get_thumbnail (replay) != NULL && cs_replay_get_note (replay)->length_ms >= 0)
    return;
  task = cs_replay_job_new_for (self, replay, self->cancellable, looked_cb, NULL);
  job = g_task_get_task_data (task);
  job->picture = cs_replay_make_beside (replay, CS_REPLAY_THUMBNAIL);
  cs_worker_push (self->worker, task, cs_replay_job_look);
}

static gboolean
find (CsReplays  *self,
      const char *path,
      guint      *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (*position = 0; *position < n; ++*position) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), *position);

    if (strcmp (cs_replay_get_path (replay), path) == 0)
      return TRUE;
  }
  return FALSE;
}

static int
compare_newest (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  gint64 one = cs_replay_get_note ((CsReplay *) a)->made_us, other = cs_replay_get_note ((CsReplay *) b)->made_us;

  return one < other ? 1 : one > other ? -1 : strcmp (cs_replay_get_path ((CsReplay *) b), cs_replay_get_path ((CsReplay *) a));
}

void
cs_replays_insert (CsReplays *self,
                   CsReplay  *replay)
{
  g_list_store_insert_sorted (self->store, replay, compare_newest, NULL);
}

void
cs_replays_take_out (CsReplays  *self,
                     const char *path)
{
  guint position;

  if (find (self, path, &position))
    g_list_store_remove (self->store, position);
}

static gboolean
tick_cb (gpointer data)
{
  cs_replays_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
show (CsReplays       *self,
      const CsShelved *shelved)
{
  g_autoptr (CsReplay) replay = cs_replay_new (shelved->path, shelved->note, shelved->n_bytes);
  guint position;

  if (find (self, shelved->path, &position))
    return;
  if (shelved->thumbnail != NULL)
    cs_replay_set_thumbnail (replay, shelved->thumbnail);
  cs_replays_insert (self, replay);
}

static void
look_at_all (CsReplays *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    look_at (self, replay);
  }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  CsReplays *self = CS_REPLAYS (object);
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  CsReplayJob *job = g_task_get_task_data (G_TASK (result));

  if (found == NULL || g_strcmp0 (job->path, self->folder) != 0)
    return;
  for (guint i = 0; i < found->len; i++)
    show (self, found->pdata[i]);
  cs_replays_expire (self);
  cs_replays_note (self);
  look_at_all (self);
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsReplays) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *lack = NULL;
  g_autoptr (GPtrArray) made = cs_remux_left_finish (result, &lack, &error);
  g_autoptr (GTask) task = NULL;
  CsReplayJob *job;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->folder == NULL)
    return;
  if (error != NULL || lack != NULL)
    cs_replays_set_trouble (self, error != NULL ? error->message : lack);
  task = cs_replay_job_new (self, self->folder, self->cancellable, read_cb, NULL);
  job = g_task_get_task_data (task);
  job->life_s = self->life_s;
  job->now_us = cs_clock_now_us (self->clock);
  cs_worker_push (self->worker, task, cs_replay_job_read);
}

static void
cs_replays_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsReplays *self = CS_REPLAYS (object);

  switch (prop_id) {
  case PROP_READY:
    g_value_set_boolean (value, self->ready);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    break;
  case PROP_LIFE_S:
    g_value_set_int64 (value, self->life_s);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_replays_dispose (GObject *object)
{
  CsReplays *self = CS_REPLAYS (object);

  if (self->worker != NULL) {
    cs_replays_close (self);
    cs_worker_stop (self->worker);
  }
  g_clear_object (&self->worker);
  G_OBJECT_CLASS (cs_replays_parent_class)->dispose (object);
}

static void
cs_replays_finalize (GObject *object)
{
  CsReplays *self = CS_REPLAYS (object);

  g_object_unref (self->clock);
  g_object_unref (self->store);
  g_free (self->folder);
  g_free (self->trouble);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (cs_replays_parent_class)->finalize (object);
}

static void
cs_replays_class_init (CsReplaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_replays_get_property;
  object_class->dispose = cs_replays_dispose;
  object_class->finalize = cs_replays_finalize;

  /**
   * CsReplays:ready:
   *
   * Whether the folder has been read.
   */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  /**
   * CsReplays:trouble: (nullable)
   *
   * A sentence: what could not be put together, noted or deleted.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  /**
   * CsReplays:life-s:
   *
   * How long a recording stays, in seconds.
   */
  properties[PROP_LIFE_S] = g_param_spec_int64 ("life-s", NULL, NULL, 0, G_MAXINT64, CS_REPLAYS_LIFE_S, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_replays_init (CsReplays *self)
{
  self->worker = cs_worker_new ("cs-replays");
  self->store = g_list_store_new (CS_TYPE_REPLAY);
  self->life_s = CS_REPLAYS_LIFE_S;
}

/**
 * cs_replays_new:
 * @clock: the time
 *
 * Returns: (transfer full): no recordings yet
 */
CsReplays *
cs_replays_new (CsClock *clock)
{
  CsReplays *self = g_object_new (CS_TYPE_REPLAYS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

/**
 * cs_replays_open:
 * @self: recordings
 * @folder: where they are kept; it need not exist
 *
 * Puts together what a crash has left, removes what has run out, and lists the rest. From here on time runs.
 */
void
cs_replays_open (CsReplays  *self,
                 const char *folder)
{
  g_return_if_fail (CS_IS_REPLAYS (self) && folder != NULL);

  cs_replays_close (self);
  self->folder = g_strdup (folder);
  self->cancellable = g_cancellable_new ();
  self->ticked_us = self->noted_us = cs_clock_monotonic_us (self->clock);
  self->tick_id = g_timeout_add_seconds (TICK_S, tick_cb, self);
  cs_remux_left_async (folder, self->cancellable, gathered_cb, g_object_ref (self));
}

/**
 * cs_replays_close:
 * @self: recordings
 *
 * Notes how long each still stays, and forgets them. They go on running out: that is seen when they are opened again.
 */
void
cs_replays_close (CsReplays *self)
{
  g_return_if_fail (CS_IS_REPLAYS (self));

  if (self->folder == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  cs_replays_tick (self);
  cs_replays_note (self);
  g_list_store_remove_all (self->store);
  g_clear_pointer (&self->folder, g_free);
  self->ready = FALSE;
  cs_replays_set_trouble (self, NULL);
}

/**
 * cs_replays_get_model:
 * @self: recordings
 *
 * Returns: (transfer none): them, as #CsReplay, newest first
 */
GListModel *
cs_replays_get_model (CsReplays *self)
{
  g_return_val_if_fail (CS_IS_REPLAYS (self), NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * cs_replays_get_ready:
 * @self: recordings
 *
 * Returns: whether the folder has been read
 */
gboolean
cs_replays_get_ready (CsReplays *self)
{
  g_return_val_if_fail (CS_IS_REPLAYS (self), FALSE);

  return self->ready;
}

/**
 * cs_replays_get_trouble:
 * @self: recordings
 *
 * Returns: (transfer none) (nullable): a sentence: what could not be put together, noted or deleted
 */
const char *
cs_replays_get_trouble (CsReplays *self)
{
  g_return_val_if_fail (CS_IS_REPLAYS (self), NULL);

  return self->trouble;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsReplays *self = CS_REPLAYS (object);
  CsReplayJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsReplay) replay = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    cs_replays_set_trouble (self, error->message);
  if (self->folder == NULL || !g_str_has_prefix (job->path, self->folder))
    return;
  cs_replays_take_out (self, job->path);
  replay = cs_replay_new (job->path, job->note, job->n_bytes);
  cs_replays_insert (self, replay);
  look_at (self, replay);
}

/**
 * cs_replays_add:
 * @self: recordings that are open
 * @path: a finished film in their folder
 * @about: what is known of it; how long it stays is set here
 */
void
cs_replays_add (CsReplays          *self,
                const char         *path,
                const CsReplayNote *about)
{
  g_autoptr (GTask) task = NULL;
  CsReplayJob *job;

  g_return_if_fail (CS_IS_REPLAYS (self) && g_str_has_suffix (path, CS_REPLAY_FILM));

  task = cs_replay_job_new (self, path, NULL, added_cb, NULL);
  job = g_task_get_task_data (task);
  job->note = cs_replay_note_copy (about);
  job->note->left_s = self->life_s;
  job->note->counted_us = cs_clock_now_us (self->clock);
  cs_worker_push (self->worker, task, cs_replay_job_add);
}
