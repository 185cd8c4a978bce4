/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-verify-private.h"

#include "cs-draw-error.h"
#include "cs-prize-events.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_seal (CsVerification *self,
            GError        **error)
{
  const CsCertificate *certificate = self->certificate;

  self->seal = cs_seal_parse (certificate->seal, strlen (certificate->seal), CS_SEAL_DEFAULT, error);
  if (self->seal == NULL)
    return FALSE;
  if (strcmp (self->seal->digest, certificate->seal_digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL_DIGEST, _("“seal_sha256” is not the fingerprint of the seal."));
  return TRUE;
}

/* A certificate that ranks everybody holds the list, in another order. */
static GBytes *
rebuild_list (const CsVerification *self)
{
  GPtrArray *ranking = self->certificate->ranking;
  g_autofree const char **ids = NULL;

  if (self->seal->tickets || ranking->len != self->seal->n_participants)
    return NULL;
  ids = g_new (const char *, MAX (ranking->len, 1));
  for (guint i = 0; i < ranking->len; i++)
    ids[i] = ((CsCertificatePlace *) ranking->pdata[i])->id;
  return cs_draw_list_write (ids, NULL, ranking->len, NULL);
}

static gboolean
check_list (CsVerification         *self,
            const CsVerifyMaterial *material,
            GError                **error)
{
  g_autoptr (GBytes) bytes = material->list != NULL ? g_bytes_ref (material->list) : rebuild_list (self);

  if (bytes == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_MISSING,
                           _("The list is needed: put list.txt beside the certificate, or name it."));
  self->list = cs_draw_list_parse_sealed (bytes, self->seal, error);
  return self->list != NULL;
}

static gboolean
check_beacon_value (const CsVerification *self,
                    GError              **error)
{
  const CsCertificate *certificate = self->certificate;
  CsHex value;

  if (!cs_beacon_value (certificate->signature, value))
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The signature of the beacon is missing."));
  if (strcmp (value, certificate->value) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The value is not the digest of the signature."));
  if (certificate->level == CS_BEACON_NOT_APPLICABLE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("A draw with the beacon says how the beacon was checked."));
  return TRUE;
}

static gboolean
check_value (const CsVerification *self,
             GError              **error)
{
  const CsCertificate *certificate = self->certificate;

  if (self->seal->round > 0)
    return check_beacon_value (self, error);
  if (certificate->signature != NULL || certificate->level != CS_BEACON_NOT_APPLICABLE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("A draw with dice has no signature and no beacon to check."));
  return cs_dice_value_check (certificate->value, self->seal->commitment, error);
}

static gboolean
check_seed (const CsVerification *self,
            GError              **error)
{
  CsHex seed;

  cs_draw_seed (self->seal->digest, self->certificate->value, seed);
  if (strcmp (seed, self->certificate->seed) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEED, _("The seed does not come from this seal and this value."));
  return TRUE;
}

static gboolean
check_place (const CsVerification     *self,
             const CsCertificatePlace *place,
             guint                     rank,
             GError                  **error)
{
  CsHex key;

  cs_ranking_get_key (self->ranking, rank, key);
  if (place->rank != rank)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The ranking says %u where rank %u must be."), place->rank, rank);
  if (!cs_ranking_has_id (self->ranking, rank, place->id))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("Rank %u belongs to another account."), rank);
  if (strcmp (key, place->key) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The key of rank %u is wrong."), rank);
  if (place->role != cs_ranking_get_role (self->ranking, rank))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The role of rank %u is wrong."), rank);
  return TRUE;
}

static gboolean
check_ranking (CsVerification *self,
               GError        **error)
{
  GPtrArray *places = self->certificate->ranking;

  self->ranking = cs_ranking_new (self->seal, self->list, self->certificate->value);
  if (places->len < cs_ranking_get_n_named (self->ranking) || places->len > cs_ranking_get_n (self->ranking))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The ranking does not show every winner and alternate."));
  for (guint i = 0; i < places->len; i++)
    if (!check_place (self, places->pdata[i], i + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_summary (const CsVerification *self,
               GError              **error)
{
  const CsCertificate *certificate = self->certificate;

  if (g_strcmp0 (certificate->cutoff, cs_ranking_get_cutoff (self->ranking)) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SUMMARY, _("The cut-off key is wrong."));
  if (strcmp (certificate->ranking_digest, cs_ranking_get_digest (self->ranking)) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SUMMARY, _("The digest of the ranking is wrong."));
  if (strcmp (certificate->status, cs_ranking_get_status (self->ranking)) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SUMMARY, _("The status is wrong."));
  return TRUE;
}

static gboolean
check_events (const CsVerification *self,
              GError              **error)
{
  gsize called;

  if (!cs_prize_events_check (self->certificate->events, self->seal->n_winners, cs_ranking_get_n (self->ranking), &called, error))
    return FALSE;
  if (called > self->certificate->ranking->len)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The ranking does not show every rank that was called."));
  return TRUE;
}

static gboolean
check_reader (const CsVerification   *self,
              const CsVerifyMaterial *material,
              GError                **error)
{
  if (material->seal_digest != NULL && strcmp (material->seal_digest, self->seal->digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_READER_SEAL, _("The fingerprint of the seal is not the one that you saw."));
  if (material->signature != NULL && g_strcmp0 (material->signature, self->certificate->signature) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_READER_SIGNATURE,
                           _("The signature of the beacon is not the one that you fetched."));
  return TRUE;
}

static gboolean
check_all (CsVerification         *self,
           const CsVerifyMaterial *material,
           GError                **error)
{
  return check_seal (self, error) && check_list (self, material, error) && check_value (self, error) &&
         check_seed (self, error) && check_ranking (self, error) && check_summary (self, error) &&
         check_events (self, error) && cs_verify_journal (self, error) &&
         cs_verify_documents (self, material, error) && check_reader (self, material, error);
}

/**
 * cs_verify_certificate:
 * @text: (array length=length): the bytes of a certificate
 * @length: how many
 * @material: what to check it against
 * @error: return location for the first check that fails, a %CS_DRAW_ERROR
 *
 * Makes the checks V1 to V12 of the protocol, and R1 and R2 for what the reader gave. It reads nothing but what
 * it is handed. For a thread of its own when the list is long.
 *
 * Returns: (transfer full) (nullable): what was checked, if the computation is exact; or %NULL with @error set
 */
CsVerification *
cs_verify_certificate (const char             *text,
                       gsize                   length,
                       const CsVerifyMaterial *material,
                       GError                **error)
{
  g_autoptr (CsVerification) self = g_new0 (CsVerification, 1);

  self->certificate = cs_certificate_parse (text, length, error);
  if (self->certificate == NULL || !check_all (self, material, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_verification_free:
 * @self: (transfer full) (nullable): a verification
 */
void
cs_verification_free (CsVerification *self)
{
  if (self == NULL)
    return;
  cs_certificate_free (self->certificate);
  cs_seal_free (self->seal);
  cs_draw_list_unref (self->list);
  cs_ranking_unref (self->ranking);
  g_free (self);
}

/**
 * cs_verification_find:
 * @self: a verification
 * @id: an id in clear
 *
 * Finds somebody's own rank, also in a list of pseudonyms.
 *
 * Returns: the rank, or 0 when @id is not in the list
 */
gsize
cs_verification_find (const CsVerification *self,
                      const char           *id)
{
  g_autofree char *sealed =
    self->seal->salt != NULL ? cs_draw_pseudonym (self->seal->salt, id, strlen (id)) : g_strdup (id);

  for (gsize rank = 1; rank <= cs_ranking_get_n (self->ranking); rank++)
    if (cs_ranking_has_id (self->ranking, rank, sealed))
      return rank;
  return 0;
}
