/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-certificate.h"

#include "cs-prize-events.h"

#include <string.h>

static const char *const exclusion_codes[] = {
  "staff", "partner", "official",    "recent-winner", "bot",     "invalid-id",
  "new-account", "moderation", "country", "opt-out", "duplicate",
};

static void
relay_visit_free (CsRelayVisit *visit)
{
  g_free (visit->url);
  g_free (visit->fetched);
  g_free (visit->http_date);
  g_free (visit);
}

static void
place_free (CsCertificatePlace *place)
{
  g_free (place->key);
  g_free (place->id);
  g_strfreev (place->proofs);
  g_free (place);
}

static void
exclusion_count_free (CsExclusionCount *count)
{
  g_free (count->code);
  g_free (count);
}

static GPtrArray *
array_of (gpointer free_func)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_func);
}

/**
 * cs_certificate_new:
 *
 * Returns: (transfer full): a certificate with empty lists, to be filled in
 */
CsCertificate *
cs_certificate_new (void)
{
  CsCertificate *self = g_new0 (CsCertificate, 1);

  self->revision = 1;
  self->relays = array_of (relay_visit_free);
  self->ranking = array_of (place_free);
  self->exclusions = array_of (exclusion_count_free);
  self->imports = array_of (cs_import_report_free);
  self->proofs = array_of (cs_prior_proof_free);
  self->events = cs_prize_events_new ();
  self->voided = cs_voided_seals_new ();
  self->entries = g_array_new (FALSE, FALSE, sizeof (CsDrawEntry));
  return self;
}

/**
 * cs_certificate_free:
 * @self: (transfer full) (nullable): a certificate
 */
void
cs_certificate_free (CsCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->seal);
  g_free (self->seal_digest);
  g_free (self->value);
  g_free (self->signature);
  g_free (self->method);
  g_free (self->seed);
  g_free (self->status);
  g_free (self->cutoff);
  g_free (self->ranking_digest);
  g_free (self->journal_previous);
  g_free (self->software);
  g_free (self->binary_digest);
  g_ptr_array_unref (self->relays);
  g_ptr_array_unref (self->ranking);
  g_ptr_array_unref (self->exclusions);
  g_ptr_array_unref (self->imports);
  g_ptr_array_unref (self->proofs);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->voided);
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * cs_certificate_set_ranking:
 * @self: a certificate
 * @ranking: the ranking
 * @n_places: how many places to show; winners, alternates and whoever was called at least
 *
 * Fills in seed, status, ranking, cut-off key and digest.
 */
void
cs_certificate_set_ranking (CsCertificate   *self,
                            const CsRanking *ranking,
                            gsize            n_places)
{
  g_ptr_array_set_size (self->ranking, 0);
  for (gsize rank = 1; rank <= MIN (n_places, cs_ranking_get_n (ranking)); rank++) {
    CsCertificatePlace *place = g_new0 (CsCertificatePlace, 1);
    CsHex key;

    cs_ranking_get_key (ranking, rank, key);
    place->rank = (guint) rank;
    place->key = g_strdup (key);
    place->id = cs_ranking_get_id (ranking, rank);
    place->role = cs_ranking_get_role (ranking, rank);
    place->proofs = g_new0 (char *, 1);
    g_ptr_array_add (self->ranking, place);
  }
  g_free (self->seed);
  self->seed = g_strdup (cs_ranking_get_seed (ranking));
  g_free (self->status);
  self->status = g_strdup (cs_ranking_get_status (ranking));
  g_free (self->cutoff);
  self->cutoff = g_strdup (cs_ranking_get_cutoff (ranking));
  g_free (self->ranking_digest);
  self->ranking_digest = g_strdup (cs_ranking_get_digest (ranking));
}

/**
 * cs_prior_proof_new:
 * @type: rfc3161, publication, witness or broadcast
 * @time_s: dated, seconds since 1970 UTC
 * @reference: where it can be looked at
 * @token: (nullable): a time stamp, in base64
 *
 * Returns: (transfer full): a proof for the list of a certificate, which frees it
 */
CsPriorProof *
cs_prior_proof_new (const char *type,
                    gint64      time_s,
                    const char *reference,
                    const char *token)
{
  CsPriorProof *proof = g_new0 (CsPriorProof, 1);

  proof->type = g_strdup (type);
  proof->time_s = time_s;
  proof->reference = g_strdup (reference);
  proof->token = g_strdup (token);
  return proof;
}

/**
 * cs_import_report_free:
 * @report: (transfer full): a report
 */
void
cs_import_report_free (CsImportReport *report)
{
  g_free (report->platform);
  g_free (report);
}

/**
 * cs_prior_proof_free:
 * @proof: (transfer full): a proof
 */
void
cs_prior_proof_free (CsPriorProof *proof)
{
  g_free (proof->type);
  g_free (proof->reference);
  g_free (proof->token);
  g_free (proof);
}

/**
 * cs_exclusion_is_code:
 * @code: (nullable): a code
 *
 * Returns: whether an account can be left out for that reason
 */
gboolean
cs_exclusion_is_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (exclusion_codes); i++)
    if (g_strcmp0 (code, exclusion_codes[i]) == 0)
      return TRUE;
  return FALSE;
}
