/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-keeper.h"

#include "cs-copy-folder.h"
#include "cs-store-check.h"
#include "cs-task.h"

#include <glib/gi18n-lib.h>

/* How old things are is measured on the clock that neither a correction of the time nor a suspended laptop bends;
 * the wall clock only names the day. */
#define LOOK_INTERVAL_S 60
#define CHECK_AFTER_US (30 * G_USEC_PER_SEC)
#define COPY_AFTER_US (G_GINT64_CONSTANT (10 * 60) * G_USEC_PER_SEC)
#define AGAIN_AFTER_US (G_GINT64_CONSTANT (30 * 60) * G_USEC_PER_SEC)
#define LONG_SHOW_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _CsKeeper {
  GObject parent_instance;

  CsStore *store;
  CsClock *clock;
  GCancellable *cancellable; /* of what is on its way */
  guint look_id;
  gint64 opened_us; /* on the boot clock */
  gint64 next_copy_us; /* on the boot clock: not before */
  gboolean checked;
  gboolean stopped;
  guint n_busy; /* how much is on its way */
  char *copied; /* (nullable): the copy that was made last */
  char *damage; /* (nullable) */
  char *failure; /* (nullable): why there is no copy */
};

typedef struct {
  char *show;
  char *copy;
} Paths;

enum { PROP_0, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsKeeper, cs_keeper, G_TYPE_OBJECT)

static void
paths_free (gpointer data)
{
  Paths *self = data;

  g_free (self->show);
  g_free (self->copy);
  g_free (self);
}

static void
tell (CsKeeper   *self,
      char      **what,
      const char *sentence)
{
  if (g_strcmp0 (*what, sentence) == 0)
    return;
  g_free (*what);
  *what = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsKeeper) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCheckReport) report = cs_store_check_finish (CS_STORE (object), result, &error);
  const char *problem = report != NULL ? report->problems[0] : error->message;
  g_autofree char *sentence = NULL;

  self->n_busy--;
  if (problem == NULL || self->stopped)
    return;
  sentence = g_strdup_printf (
    /* Translators: %s is a sentence that says what is wrong */
    _("THE SHOW FILE IS DAMAGED. %s As soon as the show allows, close it and open its last daily copy, from the "
      "folder beside it."), problem);
  g_message ("the show file is damaged: %s", problem);
  tell (self, &self->damage, sentence);
}

static void
check (CsKeeper *self)
{
  self->checked = TRUE;
  self->n_busy++;
  cs_store_check_async (self->store, self->cancellable, checked_cb, g_object_ref (self));
}

/* Takes @task. */
static void
end_copy (GTask        *task,
          const GError *error)
{
  g_autoptr (GTask) owned = task;
  CsKeeper *self = g_task_get_source_object (task);

  self->n_busy--;
  self->next_copy_us = cs_clock_monotonic_us (self->clock) + AGAIN_AFTER_US;
  if (!self->stopped && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, &self->failure, error != NULL ? error->message : NULL);
  g_task_return_boolean (task, error == NULL);
}

static void
prune_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  cs_copy_folder_prune (((Paths *) data)->copy, CS_KEEPER_COPIES);
  g_task_return_boolean (task, TRUE);
}

static void
pruned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  end_copy (data, NULL);
}

/* A damaged show is copied too, but then the copies of its good days stay. */
static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  CsKeeper *self = g_task_get_source_object (task);
  Paths *paths = g_task_get_task_data (task), *copy;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) prune = NULL;

  if (!cs_store_copy_finish (CS_STORE (object), result, &error)) {
    end_copy (task, error);
    return;
  }
  g_free (self->copied);
  self->copied = g_strdup (paths->copy);
  if (self->damage != NULL) {
    end_copy (task, NULL);
    return;
  }
  prune = g_task_new (self, NULL, pruned_cb, task);
  copy = g_new0 (Paths, 1);
  copy->copy = g_strdup (paths->copy);
  g_task_set_task_data (prune, copy, paths_free);
  cs_task_run_in_thread (prune, prune_thread);
}

static void
prepare_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Paths *paths = data;
  GError *error = NULL;

  if (cs_copy_folder_prepare (paths->show, paths->copy, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  CsKeeper *self = CS_KEEPER (object);
  GTask *task = data;
  const Paths *paths = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    cs_store_copy_async (self->store, paths->copy, self->cancellable, copied_cb, task);
  else
    end_copy (task, error);
}

static Paths *
name_paths (CsKeeper *self)
{
  Paths *paths = g_new0 (Paths, 1);

  paths->show = g_strdup (cs_store_get_path (self->store));
  paths->copy = cs_copy_folder_name_for (paths->show, cs_clock_now_us (self->clock));
  return paths;
}

/* Takes @task, which is answered when the copy is on disk or cannot be. */
static void
copy (CsKeeper *self,
      GTask    *task)
{
  g_autoptr (GTask) prepare = g_task_new (self, NULL, prepared_cb, task);

  self->n_busy++;
  g_task_set_task_data (task, name_paths (self), paths_free);
  g_task_set_task_data (prepare, name_paths (self), paths_free);
  cs_task_run_in_thread (prepare, prepare_thread);
}

static gboolean
has_copy_of_today (CsKeeper *self)
{
  Paths *paths = name_paths (self);
  gboolean has = g_strcmp0 (paths->copy, self->copied) == 0 || g_file_test (paths->copy, G_FILE_TEST_EXISTS);

  paths_free (paths);
  return has;
}

static gboolean
look_cb (gpointer data)
{
  cs_keeper_look (CS_KEEPER (data));
  return G_SOURCE_CONTINUE;
}

static void
cs_keeper_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsKeeper *self = CS_KEEPER (object);

  switch (prop_id) {
  case PROP_TROUBLE:
    g_value_set_string (value, cs_keeper_get_trouble (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_keeper_finalize (GObject *object)
{
  CsKeeper *self = CS_KEEPER (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_object_unref (self->cancellable);
  g_free (self->copied);
  g_free (self->damage);
  g_free (self->failure);
  G_OBJECT_CLASS (cs_keeper_parent_class)->finalize (object);
}

static void
cs_keeper_class_init (CsKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_keeper_get_property;
  object_class->finalize = cs_keeper_finalize;

  /**
   * CsKeeper:trouble: (nullable)
   *
   * A sentence that says that the file is damaged or why there is no copy of it, or %NULL while all is well.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_keeper_init (CsKeeper *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_keeper_new:
 * @store: a store with a show open for writing
 * @clock: tells the day, and how long the show is open
 *
 * Returns: (transfer full): a keeper that looks once a minute what is due
 */
CsKeeper *
cs_keeper_new (CsStore *store,
               CsClock *clock)
{
  CsKeeper *self = g_object_new (CS_TYPE_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->opened_us = cs_clock_monotonic_us (clock);
  self->next_copy_us = self->opened_us + COPY_AFTER_US;
  self->look_id = g_timeout_add_seconds (LOOK_INTERVAL_S, look_cb, self);
  return self;
}

/**
 * cs_keeper_stop:
 * @self: a keeper
 *
 * Gives up what is on its way.
 */
void
cs_keeper_stop (CsKeeper *self)
{
  g_return_if_fail (CS_IS_KEEPER (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

/**
 * cs_keeper_look:
 * @self: a keeper
 *
 * Begins what is due: a look at the whole file half a minute after opening, a copy ten minutes after opening and then
 * each day, and after a failure in half an hour. One thing at a time.
 */
void
cs_keeper_look (CsKeeper *self)
{
  gint64 now_us;

  g_return_if_fail (CS_IS_KEEPER (self));

  now_us = cs_clock_monotonic_us (self->clock);
  if (self->stopped || self->n_busy > 0)
    return;
  if (!self->checked && now_us >= self->opened_us + CHECK_AFTER_US)
    check (self);
  else if (now_us >= self->next_copy_us && !has_copy_of_today (self))
    copy (self, g_task_new (self, NULL, NULL, NULL));
}

/**
 * cs_keeper_get_trouble:
 * @self: a keeper
 *
 * Returns: (transfer none) (nullable): that the file is damaged, or why there is no copy of it
 */
const char *
cs_keeper_get_trouble (CsKeeper *self)
{
  g_return_val_if_fail (CS_IS_KEEPER (self), NULL);

  return self->damage != NULL ? self->damage : self->failure;
}

/**
 * cs_keeper_get_busy:
 * @self: a keeper
 *
 * Returns: whether it is looking at the file or copying it
 */
gboolean
cs_keeper_get_busy (CsKeeper *self)
{
  g_return_val_if_fail (CS_IS_KEEPER (self), FALSE);

  return self->n_busy > 0;
}

/**
 * cs_keeper_close_async:
 * @self: a keeper
 * @callback: called when the show may be closed
 * @user_data: for @callback
 *
 * A show that was open for an hour is copied once more, in place of the copy of this day. A copy that fails keeps
 * nothing from being closed.
 */
void
cs_keeper_close_async (CsKeeper           *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_KEEPER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (!self->stopped && self->n_busy == 0 &&
      cs_clock_monotonic_us (self->clock) - self->opened_us >= LONG_SHOW_US) {
    copy (self, task);
    return;
  }
  cs_keeper_stop (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * cs_keeper_close_finish:
 * @self: a keeper
 * @result: what the callback got
 */
void
cs_keeper_close_finish (CsKeeper     *self,
                        GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
