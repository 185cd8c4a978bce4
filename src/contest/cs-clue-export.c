/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-clue-print.h"
#include "cs-record-files.h"
#include "cs-record-job.h"

#include <string.h>

/* What files are made from. */
typedef struct {
  CsClueVerification *rehearsed; /* (nullable): a rehearsal has no certificate that a stranger could check */
  GBytes *certificate; /* (nullable) */
  GBytes *entries;
  GBytes *rules;
  CsRecordDetails *details;
  GStrv languages;
} Export;

static void
export_free (Export *export)
{
  cs_clue_verification_free (export->rehearsed);
  g_clear_pointer (&export->certificate, g_bytes_unref);
  g_bytes_unref (export->entries);
  g_bytes_unref (export->rules);
  cs_record_details_free (export->details);
  g_strfreev (export->languages);
  g_free (export);
}

static GPtrArray *
make_files (gpointer data,
            GError **error)
{
  Export *export = data;
  g_autoptr (CsClueVerification) contest =
    export->rehearsed != NULL ? g_steal_pointer (&export->rehearsed)
                              : cs_clue_verify (g_bytes_get_data (export->certificate, NULL), g_bytes_get_size (export->certificate),
                                                export->entries, export->rules, NULL, error);

  if (contest == NULL)
    return NULL;
  return cs_clue_make_files (contest, export->certificate, export->rules, export->details, (const char *const *) export->languages, error);
}

static CsClueVerification *
take_as_it_is (CsClue            *self,
               CsClueCertificate *certificate,
               GBytes            *entries,
               GError           **error)
{
  g_autoptr (CsClueVerification) contest = g_new0 (CsClueVerification, 1);

  contest->certificate = certificate;
  contest->seal = cs_clue_seal_parse (certificate->seal, strlen (certificate->seal), CS_SEAL_ALLOW_REHEARSAL, error);
  contest->entries = contest->seal != NULL ? cs_clue_entries_parse (entries, contest->seal, error) : NULL;
  contest->places = contest->entries != NULL ? cs_clue_rank (contest->seal, certificate->nonce, contest->entries) : NULL;
  return contest->places != NULL ? g_steal_pointer (&contest) : NULL;
}

static void
fill_details (CsClue          *self,
              CsRecordDetails *details)
{
  if (details->prizes->len == 0)
    for (guint i = 0; i < self->setup->prizes->len; i++) {
      const CsPrize *prize = self->setup->prizes->pdata[i];

      if (prize->name[0] != '\0')
        cs_record_details_add_prize (details, prize->name, prize->count);
    }
  if (details->tag == NULL && self->setup->tags[0] != NULL)
    details->tag = g_strdup (self->setup->tags[0]);
}

static Export *
export_new (CsClue                *self,
            const CsRecordDetails *details,
            const char *const     *languages,
            GError               **error)
{
  Export *export = g_new0 (Export, 1);
  CsClueCertificate *certificate;

  export->entries = cs_clue_dup_entries (self);
  export->rules = cs_clue_dup_rules (self);
  export->details = details != NULL ? cs_record_details_copy (details) : cs_record_details_new ();
  export->languages = g_strdupv ((char **) languages);
  fill_details (self, export->details);
  if (self->seal->rehearsal) {
    export->rehearsed = take_as_it_is (self, cs_clue_begin_certificate (self), export->entries, error);
  } else if ((certificate = cs_clue_make_certificate (self, error)) != NULL) {
    char *text = cs_clue_certificate_write (certificate);

    export->certificate = g_bytes_new_take (text, strlen (text));
    cs_clue_certificate_free (certificate);
  }
  if (export->rehearsed != NULL || export->certificate != NULL)
    return export;
  export_free (export);
  return NULL;
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cs_record_job_finish (result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cs_clue_set_phase (self, self->phase);
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_clue_export_async:
 * @self: a clue contest in phase %CS_CLUE_DONE
 * @details: (nullable): what people tell; prizes come from the set-up where they are not told
 * @languages: (array zero-terminated=1): "fr", "en"
 * @folder: where; an earlier revision there is replaced, anything else is not
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the whole record is on disk; cs_clue_finish() tells
 * @user_data: for @callback
 *
 * Makes certificate, printed record and the files around them, enters that in the journal, and puts them into @folder. In
 * a rehearsal there is no certificate, nothing is entered, and every page says so.
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
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Export *export = cs_clue_may_certify (self, &error) ? export_new (self, details, languages, &error) : NULL;
  JsonNode *body;

  g_task_set_source_tag (task, cs_clue_export_async);
  g_task_set_check_cancellable (task, FALSE);
  if (export == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  body = cs_clue_body_new (CS_CLUE_RECORD);
  cs_record_job_async (self->draw, self->seal->rehearsal ? NULL : self->seal->contest, body, folder, make_files, export,
                       (GDestroyNotify) export_free, exported_cb, task);
}
