/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include "cs-drand-relays.h"
#include "cs-store-rundown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A new show has four sessions of one minute. */
#define N_FIRST_SLOTS 4

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

  return !self->closing && cs_air_guard_show (self->guard, snapshot, epoch);
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

static void
trouble_cb (GObject    *somebody,
            GParamSpec *pspec,
            CsDesk     *self)
{
  g_object_notify (G_OBJECT (self), "trouble");
}

static CsContestDesk *
build_contest (CsDesk *self)
{
  if (self->relays == NULL)
    self->relays = CS_RELAYS (cs_drand_relays_new (cs_relays_known));
  return cs_contest_desk_new (self->store, self->clock, self->relays, self->beacon_key);
}

static void
build_rooms (CsDesk *self)
{
  static const CsOutlet outlet = { outlet_get_epoch, outlet_show, outlet_out, outlet_clear };

  self->ferry = cs_ferry_new (self->store, self->guard);
  g_signal_connect_object (self->ferry, "notify::trouble", G_CALLBACK (trouble_cb), self, 0);
  g_signal_connect_object (self->store, "notify::trouble", G_CALLBACK (trouble_cb), self, 0);
  if (!self->only_look) {
    self->keeper = cs_keeper_new (self->store, self->clock);
    g_signal_connect_object (self->keeper, "notify::trouble", G_CALLBACK (trouble_cb), self, 0);
  }
  self->triage = cs_triage_new (self->store, g_get_user_name ());
  self->program = cs_program_new (self->store, self->clock, &outlet, self);
  self->confirmer = cs_confirmer_new (self->store, self->program, G_LIST_MODEL (self->sources));
  self->rundown = cs_rundown_new (self->store, self->program);
  self->contest = build_contest (self);
  cs_desk_titler_follow (self->titler, self->program);
  cs_desk_tell_titler (self);
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

/* Lets go of everything that belongs to one show. */
void
cs_desk_drop_rooms (CsDesk *self)
{
  if (self->contest != NULL)
    cs_contest_desk_stop (self->contest);
  g_clear_object (&self->contest);
  if (self->titler != NULL)
    cs_desk_titler_follow (self->titler, NULL);
  g_clear_object (&self->rundown);
  if (self->confirmer != NULL)
    cs_confirmer_stop (self->confirmer);
  g_clear_object (&self->confirmer);
  g_clear_object (&self->program);
  g_clear_object (&self->triage);
  if (self->keeper != NULL)
    cs_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->ferry);
  g_clear_object (&self->store);
  self->closing = FALSE;
}

static void
contest_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (!cs_contest_desk_open_finish (CS_CONTEST_DESK (object), result, &error))
    g_debug ("contests not opened: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* The last room: by then it is known whether the show is a rehearsal. Takes @task. */
static void
open_contest (CsDesk *self,
              GTask  *task)
{
  cs_contest_desk_set_rehearsal (self->contest, self->rehearsal);
  cs_contest_desk_open_async (self->contest, self->only_look, NULL, contest_opened_cb, task);
}

/* A show whose destinations cannot be read is a show all the same. */
static void
live_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!cs_desk_live_load_finish (CS_DESK_LIVE (object), result, &error))
    g_info ("The destinations could not be read: %s", error->message);
  cs_live_picture_load (self->picture, self->store);
  cs_desk_load_page (self);
  cs_desk_load_replays (self);
  open_contest (self, g_steal_pointer (&task));
}

static void
sources_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDesk *self = g_task_get_source_object (task);
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  GCancellable *cancellable = g_task_get_cancellable (task);

  cs_desk_load_sources (self, saved);
  cs_desk_live_load_async (self->live, self->store, cancellable, live_loaded_cb, g_steal_pointer (&task));
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
    cs_desk_live_set_rehearsal (self->live, TRUE);
    g_object_notify (G_OBJECT (self), "rehearsal");
  }
  if (self->only_look) {
    open_contest (self, task);
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
    g_object_notify (G_OBJECT (self), "title");
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
  cs_desk_load_words (self);
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

  cs_desk_drop_rooms (self);
  if (closed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);

  cs_keeper_close_finish (CS_KEEPER (object), result);
  cs_store_close_async (self->store, closed_cb, task);
}

/* What was said of the broadcast that has just ended is on disk, too. */
static void
live_ended_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  GTask *task = data;
  CsDesk *self = g_task_get_source_object (task);

  cs_desk_live_end_finish (CS_DESK_LIVE (object), result, NULL);
  cs_live_picture_unload (self->picture);
  cs_desk_close_page (self);
  cs_desk_close_replays (self);
  cs_desk_live_unload (self->live);
  if (self->keeper != NULL)
    cs_keeper_close_async (self->keeper, kept_cb, task);
  else
    cs_store_close_async (self->store, closed_cb, task);
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
  /* A file may be called anything; a title is text. */
  base = g_filename_display_basename (path);
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
 * Clears the outputs, ends the broadcast, stops the sources and closes the show file.
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
  self->closing = TRUE;
  cs_program_clear (self->program);
  cs_ferry_close (self->ferry);
  cs_desk_stop_sources (self);
  cs_contest_desk_stop (self->contest);
  cs_desk_live_end_async (self->live, live_ended_cb, task);
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
