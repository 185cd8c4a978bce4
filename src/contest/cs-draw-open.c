/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
read_files_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;
  CsDrawFiles *files = cs_draw_files_read (data, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) cs_draw_files_free);
  else
    g_task_return_error (task, error);
}

static void
restore_beacon (CsDraw     *self,
                JsonObject *body)
{
  const char *level = cs_json_get_string (body, "level");
  JsonArray *visits = cs_json_get_array (body, "relays");
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  self->signature = g_strdup (cs_json_get_string (body, "signature"));
  self->method = g_strdup (cs_json_get_string (body, "method"));
  if (!cs_beacon_level_from_id (level, &self->level))
    self->level = self->seal->round > 0 ? CS_BEACON_UNCONFIRMED : CS_BEACON_NOT_APPLICABLE;
  for (guint i = 0; i < cs_json_array_length (visits); i++) {
    JsonObject *object = cs_json_array_get_object (visits, i);
    CsRelayVisit *visit = g_new0 (CsRelayVisit, 1);

    visit->url = g_strdup (cs_json_get_string (object, "url"));
    visit->fetched = g_strdup (cs_json_get_string (object, "fetched_utc"));
    visit->http_date = g_strdup (cs_json_get_string (object, "http_date"));
    g_ptr_array_add (certificate->relays, visit);
  }
  self->visits = g_ptr_array_ref (certificate->relays);
}

/* The value is on disk: it cannot become another one. */
static gboolean
restore_value (CsDraw  *self,
               guint    index,
               GError **error)
{
  JsonObject *body = cs_draw_journal_get_body (self->journal, index);
  const char *value = cs_json_get_string (body, "value");
  CsHex payload;

  cs_draw_payload_value (self->seal->digest, value != NULL ? value : "", payload);
  if (strcmp (payload, cs_draw_journal_get (self->journal, index)->payload) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("The journal has another value."));
  self->value = g_strdup (value);
  restore_beacon (self, body);
  return TRUE;
}

static gboolean
has_exported (CsDraw *self)
{
  for (guint i = self->seal_index + 1; i < cs_draw_journal_get_n (self->journal); i++)
    if (cs_draw_journal_get (self->journal, i)->type == CS_DRAW_EXPORT &&
        g_strcmp0 (cs_json_get_string (cs_draw_journal_get_body (self->journal, i), "what"), CS_DRAW_RECORD) == 0)
      return TRUE;
  return FALSE;
}

static void
ranked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  /* Once the result has gone out, there is nothing left to reveal; the list alone goes out before it. */
  if (has_exported (self))
    cs_draw_end_reveal (self);
  g_task_return_boolean (task, TRUE);
}

/* Goes on exactly where the last process was. */
static void
resume (CsDraw *self,
        GTask  *task)
{
  g_autoptr (GError) error = NULL;
  guint index;

  if (!cs_draw_journal_find (self->journal, CS_DRAW_VALUE, self->seal_index, &index)) {
    if (self->seal->round > 0)
      cs_draw_wait (self);
    else
      cs_draw_set_phase (self, CS_DRAW_ROLLING);
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (!restore_value (self, index, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  cs_draw_rank (self, g_task_new (self, NULL, ranked_cb, g_object_ref (task)));
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;
  CsDrawFiles *files = g_task_propagate_pointer (G_TASK (result), &error);
  const CsDrawEntry *entry = cs_draw_journal_get (self->journal, self->seal_index);

  if (files == NULL || !cs_draw_take_files (self, files, FALSE, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (strcmp (self->seal->digest, entry->payload) != 0) {
    cs_draw_forget (self);
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_SEAL_DIGEST, "%s",
                             _("The seal on disk is not the one in the journal."));
    return;
  }
  resume (self, task);
}

static void
open_last_draw (CsDraw *self,
                GTask  *task)
{
  g_autoptr (GTask) reading = NULL;
  g_autoptr (GVariant) setup = NULL;
  const char *draw;

  if (!cs_draw_journal_find_last_seal (self->journal, &self->seal_index) ||
      cs_draw_journal_find (self->journal, CS_DRAW_VOID, self->seal_index, NULL)) {
    cs_draw_set_phase (self, CS_DRAW_IDLE);
    g_task_return_boolean (task, TRUE);
    return;
  }
  draw = cs_draw_journal_get_draw (self->journal, self->seal_index);
  setup = g_variant_parse (G_VARIANT_TYPE_VARDICT,
                           cs_json_get_string (cs_draw_journal_get_body (self->journal, self->seal_index), "setup"), NULL,
                           NULL, NULL);
  self->setup = cs_contest_setup_from_variant (setup);
  reading = g_task_new (self, NULL, files_read_cb, g_object_ref (task));
  g_task_set_task_data (reading, cs_draw_dup_folder (self, draw), g_free);
  cs_worker_push (self->worker, reading, read_files_thread);
}

static void
journal_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = cs_store_read_draw_finish (CS_STORE (source), result, &error);

  if (records != NULL)
    self->journal = cs_draw_journal_new (records, &error);
  if (self->journal == NULL) {
    cs_draw_set_trouble (self, error->message);
    g_task_return_error (task, error);
    return;
  }
  open_last_draw (self, task);
}

/**
 * cs_draw_open_async:
 * @self: draws that are not open yet
 * @cancellable: (nullable): a cancellable
 * @callback: called when the last draw goes on, or there is none
 * @user_data: for @callback
 *
 * Reads the journal, computes its chain again, and takes up the last draw where it was left.
 */
void
cs_draw_open_async (CsDraw             *self,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_draw_open_async);
  cs_draw_forget (self);
  g_clear_pointer (&self->journal, cs_draw_journal_free);
  cs_store_read_draw_async (self->store, cancellable, journal_read_cb, task);
}

/**
 * cs_draw_open_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location; a broken journal is %CS_DRAW_ERROR_JOURNAL, and nothing can be drawn then
 *
 * Returns: whether draws can be made
 */
gboolean
cs_draw_open_finish (CsDraw       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
