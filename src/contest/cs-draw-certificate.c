/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-config.h"
#include "cs-draw-error.h"
#include "cs-json.h"
#include "cs-verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_count (CsCertificate *certificate,
           const char    *code,
           guint64        count)
{
  CsExclusionCount *one = g_new0 (CsExclusionCount, 1);

  one->code = g_strdup (code);
  one->count = count;
  g_ptr_array_add (certificate->exclusions, one);
}

static void
count_exclusions (CsCertificate *certificate,
                  GBytes        *activity)
{
  g_autoptr (GPtrArray) rows = cs_activity_file_parse (activity, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer code, count;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const CsActivityRow *row = rows->pdata[i];

    if (row->exclusion != NULL)
      g_hash_table_replace (counts, row->exclusion,
                            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, row->exclusion)) + 1));
  }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &count))
    add_count (certificate, code, GPOINTER_TO_UINT (count));
}

/* What only the moment of sealing knew is in the journal. */
static void
add_intake (CsDraw        *self,
            CsCertificate *certificate)
{
  JsonObject *body = cs_draw_journal_get_body (self->journal, self->seal_index);
  JsonArray *imports = cs_json_get_array (body, "import");
  gint64 n_invalid = cs_json_get_int64 (body, "invalid-id", 0);

  if (n_invalid > 0)
    add_count (certificate, "invalid-id", (guint64) n_invalid);
  add_count (certificate, "manual", (guint64) MAX (cs_json_get_int64 (body, "manual", 0), 0));
  for (guint i = 0; i < cs_json_array_length (imports); i++) {
    JsonObject *one = cs_json_array_get_object (imports, i);
    CsImportReport *report = g_new0 (CsImportReport, 1);

    report->platform = g_strdup (cs_json_get_string (one, "platform"));
    report->announced = cs_json_get_int64 (one, "announced", -1);
    report->received = cs_json_get_int64 (one, "received", 0);
    report->gaps = cs_json_get_int64 (one, "gaps", -1);
    g_ptr_array_add (certificate->imports, report);
  }
}

static void
fill_beacon (CsDraw        *self,
             CsCertificate *certificate)
{
  certificate->value = g_strdup (self->value);
  certificate->signature = g_strdup (self->signature);
  certificate->level = self->level;
  certificate->method = g_strdup (self->method);
  for (guint i = 0; self->visits != NULL && i < self->visits->len; i++) {
    const CsRelayVisit *visit = self->visits->pdata[i];
    CsRelayVisit *copy = g_new0 (CsRelayVisit, 1);

    copy->url = g_strdup (visit->url);
    copy->fetched = g_strdup (visit->fetched);
    copy->http_date = g_strdup (visit->http_date);
    g_ptr_array_add (certificate->relays, copy);
  }
}

static void
fill_proofs (CsDraw        *self,
             CsCertificate *certificate)
{
  for (guint i = 0; i < self->proofs->len; i++) {
    const CsPriorProof *proof = self->proofs->pdata[i];

    g_ptr_array_add (certificate->proofs,
                     cs_prior_proof_new (proof->type, proof->time_s, proof->reference, proof->token));
  }
}

/* Winners, alternates and whoever was called after them. */
static gsize
n_shown (CsDraw              *self,
         const CsCertificate *certificate)
{
  gsize n = cs_ranking_get_n_named (self->ranking);

  for (guint i = 0; i < certificate->events->len; i++)
    n = MAX (n, ((const CsDrawEvent *) certificate->events->pdata[i])->replaced_by);
  return n;
}

/* All but what takes long: the main thread's part. */
CsCertificate *
cs_draw_begin_certificate (CsDraw *self)
{
  CsCertificate *certificate = cs_certificate_new ();

  certificate->seal = g_strndup (g_bytes_get_data (self->files->seal, NULL), g_bytes_get_size (self->files->seal));
  certificate->seal_digest = g_strdup (self->seal->digest);
  certificate->software = g_strdup ("coulisses/" CS_VERSION);
  fill_beacon (self, certificate);
  fill_proofs (self, certificate);
  if (!self->setup->rehearsal) {
    add_intake (self, certificate);
    cs_draw_journal_fill (self->journal, self->seal_index, certificate);
  }
  certificate->revision = 1 + certificate->events->len + self->revision;
  if (self->ranking != NULL)
    cs_certificate_set_ranking (certificate, self->ranking, n_shown (self, certificate));
  return certificate;
}

/* What a stranger will do with it first (check A9). Any thread. */
CsVerification *
cs_draw_finish_certificate (CsCertificate     *certificate,
                            const CsDrawFiles *files,
                            GError           **error)
{
  const CsVerifyMaterial material = { files->list, files->rules, files->activity };
  g_autofree char *text = NULL;

  count_exclusions (certificate, files->activity);
  text = cs_certificate_write (certificate);
  return cs_verify_certificate (text, strlen (text), &material, error);
}

gboolean
cs_draw_may_certify (CsDraw  *self,
                     GError **error)
{
  if (self->phase != CS_DRAW_DONE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is no certificate before everything has been revealed."));
  return TRUE;
}

/**
 * cs_draw_make_certificate:
 * @self: draws
 * @error: return location
 *
 * Makes the certificate of the current draw as it stands now, and makes every check on it that a stranger would.
 *
 * Returns: (transfer full) (nullable): the certificate; %NULL with @error set as long as the reveal is not over, in a
 *   rehearsal, and when anything does not fit
 */
CsCertificate *
cs_draw_make_certificate (CsDraw  *self,
                          GError **error)
{
  g_autoptr (CsCertificate) certificate = NULL;
  g_autoptr (CsVerification) verification = NULL;

  if (!cs_draw_may_certify (self, error))
    return NULL;
  if (self->setup->rehearsal) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("A rehearsal has no certificate."));
    return NULL;
  }
  certificate = cs_draw_begin_certificate (self);
  verification = cs_draw_finish_certificate (certificate, self->files, error);
  return verification != NULL ? g_steal_pointer (&certificate) : NULL;
}

/**
 * cs_draw_add_proof:
 * @self: draws with a seal
 * @type: rfc3161, publication, witness or broadcast
 * @time_s: dated, seconds since 1970 UTC
 * @reference: where it can be looked at
 * @token: (nullable): a time stamp, in base64
 *
 * Remembers a proof that the fingerprint was public before the value, for the certificate.
 */
void
cs_draw_add_proof (CsDraw     *self,
                   const char *type,
                   gint64      time_s,
                   const char *reference,
                   const char *token)
{
  g_ptr_array_add (self->proofs, cs_prior_proof_new (type, time_s, reference, token));
  self->revision++;
}

/**
 * cs_draw_tell_stamp:
 * @self: draws with a seal
 * @authority: (nullable): who was asked for a time stamp
 * @trouble: (nullable): why there is none, in a sentence; %NULL when there is
 *
 * Remembers, for the printed record, that a time stamp was asked for and not had.
 */
void
cs_draw_tell_stamp (CsDraw     *self,
                    const char *authority,
                    const char *trouble)
{
  g_free (self->stamp_authority);
  self->stamp_authority = g_strdup (authority);
  g_free (self->stamp_trouble);
  self->stamp_trouble = g_strdup (trouble);
}
