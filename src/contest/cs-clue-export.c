/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-clue-print.h"
#include "cs-record-files.h"

#include <string.h>

typedef struct {
  GBytes *certificate;
  GBytes *entries;
  GBytes *rules;
  CsRecordDetails *details;
  GStrv languages;
  char *folder;
  GPtrArray *made; /* (nullable): CsRecordFile */
} Export;

static void
export_free (Export *export)
{
  g_bytes_unref (export->certificate);
  g_bytes_unref (export->entries);
  g_bytes_unref (export->rules);
  cs_record_details_free (export->details);
  g_strfreev (export->languages);
  g_free (export->folder);
  g_clear_pointer (&export->made, g_ptr_array_unref);
  g_free (export);
}

static gboolean
make (Export  *export,
      GError **error)
{
  g_autoptr (CsClueVerification) contest =
    cs_clue_verify (g_bytes_get_data (export->certificate, NULL), g_bytes_get_size (export->certificate), export->entries, export->rules,
                    NULL, error);

  if (contest != NULL)
    export->made = cs_clue_make_files (contest, export->certificate, export->rules, export->details,
                                       (const char *const *) export->languages, error);
  return export->made != NULL;
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (make (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;

  if (cs_record_files_write (export->made, export->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
journaled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsClue *self = g_task_get_source_object (task);
  g_autoptr (GTask) writing = NULL;
  GError *error = NULL;

  if (!cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  writing = g_task_new (self, NULL, written_cb, g_object_ref (task));
  g_task_set_task_data (writing, g_task_get_task_data (task), NULL); /* lives as long as @task */
  cs_worker_push (self->draw->worker, writing, write_thread);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsClue *self = CS_CLUE (source);
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  const CsRecordFile *sums;
  JsonNode *body;
  CsHex payload;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  sums = cs_record_files_find (export->made, CS_RECORD_SUMS);
  cs_digest_of_bytes (g_bytes_get_data (sums->bytes, NULL), g_bytes_get_size (sums->bytes), payload);
  body = cs_draw_body_new ();
  json_object_set_string_member (json_node_get_object (body), CS_CLUE_MEMBER, CS_CLUE_RECORD);
  cs_draw_append_other (self->draw, self->seal->contest, cs_draw_now_s (self->draw), CS_DRAW_EXPORT, payload, body, journaled_cb,
                        g_steal_pointer (&task));
}

/**
 * cs_clue_export_async:
 * @self: a clue contest in phase %CS_CLUE_DONE
 * @details: (nullable): what people tell
 * @languages: (array zero-terminated=1): "fr", "en"
 * @folder: where; an earlier revision there is replaced, anything else is not
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the whole record is on disk; cs_clue_finish() tells
 * @user_data: for @callback
 *
 * Makes certificate, printed record and the files around them, enters that in the journal, and puts them into @folder.
 */
void
cs_clue_export_async (CsClue                *self,
                      const CsRecordDetails *details,
                      const char *const     *languages,
                      const char            *folder,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (CsClueCertificate) certificate = cs_clue_make_certificate (self, &error);
  g_autoptr (GTask) making = NULL;
  Export *export;
  char *text;

  g_task_set_source_tag (task, cs_clue_export_async);
  g_task_set_check_cancellable (task, FALSE);
  if (certificate == NULL) {
    g_task_return_error (task, error);
    return;
  }
  export = g_new0 (Export, 1);
  text = cs_clue_certificate_write (certificate);
  export->certificate = g_bytes_new_take (text, strlen (text));
  export->entries = cs_clue_dup_entries (self);
  export->rules = cs_clue_dup_rules (self);
  export->details = details != NULL ? cs_record_details_copy (details) : cs_record_details_new ();
  export->languages = g_strdupv ((char **) languages);
  export->folder = g_strdup (folder);
  making = g_task_new (self, NULL, made_cb, g_object_ref (task));
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_set_task_data (making, export, NULL); /* lives as long as @task */
  cs_worker_push (self->draw->worker, making, make_thread);
}
