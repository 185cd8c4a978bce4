/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"
#include "cs-store-rundown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Twice a second: the outputs go dark after three seconds without. */
#define BEAT_MS 500

/* A new show has four sessions of one minute. */
#define N_FIRST_SLOTS 4

enum { PROP_0, PROP_TITLE, PROP_REHEARSAL, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsDesk, cs_desk, G_TYPE_OBJECT)

static guint
outlet_get_epoch (gpointer data)
{
  CsDesk *self = data;

  return cs_output_server_get_epoch (self->output);
}

static gboolean
outlet_show (gpointer    data,
             CsSnapshot *snapshot,
             guint       epoch)
{
  CsDesk *self = data;

  return cs_air_guard_show (self->guard, snapshot, epoch);
}

static void
outlet_out (gpointer data,
            gint64   post_id)
{
  CsDesk *self = data;

  cs_output_server_out (self->output, post_id);
}

static void
outlet_clear (gpointer data)
{
  CsDesk *self = data;

  cs_output_server_clear (self->output);
}

static gboolean
beat_cb (gpointer data)
{
  CsDesk *self = data;

  cs_output_server_beat (self->output);
  return G_SOURCE_CONTINUE;
}

static void
trouble_cb (CsFerry    *ferry,
            GParamSpec *pspec,
            CsDesk     *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
build_rooms (CsDesk *self)
{
  static const CsOutlet outlet = { outlet_get_epoch, outlet_show, outlet_out, outlet_clear };

  self->ferry = cs_ferry_new (self->store, self->guard);
  g_signal_connect_object (self->ferry, "notify::trouble", G_CALLBACK (trouble_cb), self, 0);
  self->triage = cs_triage_new (self->store, g_get_user_name ());
  self->program = cs_program_new (self->store, self->clock, &outlet, self);
  self->confirmer = cs_confirmer_new (self->store, self->program, G_LIST_MODEL (self->sources));
  self->rundown = cs_rundown_new (self->store, self->program);
}

static void
start_rundown (CsDesk *self)
{
  g_auto (GStrv) names = g_new0 (char *, N_FIRST_SLOTS + 1);

  for (guint i = 0; i < N_FIRST_SLOTS; i++)
    /* Translators: the first name of an on-air session: "Session 2" */
    names[i] = g_strdup_printf (_("Session %u"), i + 1);
  cs_store_start_rundown_async (self->store, (const char *const *) names, NULL, NULL, NULL);
}

static void
drop_rooms (CsDesk *self)
{
  g_clear_object (&self->rundown);
  if (self->confirmer != NULL)
    cs_confirmer_stop (self->confirmer);
  g_clear_object (&self->confirmer);
  g_clear_object (&self->program);
  g_clear_object (&self->triage);
  g_clear_object (&self->ferry);
  g_clear_object (&self->store);
}

static void
sources_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);

  cs_desk_load_sources (self, saved);
  g_task_return_boolean (task, TRUE);
}

/* A file that a playout system was given goes on working after a restart. */
static void
overlay_key_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GVariant) value = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  g_autofree char *key = NULL;

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    g_object_set (self->output, "read-key", g_variant_get_string (value, NULL), NULL);
  g_object_get (self->output, "read-key", &key, NULL);
  if (value == NULL)
    cs_store_set_setting_async (self->store, "overlay-key", g_variant_new_string (key), NULL, NULL, NULL);
  cs_store_get_setting_async (self->store, "sources", g_task_get_cancellable (task), sources_read_cb, task);
}

static void
rehearsal_read_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GVariant) value = cs_store_get_setting_finish (CS_STORE (object), result, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value)) {
    self->rehearsal = TRUE;
    g_object_set (self->output, "rehearsal", TRUE, NULL);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REHEARSAL]);
  }
  if (self->only_look) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  cs_store_get_setting_async (self->store, "overlay-key", g_task_get_cancellable (task), overlay_key_read_cb, task);
}

static void
title_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GVariant) value = cs_store_get_setting_finish (CS_STORE (object), result, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    g_free (self->title);
    self->title = g_variant_dup_string (value, NULL);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  }
  cs_store_get_setting_async (self->store, "rehearsal", g_task_get_cancellable (task), rehearsal_read_cb, task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cs_store_open_finish (CS_STORE (object), result, &error)) {
    g_clear_object (&self->store);
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  build_rooms (self);
  cs_desk_load_official (self);
  if (!self->only_look)
    start_rundown (self);
  cs_store_get_setting_async (self->store, "title", g_task_get_cancellable (task), title_read_cb, task);
}

static void
served_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (cs_output_server_start_finish (CS_OUTPUT_SERVER (object), result, &error)) {
    /* The first beat: without one, takes would be refused until the next. */
    cs_output_server_beat (CS_OUTPUT_SERVER (object));
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean closed = cs_store_close_finish (CS_STORE (object), result, &error);

  drop_rooms (self);
  if (closed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cs_desk_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  CsDesk *self = CS_DESK (object);

  switch (prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_REHEARSAL:
    g_value_set_boolean (value, self->rehearsal);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, cs_desk_get_trouble (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_desk_dispose (GObject *object)
{
  CsDesk *self = CS_DESK (object);

  g_clear_handle_id (&self->beat_id, g_source_remove);
  if (self->ferry != NULL)
    cs_ferry_close (self->ferry);
  if (self->sources != NULL)
    cs_desk_stop_sources (self);
  drop_rooms (self);
  if (self->output != NULL)
    cs_output_server_stop (self->output);
  G_OBJECT_CLASS (cs_desk_parent_class)->dispose (object);
}

static void
cs_desk_finalize (GObject *object)
{
  CsDesk *self = CS_DESK (object);

  g_clear_pointer (&self->guard, cs_air_guard_free);
  g_clear_object (&self->output);
  g_clear_object (&self->secrets);
  g_clear_object (&self->capture);
  g_clear_object (&self->sources);
  g_clear_pointer (&self->configs, g_ptr_array_unref);
  g_clear_pointer (&self->official, g_ptr_array_unref);
  g_clear_object (&self->clock);
  g_free (self->title);
  G_OBJECT_CLASS (cs_desk_parent_class)->finalize (object);
}

static void
cs_desk_class_init (CsDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_desk_get_property;
  object_class->dispose = cs_desk_dispose;
  object_class->finalize = cs_desk_finalize;

  /**
   * CsDesk:title:
   *
   * The show's name.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * CsDesk:rehearsal:
   *
   * Whether this show was ever fed by a recording: "REHEARSAL" stands on everything.
   */
  properties[PROP_REHEARSAL] = g_param_spec_boolean ("rehearsal", NULL, NULL, FALSE, flags);
  /**
   * CsDesk:trouble: (nullable)
   *
   * A sentence that says why posts are not being saved, or %NULL while they are.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_desk_init (CsDesk *self)
{
  /* A test must not open a real camera. */
  g_autoptr (CsDeviceList) devices = cs_device_list_new (g_getenv ("COULISSES_DEVICE_CLASS"));

  self->capture = cs_capture_new (devices);
  self->secrets = cs_secrets_new ();
  self->sources = g_list_store_new (CS_TYPE_SOURCE);
  self->configs = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_source_config_free);
  self->official = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_account_unref);
}

/* Once a rehearsal, always one: the mark must not come off a show that holds invented posts. */
void
cs_desk_set_rehearsal (CsDesk *self)
{
  if (self->rehearsal)
    return;
  self->rehearsal = TRUE;
  g_object_set (self->output, "rehearsal", TRUE, NULL);
  cs_store_set_setting_async (self->store, "rehearsal", g_variant_new_boolean (TRUE), NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REHEARSAL]);
}

/**
 * cs_desk_new:
 * @clock: the time
 *
 * Returns: (transfer full): a desk without a show, dark; main thread only
 */
CsDesk *
cs_desk_new (CsClock *clock)
{
  CsDesk *self = g_object_new (CS_TYPE_DESK, NULL);

  self->clock = g_object_ref (clock);
  self->output = cs_output_server_new (clock);
  g_signal_connect_object (self->output, "dark", G_CALLBACK (cs_desk_dark_cb), self, 0);
  g_signal_connect_object (self->output, "command", G_CALLBACK (cs_desk_command_cb), self, 0);
  self->guard = cs_air_guard_new (self->output);
  self->beat_id = g_timeout_add (BEAT_MS, beat_cb, self);
  return self;
}

/**
 * cs_desk_open_async:
 * @self: a desk without a show
 * @path: the show file
 * @mode: how to open it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the show is ready
 * @user_data: for @callback
 *
 * Opens a show and starts the sources it remembers. The program starts dark.
 */
void
cs_desk_open_async (CsDesk             *self,
                    const char         *path,
                    CsStoreMode         mode,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *base = NULL;

  g_return_if_fail (CS_IS_DESK (self) && path != NULL);

  g_task_set_source_tag (task, cs_desk_open_async);
  if (self->store != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, _("A show is open already. Close it first."));
    return;
  }
  base = g_path_get_basename (path);
  g_free (self->title);
  self->title = g_str_has_suffix (base, ".coulisses") ? g_strndup (base, strlen (base) - strlen (".coulisses"))
                                                      : g_strdup (base);
  self->only_look = mode == CS_STORE_READ;
  self->store = cs_store_new (self->clock);
  cs_store_open_async (self->store, path, mode, cancellable, opened_cb, g_steal_pointer (&task));
}

/**
 * cs_desk_open_finish:
 * @self: a desk
 * @result: as the callback got it
 * @error: a sentence that says why the show cannot be opened
 *
 * Returns: whether the show is open
 */
gboolean
cs_desk_open_finish (CsDesk       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_desk_close_async:
 * @self: a desk
 * @callback: called when everything is on disk
 * @user_data: for @callback
 *
 * Clears the outputs, stops the sources and closes the show file.
 */
void
cs_desk_close_async (CsDesk             *self,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_desk_close_async);
  if (self->store == NULL || self->program == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  cs_program_clear (self->program);
  cs_ferry_close (self->ferry);
  cs_desk_stop_sources (self);
  cs_store_close_async (self->store, closed_cb, task);
}

/**
 * cs_desk_close_finish:
 * @self: a desk
 * @result: as the callback got it
 * @error: why closing failed
 *
 * Returns: whether everything is on disk
 */
gboolean
cs_desk_close_finish (CsDesk       *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_desk_serve_async:
 * @self: a desk
 * @port: where to listen on the loopback address; 0 takes a free port
 * @cancellable: (nullable): a cancellable
 * @callback: called when it listens
 * @user_data: for @callback
 *
 * Starts the overlay and the API.
 */
void
cs_desk_serve_async (CsDesk             *self,
                     guint16             port,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_desk_serve_async);
  cs_output_server_start_async (self->output, port, cancellable, served_cb, task);
}

/**
 * cs_desk_serve_finish:
 * @self: a desk
 * @result: as the callback got it
 * @error: a sentence that says why it does not listen
 *
 * Returns: whether it listens
 */
gboolean
cs_desk_serve_finish (CsDesk       *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_desk_get_clock:
 * @self: a desk
 *
 * Returns: (transfer none): the time
 */
CsClock *
cs_desk_get_clock (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->clock;
}

/**
 * cs_desk_get_store:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the open show file
 */
CsStore *
cs_desk_get_store (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->store;
}

/**
 * cs_desk_get_triage:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the verbs of triage
 */
CsTriage *
cs_desk_get_triage (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->triage;
}

/**
 * cs_desk_get_program:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the program
 */
CsProgram *
cs_desk_get_program (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->program;
}

/**
 * cs_desk_get_rundown:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the slots of the show
 */
CsRundown *
cs_desk_get_rundown (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->rundown;
}

/**
 * cs_desk_get_output:
 * @self: a desk
 *
 * Returns: (transfer none): the output server
 */
CsOutputServer *
cs_desk_get_output (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->output;
}

/**
 * cs_desk_get_secrets:
 * @self: a desk
 *
 * Returns: (transfer none): the keyring
 */
CsSecrets *
cs_desk_get_secrets (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->secrets;
}

/**
 * cs_desk_get_capture:
 * @self: a desk
 *
 * Returns: (transfer none): camera and microphone; whoever shows them starts them
 */
CsCapture *
cs_desk_get_capture (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->capture;
}

/**
 * cs_desk_get_sources:
 * @self: a desk
 *
 * Returns: (transfer none) (type Gio.ListModel(Cs.Source)): the sources, in the order in which they were added
 */
GListModel *
cs_desk_get_sources (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->sources);
}

/**
 * cs_desk_get_title:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the show's name
 */
const char *
cs_desk_get_title (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->title;
}

/**
 * cs_desk_set_title:
 * @self: an open desk
 * @title: the show's name
 */
void
cs_desk_set_title (CsDesk     *self,
                   const char *title)
{
  g_return_if_fail (CS_IS_DESK (self) && self->store != NULL && title != NULL);

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  cs_store_set_setting_async (self->store, "title", g_variant_new_string (title), NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * cs_desk_get_rehearsal:
 * @self: a desk
 *
 * Returns: whether "REHEARSAL" stands on everything
 */
gboolean
cs_desk_get_rehearsal (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), FALSE);

  return self->rehearsal;
}

/**
 * cs_desk_get_counts:
 * @self: an open desk
 *
 * Returns: (transfer none): what the tabs count, as of the last change
 */
const CsCounts *
cs_desk_get_counts (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self) && self->store != NULL, NULL);

  cs_store_get_counts (self->store, &self->counts);
  return &self->counts;
}

/**
 * cs_desk_get_n_waiting:
 * @self: a desk
 *
 * Returns: how many events the sources have reported that are not on disk yet
 */
guint
cs_desk_get_n_waiting (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), 0);

  return self->ferry != NULL ? cs_ferry_get_n_waiting (self->ferry) : 0;
}

/**
 * cs_desk_get_trouble:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): why posts are not being saved, or %NULL while they are
 */
const char *
cs_desk_get_trouble (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->ferry != NULL ? cs_ferry_get_trouble (self->ferry) : NULL;
}

/**
 * cs_desk_find_hints:
 * @self: a desk
 * @entry: a post as the show file has it
 *
 * Returns: (transfer full) (element-type CsHint): why it deserves a second look, most serious first
 */
GPtrArray *
cs_desk_find_hints (CsDesk        *self,
                    const CsEntry *entry)
{
  CsHintRules rules = { self->official, NULL, 0 };

  g_return_val_if_fail (CS_IS_DESK (self) && entry != NULL, NULL);

  rules.now_us = cs_clock_now_us (self->clock);
  return cs_hints_find (entry, &rules);
}

/**
 * cs_desk_clear:
 * @self: a desk
 *
 * Empties everything at once. The outputs first: nothing here waits for the store or the network.
 */
void
cs_desk_clear (CsDesk *self)
{
  g_return_if_fail (CS_IS_DESK (self));

  cs_output_server_clear (self->output);
  if (self->program != NULL)
    cs_program_clear (self->program);
}
