/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-export.h"

#include "cs-draw-error.h"
#include "cs-draw-private.h"
#include "cs-record-files.h"
#include "cs-record-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What files are made from. */
typedef struct {
  CsCertificate *certificate;
  CsDrawFiles *files; /* the draw's; it keeps them while it is not forgotten */
  CsRanking *ranking; /* (nullable): not drawn yet, or not shown */
  CsDrawList *list;
  gboolean rehearsal;
  CsRecordDetails *details;
  GStrv languages; /* (nullable): the record in these; otherwise the list for the bailiff */
} Export;

static void
export_free (Export *export)
{
  cs_certificate_free (export->certificate);
  cs_draw_files_free (export->files);
  g_clear_pointer (&export->ranking, cs_ranking_unref);
  cs_draw_list_unref (export->list);
  cs_record_details_free (export->details);
  g_strfreev (export->languages);
  g_free (export);
}

static CsDrawFiles *
share_files (const CsDrawFiles *files)
{
  CsDrawFiles *shared = cs_draw_files_new ();

  shared->seal = g_bytes_ref (files->seal);
  shared->list = g_bytes_ref (files->list);
  shared->activity = g_bytes_ref (files->activity);
  shared->rules = g_bytes_ref (files->rules);
  return shared;
}

/* Without a certificate that a stranger could check: a rehearsal, or before the draw. */
static CsVerification *
take_as_it_is (Export  *export,
               GError **error)
{
  g_autoptr (CsVerification) draw = g_new0 (CsVerification, 1);

  draw->certificate = g_steal_pointer (&export->certificate);
  draw->seal = cs_seal_parse (draw->certificate->seal, strlen (draw->certificate->seal), CS_SEAL_ALLOW_REHEARSAL, error);
  draw->list = cs_draw_list_ref (export->list);
  draw->ranking = export->ranking != NULL ? cs_ranking_ref (export->ranking) : NULL;
  return draw->seal != NULL ? g_steal_pointer (&draw) : NULL;
}

static GPtrArray *
make_record_files (Export  *export,
                   GError **error)
{
  g_autoptr (CsVerification) draw = export->rehearsal ? take_as_it_is (export, error)
                                                      : cs_draw_finish_certificate (export->certificate, export->files, error);
  g_autoptr (CsRecord) record = NULL;

  if (draw == NULL)
    return NULL;
  record = cs_record_new (g_steal_pointer (&draw), export->rehearsal, NULL, export->files->rules, export->files->activity,
                          export->details, error);
  return record != NULL ? cs_record_make_files (record, (const char *const *) export->languages, error) : NULL;
}

/* What the bailiff gets when the list is sealed: it tells nothing of the result, for there is none. */
static GPtrArray *
make_list_files (Export  *export,
                 GError **error)
{
  g_autoptr (CsVerification) draw = take_as_it_is (export, error);
  g_autoptr (CsRecord) record = NULL;
  g_autoptr (GPtrArray) files = cs_record_files_new ();
  g_autofree char *table = NULL;

  if (draw == NULL)
    return NULL;
  record = cs_record_new (g_steal_pointer (&draw), export->rehearsal, NULL, export->files->rules, export->files->activity,
                          export->details, error);
  if (record == NULL)
    return NULL;
  table = cs_record_write_table (record);
  cs_record_files_add (files, "seal.txt", export->files->seal);
  cs_record_files_add (files, "list.txt", export->files->list);
  cs_record_files_add (files, "rules.txt", export->files->rules);
  cs_record_files_add (files, CS_RECORD_PRIVATE "activity.txt", export->files->activity);
  cs_record_files_add_text (files, CS_RECORD_PRIVATE "participants.csv", table);
  cs_record_files_add_sums (files);
  return g_steal_pointer (&files);
}

static GPtrArray *
make_files (gpointer data,
            GError **error)
{
  Export *export = data;

  return export->languages != NULL ? make_record_files (export, error) : make_list_files (export, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!cs_record_job_finish (result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cs_draw_set_phase (self, self->phase);
  g_task_return_boolean (task, TRUE);
}

static void
fill_details (CsDraw *self,
              Export *export)
{
  CsRecordDetails *details = export->details;

  if (details->prizes->len == 0)
    for (guint i = 0; i < self->setup->prizes->len; i++) {
      const CsPrize *prize = self->setup->prizes->pdata[i];

      cs_record_details_add_prize (details, prize->name, prize->count);
    }
  if (details->tag == NULL && self->setup->tags[0] != NULL)
    details->tag = g_strdup (self->setup->tags[0]);
  if (details->stamp_trouble == NULL && self->stamp_trouble != NULL) {
    g_free (details->stamp_authority);
    details->stamp_authority = g_strdup (self->stamp_authority);
    details->stamp_trouble = g_strdup (self->stamp_trouble);
  }
  details->threshold = self->setup->threshold;
  details->top = self->setup->top;
}

static void
begin (CsDraw                *self,
       const CsRecordDetails *details,
       const char *const     *languages,
       const char            *folder,
       GTask                 *task)
{
  Export *export = g_new0 (Export, 1);
  JsonNode *body = cs_draw_body_new ();

  export->certificate = cs_draw_begin_certificate (self);
  export->files = share_files (self->files);
  export->list = cs_draw_list_ref (self->list);
  export->ranking = languages != NULL ? cs_ranking_ref (self->ranking) : NULL;
  export->rehearsal = self->setup->rehearsal;
  export->details = details != NULL ? cs_record_details_copy (details) : cs_record_details_new ();
  export->languages = g_strdupv ((char **) languages);
  fill_details (self, export);
  json_object_set_string_member (json_node_get_object (body), "what", languages != NULL ? CS_DRAW_RECORD : "list");
  cs_record_job_async (self, export->rehearsal ? NULL : self->seal->draw, body, folder, make_files, export, (GDestroyNotify) export_free,
                       written_cb, task);
}

/**
 * cs_draw_export_async:
 * @self: draws in phase %CS_DRAW_DONE
 * @details: (nullable): what people tell; prizes and threshold come from the set-up where they are not told
 * @languages: (array zero-terminated=1): "fr", "en"
 * @folder: where; an earlier revision there is replaced, anything else is not
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the whole record is on disk
 * @user_data: for @callback
 *
 * Makes certificate, printed record and all that is handed out with them, enters that in the journal, and puts it into
 * @folder. In a rehearsal there is no certificate, and every page says so.
 */
void
cs_draw_export_async (CsDraw                *self,
                      const CsRecordDetails *details,
                      const char *const     *languages,
                      const char            *folder,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cs_draw_export_async);
  g_task_set_check_cancellable (task, FALSE);
  if (cs_draw_may_certify (self, &error)) {
    begin (self, details, languages, folder, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * cs_draw_export_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the whole record is on disk
 */
gboolean
cs_draw_export_finish (CsDraw       *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_draw_export_list_async:
 * @self: draws with a seal
 * @folder: where; nothing may be there yet
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when all is on disk
 * @user_data: for @callback
 *
 * Hands the bailiff seal, list, rules, and in clear every account that was seen. It tells nothing of a result, also when
 * there is one.
 */
void
cs_draw_export_list_async (CsDraw             *self,
                           const char         *folder,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_draw_export_list_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->phase != CS_DRAW_IDLE && self->files != NULL) {
    begin (self, NULL, NULL, folder, task);
    return;
  }
  g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s", _("Nothing is sealed."));
  g_object_unref (task);
}

/**
 * cs_draw_export_list_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether all is on disk
 */
gboolean
cs_draw_export_list_finish (CsDraw       *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_draw_dup_export_folder:
 * @draw: draws with a seal
 *
 * Returns: (transfer full) (nullable): where what is published of this draw belongs
 */
char *
cs_draw_dup_export_folder (CsDraw *draw)
{
  const CsSeal *seal = cs_draw_get_seal (draw);

  return seal != NULL ? g_build_filename (draw->folder, seal->draw, "record", NULL) : NULL;
}
