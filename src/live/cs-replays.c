/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replays.h"

#include "cs-live.h"
#include "cs-remux.h"
#include "cs-replay-film.h"
#include "cs-replay-shelf.h"
#include "cs-worker.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define TICK_S 20
/* How often it is written down how long each stays. */
#define NOTE_US (10 * 60 * G_TIME_SPAN_SECOND)

struct _CsReplays {
  GObject parent_instance;

  CsClock *clock;
  CsWorker *worker;
  GListStore *store; /* CsReplay, newest first */
  char *folder; /* (nullable): none before it is opened */
  gint64 life_s;
  gboolean ready;
  char *trouble; /* (nullable) */
  guint tick_id;
  gint64 ticked_us; /* on the clock that nobody sets */
  gint64 rest_us; /* what was not counted yet: less than a second */
  gint64 noted_us;
  GCancellable *cancellable;
};

/* One job of the worker's. */
typedef struct {
  char *path; /* a film, or the folder */
  char *other; /* (nullable): another file */
  CsReplayNote *note; /* (nullable) */
  CsReplay *replay; /* (nullable): touched on the main thread only */
  gint64 life_s;
  gint64 now_us;
  gint64 start_ms;
  gint64 end_ms;
  gint64 length_ms;
  gboolean drawn;
  guint64 n_bytes;
} Job;

enum { PROP_0, PROP_READY, PROP_TROUBLE, PROP_LIFE_S, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsReplays, cs_replays, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->other);
  g_clear_pointer (&job->note, cs_replay_note_free);
  g_clear_object (&job->replay);
  g_free (job);
}

static GTask *
make_task (CsReplays          *self,
           CsReplay           *replay,
           const char         *path,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->replay = replay != NULL ? g_object_ref (replay) : NULL;
  job->note = replay != NULL ? cs_replay_note_copy (cs_replay_get_note (replay)) : NULL;
  job->end_ms = -1;
  job->life_s = self->life_s;
  job->now_us = cs_clock_now_us (self->clock);
  g_task_set_task_data (task, job, job_free);
  g_task_set_source_tag (task, make_task);
  return task;
}

static void
set_trouble (CsReplays  *self,
             const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
note_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (cs_replay_shelf_note (job->path, job->note, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    set_trouble (CS_REPLAYS (object), error->message);
}

static void
note_down (CsReplays *self,
           CsReplay  *replay)
{
  g_autoptr (GTask) task = make_task (self, replay, cs_replay_get_path (replay), NULL, noted_cb, NULL);

  cs_worker_push (self->worker, task, note_in_thread);
}

/* A film that cannot be read stays in the list without a picture: a person may want to know. */
static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;

  if (job->note->length_ms < 0)
    job->length_ms = cs_replay_film_measure_ms (job->path, NULL);
  else
    job->length_ms = job->note->length_ms;
  job->drawn = cs_replay_film_draw_thumbnail (job->path, job->other, NULL);
  if (job->length_ms >= 0) {
    job->note->length_ms = job->length_ms;
    cs_replay_shelf_note (job->path, job->note, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (job->length_ms >= 0)
    cs_replay_set_length_ms (job->replay, job->length_ms);
  if (job->drawn)
    cs_replay_set_thumbnail (job->replay, job->other);
}

static void
look_at (CsReplays *self,
         CsReplay  *replay)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (cs_replay_get_thumbnail (replay) != NULL && cs_replay_get_note (replay)->length_ms >= 0)
    return;
  task = make_task (self, replay, cs_replay_get_path (replay), self->cancellable, looked_cb, NULL);
  job = g_task_get_task_data (task);
  job->other = cs_replay_make_beside (replay, CS_REPLAY_THUMBNAIL);
  cs_worker_push (self->worker, task, look_in_thread);
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

static void
remove_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (cs_replay_shelf_remove (job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
expired_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    set_trouble (CS_REPLAYS (object), error->message);
}

static void
expire (CsReplays *self,
        guint      position)
{
  g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  g_autoptr (GTask) task = make_task (self, replay, cs_replay_get_path (replay), NULL, expired_cb, NULL);

  g_list_store_remove (self->store, position);
  cs_worker_push (self->worker, task, remove_in_thread);
}

static void
expire_all (CsReplays *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->store)); i > 0; i--) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i - 1);

    if (!cs_replay_get_note (replay)->keep && cs_replay_get_note (replay)->left_s <= 0)
      expire (self, i - 1);
  }
}

static void
note_all (CsReplays *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (CsReplay) replay = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    note_down (self, replay);
  }
  self->noted_us = self->ticked_us;
}

static gboolean
tick_cb (gpointer data)
{
  cs_replays_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, cs_replay_shelf_read (job->path, job->life_s, job->now_us),
                         (GDestroyNotify) g_ptr_array_unref);
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
  g_list_store_insert_sorted (self->store, replay, compare_newest, NULL);
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
  Job *job = g_task_get_task_data (G_TASK (result));

  if (found == NULL || g_strcmp0 (job->path, self->folder) != 0)
    return;
  for (guint i = 0; i < found->len; i++)
    show (self, found->pdata[i]);
  expire_all (self);
  note_all (self);
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
  g_autoptr (GPtrArray) made = cs_remux_left_finish (result, &error);
  g_autoptr (GTask) task = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->folder == NULL)
    return;
  if (error != NULL)
    set_trouble (self, error->message);
  task = make_task (self, NULL, self->folder, self->cancellable, read_cb, NULL);
  cs_worker_push (self->worker, task, read_in_thread);
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
  note_all (self);
  g_list_store_remove_all (self->store);
  g_clear_pointer (&self->folder, g_free);
  self->ready = FALSE;
  set_trouble (self, NULL);
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
  expire_all (self);
  note_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIFE_S]);
}

static void
add_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GStatBuf status;

  if (g_stat (job->path, &status) == 0)
    job->n_bytes = status.st_size;
  if (cs_replay_shelf_note (job->path, job->note, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsReplays *self = CS_REPLAYS (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsReplay) replay = NULL;
  guint position;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    set_trouble (self, error->message);
  if (self->folder == NULL || !g_str_has_prefix (job->path, self->folder))
    return;
  if (find (self, job->path, &position))
    g_list_store_remove (self->store, position);
  replay = cs_replay_new (job->path, job->note, job->n_bytes);
  g_list_store_insert_sorted (self->store, replay, compare_newest, NULL);
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
  Job *job;

  g_return_if_fail (CS_IS_REPLAYS (self) && g_str_has_suffix (path, CS_REPLAY_FILM));

  task = make_task (self, NULL, path, NULL, added_cb, NULL);
  job = g_task_get_task_data (task);
  job->note = cs_replay_note_copy (about);
  job->note->left_s = self->life_s;
  job->note->counted_us = job->now_us;
  cs_worker_push (self->worker, task, add_in_thread);
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
  expire_all (self);
  if (now_us - self->noted_us >= NOTE_US)
    note_all (self);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsReplays *self = CS_REPLAYS (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_list_store_insert_sorted (self->store, job->replay, compare_newest, NULL);
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
  guint position;

  g_return_if_fail (CS_IS_REPLAYS (self) && CS_IS_REPLAY (replay));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_replays_delete_async);
  remove = make_task (self, replay, cs_replay_get_path (replay), NULL, deleted_cb, task);
  /* Out of the list at once: nothing is noted of it any more. */
  if (find (self, cs_replay_get_path (replay), &position))
    g_list_store_remove (self->store, position);
  cs_worker_push (self->worker, remove, remove_in_thread);
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

static gboolean
copy_film (Job          *job,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (job->path);
  g_autoptr (GFile) to = g_file_new_for_path (job->other);

  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean whole = job->start_ms <= 0 && job->end_ms < 0;
  gboolean done = whole ? copy_film (job, cancellable, &error)
                        : cs_replay_film_cut (job->path, job->start_ms, job->end_ms, job->other, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_replays_export_async:
 * @self: recordings
 * @replay: one of them
 * @start_ms: from where; it begins with the key frame before
 * @end_ms: up to where; -1 for its end
 * @to: the file to make; what was there is overwritten
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is whole
 * @user_data: for @callback
 *
 * Copies a recording, or a piece of it, without encoding anything again.
 */
void
cs_replays_export_async (CsReplays          *self,
                         CsReplay           *replay,
                         gint64              start_ms,
                         gint64              end_ms,
                         const char         *to,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (CS_IS_REPLAYS (self) && CS_IS_REPLAY (replay) && to != NULL);

  task = make_task (self, replay, cs_replay_get_path (replay), cancellable, callback, user_data);
  job = g_task_get_task_data (task);
  if (strcmp (to, job->path) == 0) {
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("Choose another file than the recording itself."));
    return;
  }
  job->other = g_strdup (to);
  job->start_ms = start_ms;
  job->end_ms = end_ms;
  /* Apart from the shelf's own work: it may take long. */
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * cs_replays_export_finish:
 * @self: recordings
 * @result: as the callback got it
 * @error: a sentence that says why there is no file
 *
 * Returns: whether the file is whole
 */
gboolean
cs_replays_export_finish (CsReplays    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
