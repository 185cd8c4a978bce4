/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

JsonNode *
cs_draw_body_new (void)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, json_object_new ());
  json_object_unref (json_node_get_object (node));
  return node;
}

static void
appended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *records;

  self->appending = FALSE;
  if (!cs_store_append_draw_finish (CS_STORE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  records = g_task_get_task_data (task);
  for (guint i = 0; i < records->len; i++)
    cs_draw_journal_add (self->journal, records->pdata[i]);
  g_task_return_boolean (task, TRUE);
}

/* The first entry names this installation: the machine, the show file and a random number. */
static CsDrawRecord *
prepare_genesis (CsDraw *self,
                 gint64  time_s)
{
  g_autofree char *file = g_filename_display_basename (cs_store_get_path (self->store));
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *text = g_strdup_printf ("coulisses %s %s %s", g_get_host_name (), file, random);
  JsonNode *body = cs_draw_body_new ();
  CsHex payload;

  cs_digest_of_bytes (text, strlen (text), payload);
  json_object_set_string_member (json_node_get_object (body), "text", text);
  return cs_draw_journal_prepare (self->journal, NULL, time_s, "", CS_DRAW_GENESIS, payload, body);
}

static void
free_bodies (const CsDrawStep *steps,
             gsize             n_steps)
{
  for (gsize i = 0; i < n_steps; i++)
    json_node_unref (steps[i].body);
}

static GPtrArray *
prepare_records (CsDraw           *self,
                 const char       *name,
                 gint64            time_s,
                 const CsDrawStep *steps,
                 gsize             n_steps)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_draw_record_unref);

  if (cs_draw_journal_get_n (self->journal) == 0)
    g_ptr_array_add (records, prepare_genesis (self, time_s));
  for (gsize i = 0; i < n_steps; i++)
    g_ptr_array_add (records, cs_draw_journal_prepare (self->journal, records, time_s, name, steps[i].type,
                                                       steps[i].payload, steps[i].body));
  return records;
}

/* Takes the task. */
static void
append (CsDraw           *self,
        const char       *name,
        gint64            time_s,
        const CsDrawStep *steps,
        gsize             n_steps,
        gboolean          held,
        GTask            *task)
{
  GPtrArray *records;

  if (self->journal == NULL || self->appending || held) {
    free_bodies (steps, n_steps);
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             _("The journal of draws cannot be written now. Try again in a moment."));
    g_object_unref (task);
    return;
  }
  records = prepare_records (self, name, time_s, steps, n_steps);
  g_task_set_task_data (task, records, (GDestroyNotify) g_ptr_array_unref);
  self->appending = TRUE;
  cs_store_append_draw_async (self->store, records, NULL, appended_cb, task);
}

/* For what has to know the head of the journal before it is entered itself. */
void
cs_draw_begin_journal (CsDraw             *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  append (self, "", cs_draw_now_s (self), NULL, 0, FALSE, g_task_new (self, NULL, callback, user_data));
}

void
cs_draw_append_all (CsDraw             *self,
                    gint64              time_s,
                    const CsDrawStep   *steps,
                    gsize               n_steps,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  if (self->setup == NULL || !self->setup->rehearsal) {
    append (self, self->seal != NULL ? self->seal->draw : "", time_s, steps, n_steps, FALSE, task);
    return;
  }
  free_bodies (steps, n_steps);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
cs_draw_append_others (CsDraw             *self,
                       const char         *name,
                       gint64              time_s,
                       const CsDrawStep   *steps,
                       gsize               n_steps,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  append (self, name, time_s, steps, n_steps, self->sealing, g_task_new (self, NULL, callback, user_data));
}

void
cs_draw_append_other (CsDraw             *self,
                      const char         *name,
                      gint64              time_s,
                      CsDrawEntryType     type,
                      const char         *payload,
                      JsonNode           *body,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  const CsDrawStep step = { type, payload, body };

  cs_draw_append_others (self, name, time_s, &step, 1, callback, user_data);
}

void
cs_draw_append (CsDraw             *self,
                gint64              time_s,
                CsDrawEntryType     type,
                const char         *payload,
                JsonNode           *body,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  const CsDrawStep step = { type, payload, body };

  cs_draw_append_all (self, time_s, &step, 1, callback, user_data);
}

gboolean
cs_draw_append_finish (CsDraw       *self,
                       GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
